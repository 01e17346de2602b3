"""What labels and questions ask for by their words, what short texts hold, which boxes are ticked."""

import pytest

from mailbot.understanding.context import Context
from mailbot.understanding.organisations import housenames
from mailbot.understanding.speakers import asks, roles, values
from mailbot.understanding.words.compiling import lexicon


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Who will speak?", "name"),
        ("Speaker's name (as on the badge)", "name"),
        ("ما اسم المتحدث الكامل؟", "name"),
        ("What does she do?", "title"),
        ("Sa fonction", "title"),
        ("وما صفته؟", "title"),
        ("Role in your organisation", "title"),
        ("Body she speaks for", "affiliation"),
        ("Nom de la structure", "affiliation"),
        ("مع مين بتشتغل؟", "affiliation"),
        ("À quel moment souhaite-t-elle intervenir ?", "role"),
        ("وين بدها تحكي؟", "role"),
        ("Titre et organisation", "both"),
        ("Name of contact person", "aside"),
        ("Best of luck", None),
    ],
)
def test_field_a_label_asks_for(label: str, field: str | None, context: Context) -> None:
    assert asks.field(label, lexicon(context.rules)) == field


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Dr. Walid Sukkar", {"name"}),
        ("أحمد علي صالح", {"name"}),
        ("Head of Research", {"title"}),
        ("منسق ميداني", {"title"}),
        ("Cedar Mobility Institute", {"affiliation"}),
        ("مركز النيل لدعم العائدين", {"affiliation"}),
        ("بالجلسة العامة", {"role"}),
        ("RT 2 pls", {"role"}),
        ("+254 700 000 000", {"contact"}),
        ("Best regards", set()),
        ("espagnol darija", set()),
    ],
)
def test_kinds_of_a_short_text(text: str, kinds: set[str], context: Context) -> None:
    assert values.kinds(text, lexicon(context.rules)) == kinds


@pytest.mark.parametrize(
    ("value", "house"),
    [
        ("Women, Work & Welfare Association", "Women, Work & Welfare Association"),
        ("Centre for Law, Policy and Migration", "Centre for Law, Policy and Migration"),
        ("Union of Cooks, Drivers and Maids, Beirut", "Union of Cooks, Drivers and Maids"),
        ("Legal Unit, Workers' Rights Forum", "Workers' Rights Forum"),
        ("Faculté de droit de l'Université de Béjaïa", "Université de Béjaïa"),
        ("كلية الحقوق بجامعة دجلة", "جامعة دجلة"),
        ("لدى مؤسسة بيتنا", "مؤسسة بيتنا"),
        ("Association Amal – Tunis", "Association Amal"),
    ],
)
def test_house_in_a_place_of_its_own(value: str, house: str, context: Context) -> None:
    assert housenames.clean(value, lexicon(context.rules)) == house


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("◻ open discussion\n◼ plenary\n◻ round table", ("plenary",)),
        ("X Plénière\n_ Table ronde\n_ Rapporteur", ("plenary",)),
        ("Plenary ... NO\nRound table ... YES", ("roundtable",)),
        ("\uf0a8 rapporteur \uf0fe plenary", ("plenary",)),
        ("plenary and round table", None),
    ],
)
def test_ticked_roles(text: str, asked: tuple[str, ...] | None, context: Context) -> None:
    assert roles.ticked(text, lexicon(context.rules)) == asked
