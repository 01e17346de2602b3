"""What follow-ups give for people put forward earlier: values, in three languages, in any of the usual ways."""

import pytest

from mailbot.understanding.amending import amends, answers_desk
from mailbot.understanding.language import language_of
from mailbot.understanding.model import Other
from mailbot.understanding.reading import read
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, mail, rules

ROWS: tuple[tuple[str, list[tuple[object, ...]]], ...] = (
    # ---- behind words for the value
    ("Her title is Director of Programmes.", [(None, "Director of Programmes", None, ())]),
    ("His official job title should read Senior Legal Adviser.", [(None, "Senior Legal Adviser", None, ())]),
    ("Title: Director of Programmes\nOrganisation: Cedar Union", [(None, "Director of Programmes", "Cedar Union", ())]),
    ("The affiliation of our speaker is the Cedar Union.", [(None, None, "Cedar Union", ())]),
    ("Sa fonction est directrice des programmes.", [(None, "directrice des programmes", None, ())]),
    ("Le titre exact de notre oratrice est juriste principale.", [(None, "juriste principale", None, ())]),
    ("Fonction : directrice des programmes", [(None, "directrice des programmes", None, ())]),
    ("المسمى الوظيفي: مديرة البرامج", [(None, "مديرة البرامج", None, ())]),
    ("صفتها مديرة البرامج في مركز الأرز.", [(None, "مديرة البرامج", "مركز الأرز", ())]),
    ("جهة العمل: اتحاد صيادي الساحل", [(None, None, "اتحاد صيادي الساحل", ())]),
    # ---- said of her or him
    ("She is the head of the legal unit at Cedar Centre.", [(None, "head of the legal unit", "Cedar Centre", ())]),
    ("He works as a field coordinator.", [(None, "field coordinator", None, ())]),
    ("Elle est juriste principale au Centre du Cèdre.", [(None, "juriste principale", "Centre du Cèdre", ())]),
    ("هي باحثة أولى في مركز الأرز", [(None, "باحثة أولى", "مركز الأرز", ())]),
    # ---- nothing but the value, or the role
    ("Director of Programmes", [(None, "Director of Programmes", None, ())]),
    ("Sorry, I forgot: the role she wishes is the round table.", [(None, None, None, ("roundtable",))]),
    ("Pour le rôle, ce sera la table ronde.", [(None, None, None, ("roundtable",))]),
    ("بخصوص الدور المطلوب: المائدة المستديرة", [(None, None, None, ("roundtable",))]),
    # ---- with the name, and with what is to go
    (
        "Please correct the title of Ms. Huda Salem: she is Deputy Director, not Director.",
        [("Huda Salem", "Deputy Director", None, ())],
    ),
    (
        "Merci de corriger la fonction de Mme Huda Salem : elle est directrice adjointe et non directrice.",
        [("Huda Salem", "directrice adjointe", None, ())],
    ),
    ("يرجى تصحيح صفة السيدة هدى سالم: هي نائبة المدير وليست المديرة.", [("هدى سالم", "نائبة المدير", None, ())]),
    (
        "Huda Salem - title: Senior Researcher\nOmar Nasser - title: Field Officer",
        [("Huda Salem", "Senior Researcher", None, ()), ("Omar Nasser", "Field Officer", None, ())],
    ),
    ("Previous title: Assistant\nCorrect title: Coordinator", [(None, "Coordinator", None, ())]),
    ("المسمى الوظيفي السابق: نائب المدير\nالمسمى الوظيفي الصحيح: نائب المدير للشؤون المالية",
     [(None, "نائب المدير للشؤون المالية", None, ())]),
    # ---- another spelling of a name
    ("The name was misspelt: it should read Huda Saleem.", [("Huda Saleem", None, None, ())]),
    ("Le nom est mal orthographié, il faut lire Houda Salem.", [("Houda Salem", None, None, ())]),
    ("الاسم الصحيح هو هدى سليم وليس هدى سالم.", [("هدى سليم", None, None, ())]),
    # ---- said of who writes, asked, or only supposed
    ("I am her assistant and will pass this on.", [("Sara Haddad", "her assistant", None, ())]),
    ("My title is Programme Assistant, I only send this for her.", [("Sara Haddad", "Programme Assistant", None, ())]),
    ("أنا مساعدتها.", [("Sara Haddad", "مساعدتها", None, ())]),
    ("Who is the rapporteur?", []),
    ("زميلي عمر ديب، المستشار القانوني، سيتابع الموضوع معكم.", []),
    ("Is she registered as Director or as Deputy Director?", []),
    ("If the plenary is full, a round table is fine.", []),
    ("Elle n'est pas directrice générale, elle est bien directrice.", [(None, "directrice", None, ())]),
    # ---- a value ends where the next thing is said
    ("She is the Director, as I wrote.", [(None, "Director", None, ())]),
    ("Hala is our Director and Omar our Legal Adviser.", [("Hala", "Director", None, ())]),
    ("Deputy Director and would prefer the plenary", [(None, "Deputy Director", None, ("plenary",))]),
    ("Her title is Head of Outreach, sorry I forgot.", [(None, "Head of Outreach", None, ())]),
    ("Title: Senior Adviser, and would prefer the plenary", [(None, "Senior Adviser", None, ("plenary",))]),
    ("Thanks. Role: plenary. Title: Senior Legal Counsel. Let me know if you need anything else.",
     [(None, "Senior Legal Counsel", None, ("plenary",))]),
    ("directrice exécutive, et elle souhaite la plénière", [(None, "directrice exécutive", None, ("plenary",))]),
    ("Il est chargé de plaidoyer et préfère une table ronde, merci.",
     [(None, "chargé de plaidoyer", None, ("roundtable",))]),
    ("Fonction : juriste également", [(None, "juriste", None, ())]),
    ("مسماها الوظيفي مديرة الاتصال، ونشكر تعاونكم.", [(None, "مديرة الاتصال", None, ())]),
    ("هي منسقة المشاريع وترغب في المشاركة في الجلسة العامة.", [(None, "منسقة المشاريع", None, ("plenary",))]),
    ("الصفة الصحيحة: مدير مالي، والاسم الصحيح: ماهر عوده", [("ماهر عوده", "مدير مالي", None, ())]),
    ("Head of Protection, Research and Advocacy", [(None, "Head of Protection, Research and Advocacy", None, ())]),
    ("نائبة المديرة والمسؤولة عن التدريب", [(None, "نائبة المديرة والمسؤولة عن التدريب", None, ())]),
    # ---- a function beside a role, behind a name, or as a sentence of its own
    ("as requested: Deputy Chair, round table", [(None, "Deputy Chair", None, ("roundtable",))]),
    ("comme demandé : vice président, table ronde", [(None, "vice président", None, ("roundtable",))]),
    ("كما طلبتم: نائب الرئيس، مائدة مستديرة", [(None, "نائب الرئيس", None, ("roundtable",))]),
    ("Plenary, Director of Programmes", [(None, "Director of Programmes", None, ("plenary",))]),
    ("Apologies for forgetting it. Treasurer.", [(None, "Treasurer", None, ())]),
    ("Dr. Farah serves as our Head of Policy.", [("Farah", "Head of Policy", None, ())]),
    ("Yasmin is the President of Tulip Forum.", [("Yasmin", "President", "Tulip Forum", ())]),
    ("Mme Selmi est directrice adjointe, pas directrice.", [("Selmi", "directrice adjointe", None, ())]),
    ("Il occupe le poste de chef de projet.", [(None, "chef de projet", None, ())]),
    ("Elle en est la présidente.", [(None, "présidente", None, ())]),
    ("السيدة ديانا حنا مديرة برامج.", [("ديانا حنا", "مديرة برامج", None, ())]),
    ("تشغل السيدة ديانا منصب مديرة برامج.", [("ديانا", "مديرة برامج", None, ())]),
    ("السيدة منال ليست منسقة وإنما رئيسة الجمعية.", [("منال", "رئيسة الجمعية", None, ())]),
    ("Bonjour,\n\nTrésorière.\n\nMerci", [(None, "Trésorière", None, ())]),
    # ---- who signs gives no value
    ("Merci.\n\nLa présidente", []),
    ("Plenary please.\n\nThe Director", [(None, None, None, ("plenary",))]),
    ("شكراً جزيلاً\n\nالمديرة التنفيذية", []),
    ("The President will attend the opening.", []),
    ("Our director thanks you for the kind letter.", []),
    ("Le directeur vous remercie.", []),
    ("الرئيس يشكركم على الرسالة.", []),
    # ---- several corrections in one sentence
    (
        "Two things: her title is not Programme Manager but Programme Director, and the family name is spelled Khatib.",
        [("Khatib", "Programme Director", None, ())],
    ),
    ("Son prénom s'écrit Mahdi, et il est juriste principal.", [("Mahdi", "juriste principal", None, ())]),
    ("اسمها يكتب هالة وليس هاله، وصفتها مديرة.", [("هالة", "مديرة", None, ())]),
    ("Her name is Sara Haddad, not Sarah Hadad, and her title is Adviser.", [("Sara Haddad", "Adviser", None, ())]),
    # ---- nothing
    ("Thank you for the confirmation.", []),
    ("Could you tell us when the decision will be taken?", []),
    ("Merci, nous avons bien reçu votre message.", []),
    ("شكرا لكم على الرد.", []),
    ("She is happy that you wrote.", []),
)  # fmt: skip


def given(body: str) -> list[tuple[object, ...]]:
    message = mail(body)
    reading = read(message, rules(), DESK, CALL, language_of(message, DESK.languages, rules()))
    return [(each.name, each.title, each.affiliation, each.roles) for each in amends(message, reading)]


@pytest.mark.parametrize(("body", "expected"), ROWS)
def test_values(body: str, expected: list[tuple[object, ...]]) -> None:
    assert given(body) == expected


@pytest.mark.parametrize(
    ("subject", "headers", "expected"),
    [
        ("Re: [S-0012] Nomination", (), True),
        ("RE: s-0012", (), True),
        ("Re: X-0012", (), False),
        ("Re: Nomination", (), False),
    ],
)
def test_what_answers_the_desk(subject: str, headers: tuple[str, ...], expected: bool) -> None:
    assert answers_desk(mail("", *headers, subject=subject).envelope, CALL) is expected


@pytest.mark.parametrize("body", ["She is our head of research.", "For the role: round table.", "هي باحثة أولى."])
def test_a_bare_value_in_reply_to_the_desk_is_a_follow_up_and_puts_nobody_forward(body: str) -> None:
    message = mail(body, subject="Re: [S-0012] Nomination", quoted="Title: Clerk\nOrganisation: Old House")
    verdict = understand(message, rules(), DESK, CALL)
    assert (verdict.kinds, verdict.other, verdict.speakers) == ((), Other.FOLLOWUP, ())
    assert len(verdict.amends) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Thanks. Role: plenary. Title: Senior Legal Counsel. Let me know if you need anything else.",
        "Merci. Rôle : plénière. Fonction : conseillère juridique principale. N'hésitez pas si besoin.",
        "شكراً. الدور: جلسة عامة. الصفة: مستشارة قانونية أولى. ولكم الشكر.",
    ],
)
def test_values_beside_thanks_are_no_mere_thanks(body: str) -> None:
    verdict = understand(mail(body, subject="Re: [S-0012] Nomination"), rules(), DESK, CALL)
    assert (verdict.other, verdict.needs_review, len(verdict.amends)) == (Other.FOLLOWUP, False, 1)


def test_what_submits_amends_nothing() -> None:
    body = "We nominate Ms. Huda Salem, Director of Cedar House, as a speaker in the plenary."
    assert understand(mail(body), rules(), DESK, CALL).amends == ()
