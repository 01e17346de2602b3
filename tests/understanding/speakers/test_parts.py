"""Each reader by itself: names, posts, organisations, roles, labels, signatures, cards."""

import pytest

from mailbot.message.model import Address, Zones
from mailbot.understanding.organisations import finding, housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import cards, columns, fields, names, pieces, posts, roles, signatures, values
from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Mr. Brahim Ould Cheikh Talebna", "Brahim Ould Cheikh Talebna"),
        ("H.E. Dr. Munther Qaqish-Haddadin", "Munther Qaqish-Haddadin"),
        ("Prof.Dr. Yasser EL-GAMAL", "Yasser EL-GAMAL"),
        ("Mme Fatouma N'Diaye", "Fatouma N'Diaye"),
        ("Me Carine Bou Antoun", "Carine Bou Antoun"),
        ("BACAR, Saïd", "Saïd BACAR"),
        ("Gamal R. Habashy (Mr)", "Gamal R. Habashy"),
        ("د. ضياء مهدي الكعبي", "ضياء مهدي الكعبي"),
        ("أ.د. نجود عيسى الصرايرة", "نجود عيسى الصرايرة"),
        ("سعادة المهندسة علياء راشد بن سوقات", "علياء راشد بن سوقات"),
        ("السيد/ محمد عبد الله", "محمد عبد الله"),
        ("Ms. Farhiya's", "Farhiya"),
    ],
)
def test_names_without_honorifics(written: str, name: str, lex: Lexicon) -> None:
    assert names.clean(written, lex) == name


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mr. said Ould Bah", False),
        ("M. Saïd ould Bah", True),
        ("Awa née Sarr", True),
        ("Layla Haddad our director", False),
        ("BACAR, Saïd", True),
        ("Hello", False),
        ("السيدة سلمى خوري", True),
    ],
)
def test_a_person_alone(text: str, person: bool, lex: Lexicon) -> None:
    assert values.is_person(text, lex) is person


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("1) Ms. Layla Haddad, director of Cedar Trust", True),
        ("Our choice: Ms. Layla Haddad", True),
        ("plenary | Layla Haddad | director", True),
        ("* Layla Haddad. Not me, I only type.", True),
        ("we would like to nominate somebody for the plenary", False),
        ("Cedar Trust, Tyre", False),
    ],
)
def test_a_line_with_a_person_for_a_card(line: str, named: bool, lex: Lexicon) -> None:
    held = any(piece.name for _, group in pieces.groups(line, lex) for piece in group)
    assert (pieces.name_persons(line, lex), held) == (named, named)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anisa Sheikhnoor Abikar", "Anisa Abikar", True),
        ("هدى الساري", "هدى يعقوب الساري", True),
        ("Ali Hassan", "Ali Hussein", False),
        ("Chérifa BOUMENDJEL", "Cherifa Boumendjel", True),
        ("Yasmeen A. Al Dosseri", "Yasmeen Adel Al Dosseri", True),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert names.same_person(one, other) is same


@pytest.mark.parametrize(
    ("text", "title", "organisation"),
    [
        ("Director of Programmes at the Cedar Help Network", "Director of Programmes", "Cedar Help Network"),
        ("Head of Outreach, Kismaayo Returnees Forum", "Head of Outreach", "Kismaayo Returnees Forum"),
        ("Lead Economist of the Zamalek Research Collective", "Lead Economist", "Zamalek Research Collective"),
        ("Founder & Managing Trustee", "Founder & Managing Trustee", None),
        ("Head of the Remittances Desk at CHN", "Head of the Remittances Desk", "CHN"),
        (
            "secrétaire aux relations internationales de l'Union Libanaise des Travailleuses",
            "secrétaire aux relations internationales",
            "Union Libanaise des Travailleuses",
        ),
        ("chargé de mission au Réseau mauritanien d'appui", "chargé de mission", "Réseau mauritanien d'appui"),
        ("directrice du centre d'accueil de la Ligue du Sud", "directrice du centre d'accueil", "Ligue du Sud"),
        ("avocate au barreau de Sfax", "avocate au barreau de Sfax", None),
        ("رئيسة جمعية المنامة لحقوق العمالة", "رئيسة", "جمعية المنامة لحقوق العمالة"),
        ("المدير التنفيذي لمؤسسة الصفوة", "المدير التنفيذي", "مؤسسة الصفوة"),
        ("أستاذة علم الاجتماع في جامعة وادي الموجب الأهلية", "أستاذة علم الاجتماع", "جامعة وادي الموجب الأهلية"),
        ("رئيس مجلس الإدارة", "رئيس مجلس الإدارة", None),
        ("كبير المدربين بالمركز", "كبير المدربين", "مركز الأفق للدراسات"),
    ],
)
def test_posts(text: str, title: str | None, organisation: str | None, lex: Lexicon, directory: Directory) -> None:
    post = posts.split(text, lex, directory)
    assert (post.title, post.organisation) == (title, organisation)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On behalf of the Aswan Quarry Workers' Assembly we write.", ["Aswan Quarry Workers' Assembly"]),
        ("La Fondation Azrou pour la Mobilité Humaine a l'honneur", ["Fondation Azrou pour la Mobilité Humaine"]),
        ("Le Réseau algérien d'aide (RAA) propose", ["Réseau algérien d'aide"]),
        (
            "تقرير لرابطة نواكشوط لمساندة المغتربين ومنظمة ضفاف النهر",
            ["رابطة نواكشوط لمساندة المغتربين", "منظمة ضفاف النهر"],
        ),
        ("يسر الجمعية التونسية للإنقاذ أن ترشح", ["الجمعية التونسية للإنقاذ"]),
        ("The network is happy, and so is our association.", []),
        ("Executive Director of the Arab Migration Lab", ["Arab Migration Lab"]),
    ],
)
def test_organisations_in_text(text: str, found: list[str], lex: Lexicon) -> None:
    assert [each.name for each in finding.find(text, lex)] == found


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Gulf Justice Forum (GJF)", "Gulf Justice Forum"),
        ("Faculté de droit, Université du Cap Serrat", "Université du Cap Serrat"),
        ("Maison des Métiers de la Mer, Safi", "Maison des Métiers de la Mer"),
        ("l'Association Rifaine", "Association Rifaine"),
        ("حكايا بلا حدود - مادبا", "حكايا بلا حدود"),
        ("لجمعية الوفاق", "جمعية الوفاق"),
    ],
)
def test_organisations_in_their_place(text: str, clean: str, lex: Lexicon) -> None:
    assert housenames.clean(text, lex) == clean


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("CHN", "Cedar Help Network"),
        ("Network", "Cedar Help Network"),
        ("المركز", "مركز الأفق للدراسات"),
        ("Union", None),
    ],
)
def test_what_a_short_form_stands_for(short: str, full: str | None, directory: Directory) -> None:
    assert directory.full(short) == full


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I would like to speak in the plenary.", ("plenary",)),
        ("rapporteur or else plenary", ("rapporteur", "plenary")),
        ("Please do not put her down as rapporteur, a round table suits her.", ("roundtable",)),
        ("neither plenary nor rapporteur", ()),
        ("I have no objection to the plenary.", ("plenary",)),
        ("Not only in the plenary but in a round table", ("plenary", "roundtable")),
        ("I have been rapporteur in Marrakech before", ()),
        ("If the plenary is not possible, the open discussion", ("open_discussion", "plenary")),
        ("How many speakers will there be in each round table?", ()),
        ("I saw that the ministry has the plenary, so I ask for the open discussion", ("open_discussion",)),
        ("je préfère ne pas intervenir comme oratrice en plénière", ()),
        ("en plénière de préférence, sinon dans une table ronde", ("plenary", "roundtable")),
        ("porter les messages clés des parties prenantes", ("rapporteur",)),
        ("participer à la consultation du 23 février et y prendre la parole", ("open_discussion",)),
        ("أرغب أن أشارك في مائدة مستديرة وليس في الجلسة العامة", ("roundtable",)),
        ("ولا أرغب في الجلسات العامة", ()),
        ("النقاش المفتوح يوم 23 شباط", ("open_discussion",)),
        ("تكون مقررة وتنقل رسائل أصحاب المصلحة", ("rapporteur",)),
    ],
)
def test_roles_in_sentences(text: str, asked: tuple[str, ...], lex: Lexicon) -> None:
    assert roles.in_text(tokens(text), lex) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("☐ Plenary\n☒ Rapporteur", ("rapporteur",)),
        ("[ ] Open discussion\n[ X ] Plenary session", ("plenary",)),
        ("Plenary ( yes )  Round table ( no )", ("plenary",)),
        ("Discussion ouverte ☐   Rapporteur ☐   Table ronde ☒", ("roundtable",)),
        ("الجلسات العامة\t[x]\nمقرر\t[ ]", ("plenary",)),
        ("en plénière ? NON\nen table ronde ? OUI", ("roundtable",)),
        ("___ plenary   _X_ round table", ("roundtable",)),
        ("nothing to tick", None),
    ],
)
def test_ticked_boxes(text: str, asked: tuple[str, ...] | None, lex: Lexicon) -> None:
    assert roles.ticked(text, lex) == asked


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Name / الاسم", "name"),
        ("1. Nom et prénom(s)", "name"),
        ("Family name / اللقب", "family"),
        ("Given name(s)", "given"),
        ("Titre / fonction", "title"),
        ("الصفة الوظيفية", "title"),
        ("Organisational affiliation", "affiliation"),
        ("speaker_title", "title"),
        ("Rôle(s) souhaité(s) (cocher)", "role"),
        ("Focal point for invitations / نقطة الاتصال", "aside"),
        ("Name of the authorised signatory", "aside"),
        ("Telephone", "other"),
        ("Kind regards", None),
    ],
)
def test_labels(label: str, field: str | None, lex: Lexicon) -> None:
    assert fields.field_of(label, lex) == field


@pytest.mark.parametrize(
    ("cell", "same"),
    [
        ("idem", True),
        ("- do -", True),
        ("(same)", True),
        ("″", True),
        ("نفس الجهة", True),
        ("-", False),
        ("Idem Club", False),
    ],
)
def test_cells_that_repeat(cell: str, same: bool, lex: Lexicon) -> None:
    assert columns.is_same(cell, lex) is same


@pytest.mark.parametrize(
    ("block", "sender", "expected"),
    [
        (
            "Tom Ferguson | Policy Adviser | Safe Passage International | +962 7 0000 0000",
            "Tom Ferguson",
            ("Tom Ferguson", "Policy Adviser", "Safe Passage International"),
        ),
        (
            "Maya Haddad\nAmel Centre for Migrants\nSenior Programme Officer\nBeirut, Lebanon",
            "M. Haddad",
            ("Maya Haddad", "Senior Programme Officer", "Amel Centre for Migrants"),
        ),
        (
            "Pr Hichem Zouaghi\nMaître de conférences en droit public\nFaculté de droit, Université du Cap Serrat",
            "Hichem Zouaghi",
            ("Hichem Zouaghi", "Maître de conférences en droit public", "Université du Cap Serrat"),
        ),
        (
            "Gamal R. Habashy\nFounder & Managing Trustee\nNubian Voices Trust\n27 Corniche St., Aswan\n"
            "Sent from my iPhone",
            "Gamal R. Habashy",
            ("Gamal R. Habashy", "Founder & Managing Trustee", "Nubian Voices Trust"),
        ),
        (
            "ريم الأحمد / منسقة الصحة / جمعية وصل",
            "Rim",
            ("ريم الأحمد", "منسقة الصحة", "جمعية وصل"),
        ),
    ],
)
def test_signatures(
    block: str, sender: str, expected: tuple[str, str, str], lex: Lexicon, directory: Directory
) -> None:
    read = signatures.read(Zones(signature=block), Address(sender, "x@x.example"), lex, directory)
    assert (read.name, read.title, read.organisation) == expected


def test_vcard_fields_may_carry_a_charset_and_fold(lex: Lexicon) -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8:Diagana;Ousmane Samba;;;\r\n"
        "FN;CHARSET=UTF-8:Dr Ousmane Samba\r\n"
        "  Diagana\r\nORG:Coopérative des Cinq Rives;Unit 2\r\n"
        "TITLE;ENCODING=QUOTED-PRINTABLE:D=C3=A9l=C3=A9gu=C3=A9\r\nEND:VCARD\r\n"
    )
    (person,) = cards.vcards("", card.encode(), lex)
    assert (person.name, person.title, person.affiliation) == (
        "Ousmane Samba Diagana",
        "Délégué",
        "Coopérative des Cinq Rives",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "CURRICULUM VITAE\nTaysir Al-Humaidi\n\n2017 - present   Water Adviser\n"
            "   Tihama Coast Society, Al Hudaydah\n"
            "2012 - 2017   Site Engineer, Red Sea Bureau",
            ("Taysir Al-Humaidi", "Water Adviser", "Tihama Coast Society"),
        ),
        (
            "السيرة الذاتية\nالاسم: شيرين عدلي\n"
            "2018 حتى الآن: مديرة وحدة السياسات - مؤسسة الدلتا، المنصورة\n2013 - 2018: باحثة - مركز النيل",
            ("شيرين عدلي", "مديرة وحدة السياسات", "مؤسسة الدلتا"),
        ),
        (
            "Amine Salhi\n\nAmine Salhi est le directeur de la Fondation Oued Vert depuis 2014.",
            ("Amine Salhi", "directeur", "Fondation Oued Vert"),
        ),
    ],
)
def test_cv_gives_the_present_post(
    text: str, expected: tuple[str, str, str], lex: Lexicon, directory: Directory
) -> None:
    person = cards.cv(text, lex, directory)
    assert person is not None
    assert (person.name, person.title, person.affiliation) == expected


def test_sentences_end_at_stops_and_meant_line_breaks_only(lex: Lexicon) -> None:
    text = (
        "Dear Dr. Ali, we nominate Ms. X\nof the Y Centre in the\n"
        "plenary of the conference that you hold. Thank you.\nA. B."
    )
    pieces = sentences(tokens(text), text, lex.abbreviations)
    assert [" ".join(token.text for token in piece) for piece in pieces][-2:] == ["Thank you .", "A. B."]
