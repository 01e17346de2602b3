"""Rows of how people and programs quote, forward and sign; each compares the whole result of zones.cut."""

# ruff: noqa: E501 (a row of mail is one line)
from dataclasses import dataclass

import pytest

from mailbot.message import html, lines, zones


@dataclass(frozen=True)
class Row:
    name: str
    text: str
    body: str
    signature: str = ""
    quoted: str = ""
    forwards: tuple[tuple[str, str, str, str, str], ...] = ()  # (address, subject, body, signature, quoted)
    subject: str = "Re: Invitation"
    markup: bool = False

    def __str__(self) -> str:
        return self.name


INVITATION = "Dear stakeholders,\nplease send your report."

ATTRIBUTIONS = {
    "gmail en": "On Tue, Feb 2, 2021 at 10:04 AM Regional Desk <desk@iom.example> wrote:",
    "gmail en wrapped": "On Tue, Feb 2, 2021 at 10:04 AM Regional Review of the Compact for the Arab\nStates <desk@iom.example> wrote:",
    "gmail en three lines": "On Tue, Feb 2, 2021 at 10:04 AM Regional Review of the Compact for the\nArab States and all of its many partners in the region <\ndesk@iom.example> wrote:",
    "gmail fr": "Le mar. 2 févr. 2021 à 10:04, Bureau régional <desk@iom.example> a écrit :",
    "gmail fr nbsp": "Le mar. 2 févr. 2021 à 10:04, Bureau régional <desk@iom.example> a\u00a0écrit\u202f:",
    "gmail fr wrapped": "Le mardi 2 février 2021 à 10:04, Bureau régional de l'examen <desk@iom.example> a\nécrit :",
    "gmail ar": "في الثلاثاء، 2 فبراير 2021 10:04 ص، كتب المكتب الإقليمي <desk@iom.example>:",
    "gmail ar marks": "\u202bفي الثلاثاء، 2 فبراير 2021 في 10:04 ص تمت كتابة ما يلي بواسطة ‪المكتب الإقليمي‬‏ <‪desk@iom.example‬‏>:\u202c",
    "gmail ar both": "في ثلاثاء، ٢ شباط ٢٠٢١ في ١٠:٠٤ ص، كتب/كتبت المكتب <desk@iom.example>:",
    "apple en": "On 2 Feb 2021, at 10:04, Regional Desk <desk@iom.example> wrote:",
    "apple fr": "Le 2 févr. 2021 à 10:04, Bureau régional <desk@iom.example> a écrit :",
    "apple ar": "في ٢ فبراير ٢٠٢١، الساعة ١٠:٠٤ ص، كتب المكتب الإقليمي <desk@iom.example>:",
    "thunderbird en": "On 2/2/21 10:04, Regional Desk wrote:",
    "thunderbird fr": "Le 02/02/2021 à 10:04, Bureau régional a écrit :",
    "thunderbird ar": "في 2/2/21 10:04 ص، كتب المكتب الإقليمي:",
    "yahoo en": "On Tuesday, February 2, 2021, 10:04:11 AM GMT+2, Regional Desk <desk@iom.example> wrote:",
    "yahoo fr": "Le mardi 2 février 2021 à 10:04:11 UTC+1, Bureau régional <desk@iom.example> a écrit :",
    "yahoo ar": "في الثلاثاء، ٢ فبراير ٢٠٢١، ١٠:٠٤:١١ ص غرينتش+٢، كتب المكتب <desk@iom.example>:",
    "outlook mobile en": "On Feb 2, 2021 10:04, Regional Desk <desk@iom.example> wrote:",
    "samsung": "On 2 Feb 2021 10:04 am, desk@iom.example wrote:",
    "iso date": "2021-02-02 10:04 GMT+02:00, Regional Desk <desk@iom.example>:",
    "address only": "Regional Desk <desk@iom.example> wrote:",
}

HEADERS = {
    "outlook en": "From: Regional Desk <desk@iom.example>\nSent: Tuesday, February 2, 2021 10:04 AM\nTo: Stakeholders\nSubject: Invitation",
    "outlook en cc": "From: Regional Desk [mailto:desk@iom.example]\nSent: 02 February 2021 10:04\nTo: a@b.example; c@d.example;\n e@f.example\nCc: g@h.example\nSubject: Invitation",
    "outlook fr": "De : Bureau <desk@iom.example>\nEnvoyé : mardi 2 février 2021 10:04\nÀ : Parties prenantes\nObjet : Invitation",
    "outlook fr tight": "De: Bureau <desk@iom.example>\nEnvoyé: mardi 2 février 2021 10:04\nÀ: Parties prenantes\nCc: x@y.example\nObjet: Invitation",
    "outlook ar": "من: المكتب <desk@iom.example>\nتم الإرسال: الثلاثاء، 2 فبراير 2021 10:04\nإلى: أصحاب المصلحة\nالموضوع: دعوة",
    "outlook ar 2": "من: المكتب <desk@iom.example>\nتاريخ الإرسال: 02/فبراير/2021 10:04 ص\nإلى: أصحاب المصلحة\nنسخة: فلان\nالموضوع: دعوة",
    "outlook bold": "*From:* Regional Desk <desk@iom.example>\n*Sent:* Tuesday, February 2, 2021 10:04 AM\n*To:* Stakeholders\n*Subject:* Invitation",
    "original en": "-----Original Message-----\nFrom: Regional Desk\nSent: Tuesday, February 2, 2021\nTo: Stakeholders\nSubject: Invitation",
    "original fr": "-----Message d'origine-----\nDe : Bureau\nEnvoyé : mardi 2 février 2021\nÀ : Parties\nObjet : Invitation",
    "original ar": "-----الرسالة الأصلية-----\nمن: المكتب\nتاريخ الإرسال: الثلاثاء\nإلى: الجميع\nالموضوع: دعوة",
    "underscores": "________________________________\nFrom: Regional Desk <desk@iom.example>\nSent: Tuesday, February 2, 2021 10:04 AM\nTo: Stakeholders\nSubject: Invitation",
    "samsung": "-------- Original message --------\nFrom: Regional Desk <desk@iom.example>\nDate: 2/2/21 10:04 (GMT+02:00)\nTo: me@x.example\nSubject: Invitation",
    "huawei": "-------- Message d'origine --------\nDe : Bureau <desk@iom.example>\nDate : mar. 2 févr. 2021 à 10:04\nÀ : me@x.example\nObjet : Invitation",
    "zimbra": '----- Original Message -----\nFrom: "Desk" <desk@iom.example>\nTo: "me" <me@x.example>\nSent: Tuesday, 2 February, 2021 10:04:11\nSubject: Invitation',
    "zimbra fr": '----- Mail original -----\nDe: "Bureau" <desk@iom.example>\nÀ: "moi" <me@x.example>\nEnvoyé: Mardi 2 Février 2021 10:04:11\nObjet: Invitation',
}

FORWARDS = {
    "gmail": (
        "---------- Forwarded message ---------",
        "From: Salma Idrissi <s@x.example>\nDate: Thu, Feb 4, 2021 at 4:51 PM\nSubject: Our report\nTo: Tsehay <t@y.example>",
    ),
    "gmail fr": (
        "---------- Forwarded message ---------",
        "De : Salma Idrissi <s@x.example>\nDate: jeu. 4 févr. 2021 à 16:51\nSubject: Our report\nTo: <t@y.example>",
    ),
    "gmail ar": (
        "---------- Forwarded message ---------",
        "من: Salma Idrissi <s@x.example>\nDate: الخميس، 4 فبراير 2021\nSubject: Our report\nTo: <t@y.example>",
    ),
    "thunderbird": (
        "-------- Forwarded Message --------",
        "Subject: Our report\nDate: Thu, 4 Feb 2021 16:51:00 +0200\nFrom: Salma Idrissi <s@x.example>\nTo: t@y.example",
    ),
    "thunderbird fr": (
        "-------- Message transféré --------",
        "Sujet : Our report\nDate : Thu, 4 Feb 2021 16:51:00 +0200\nDe : Salma Idrissi <s@x.example>\nPour : t@y.example",
    ),
    "apple": (
        "Begin forwarded message:",
        "From: Salma Idrissi <s@x.example>\nSubject: Our report\nDate: 4 February 2021 at 16:51:00 GMT+2\nTo: t@y.example",
    ),
    "apple fr": (
        "Début du message réexpédié :",
        "De: Salma Idrissi <s@x.example>\nObjet: Our report\nDate: 4 février 2021 à 16:51:00 UTC+1\nÀ: t@y.example",
    ),
    "apple ar": (
        "بداية الرسالة المُعاد توجيهها:",
        "من: Salma Idrissi <s@x.example>\nالموضوع: Our report\nالتاريخ: ٤ فبراير ٢٠٢١\nإلى: t@y.example",
    ),
    "yahoo": (
        "----- Forwarded Message -----",
        "From: Salma Idrissi <s@x.example>\nTo: t@y.example\nSent: Thursday, February 4, 2021, 04:51:00 PM\nSubject: Our report",
    ),
    "yahoo fr": (
        "----- Message transféré -----",
        "De : Salma Idrissi <s@x.example>\nÀ : t@y.example\nEnvoyé : jeudi 4 février 2021\nObjet : Our report",
    ),
    "arabic": (
        "---------- رسالة معاد توجيهها ----------",
        "من: Salma Idrissi <s@x.example>\nالتاريخ: الخميس 4 فبراير 2021\nالموضوع: Our report\nإلى: t@y.example",
    ),
    "arabic 2": (
        "---------- الرسالة المُعاد توجيهها ----------",
        "من: Salma Idrissi <s@x.example>\nتاريخ الإرسال: الخميس 4 فبراير 2021\nإلى: t@y.example\nالموضوع: Our report",
    ),
    "yahoo ar": (
        "----- الرسالة المحولة -----",
        "من: Salma Idrissi <s@x.example>\nإلى: t@y.example\nتم الإرسال: الخميس\nالموضوع: Our report",
    ),
    "zimbra fr": (
        "----- Mail transféré -----",
        'De: "Salma Idrissi" <s@x.example>\nÀ: "t" <t@y.example>\nEnvoyé: Jeudi 4 Février 2021\nObjet: Our report',
    ),
}


def spaces(text: str) -> str:
    for mark in "\u202a\u202b\u202c\u200f":
        text = text.replace(mark, "")
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _rows() -> list[Row]:
    rows = []
    for name, line in ATTRIBUTIONS.items():
        marked = "\n".join("> " + each for each in INVITATION.split("\n"))
        rows += [
            Row(
                f"{name}, marked",
                f"We will send it.\n\nKind regards,\nAmal Nour\n\n{line}\n\n{marked}\n",
                "We will send it.\n\nKind regards,",
                "Amal Nour",
                f"{spaces(line)}\n{INVITATION}",
            ),
            Row(
                f"{name}, unmarked",
                f"We will send it.\n\n{line}\n\n{INVITATION}\n",
                "We will send it.",
                "",
                f"{spaces(line)}\n\n{INVITATION}",
            ),
        ]
    rows += [
        Row(
            f"reply over {name}",
            f"Nous serons là.\n\nCordialement\nAmal Nour\nDirectrice\n\n{block}\n\n{INVITATION}\n",
            "Nous serons là.\n\nCordialement",
            "Amal Nour\nDirectrice",
            f"{block}\n\n{INVITATION}",
        )
        for name, block in HEADERS.items()
    ]
    rows += [
        Row(
            f"forward of {name}",
            f"For you.\n\nTsehay\n\n{mark}\n{block}\n\nDear team,\n\nhere it is.\n\nBest regards,\nSalma Idrissi\n",
            "For you.",
            "Tsehay",
            "",
            (("s@x.example", "Our report", "Dear team,\n\nhere it is.\n\nBest regards,", "Salma Idrissi", ""),),
            subject="whatever",
        )
        for name, (mark, block) in FORWARDS.items()
    ]
    rows += [
        Row(
            f"forward by subject {prefix}",
            f"A vous.\n\n{HEADERS['outlook fr']}\n\nVoici notre rapport.\n",
            "A vous.",
            "",
            "",
            (("desk@iom.example", "Invitation", "Voici notre rapport.", "", ""),),
            subject=f"{prefix} Invitation",
        )
        for prefix in ("Fwd:", "FW:", "Tr :", "TR:", "WG:", "إعادة توجيه:", "[Externe] TR:")
    ]
    return rows


SINGLE = [
    Row("nothing", "", ""),
    Row("only text", "I will come.\n", "I will come."),
    Row(
        "rfc signature",
        "I will come.\n\n-- \nAmal Nour\nDirector\nCoast Network",
        "I will come.",
        "Amal Nour\nDirector\nCoast Network",
    ),
    Row("dashes without space", "Je viendrai.\n--\nAmal Nour", "Je viendrai.", "Amal Nour"),
    Row(
        "postscript below signature",
        "I will come.\n\nBest,\nAmal Nour\nDirector\n\nPS: my colleague comes too.",
        "I will come.\n\nBest,\n\nPS: my colleague comes too.",
        "Amal Nour\nDirector",
    ),
    Row(
        "postscript fr",
        "Je viendrai.\n\nCordialement,\nAmal\n\nP.S. : ma collègue aussi.",
        "Je viendrai.\n\nCordialement,\n\nP.S. : ma collègue aussi.",
        "Amal",
    ),
    Row(
        "postscript ar",
        "سأحضر.\n\nمع التحية\nأمل نور\n\nملاحظة: ستحضر زميلتي أيضاً.",
        "سأحضر.\n\nمع التحية\n\nملاحظة: ستحضر زميلتي أيضاً.",
        "أمل نور",
    ),
    Row(
        "closing and name on one line",
        "Je viendrai.\n\nBien à vous, Amal Nour",
        "Je viendrai.\n\nBien à vous,",
        "Amal Nour",
    ),
    Row(
        "unmarked signature",
        "We nominate our director for the plenary.\n\nAmal Nour\nProgramme Officer\nCoast Network, Sfax",
        "We nominate our director for the plenary.",
        "Amal Nour\nProgramme Officer\nCoast Network, Sfax",
    ),
    Row(
        "unmarked signature ar",
        "نرشح مديرنا للجلسة العامة.\n\nأمل نور\nمسؤولة البرامج\nشبكة الساحل",
        "نرشح مديرنا للجلسة العامة.",
        "أمل نور\nمسؤولة البرامج\nشبكة الساحل",
    ),
    Row(
        "signature with contacts",
        "See you there.\n\nAmal Nour\nDirector\nTel: +216 71 000 000\namal@coast.example\nwww.coast.example",
        "See you there.",
        "Amal Nour\nDirector\nTel: +216 71 000 000\namal@coast.example\nwww.coast.example",
    ),
    Row(
        "contacts below an empty line",
        "Nous viendrons.\n\nAmal Nour\nDirectrice\n\nTél. : 71 000 000\nSite : www.cote.example",
        "Nous viendrons.",
        "Amal Nour\nDirectrice\n\nTél. : 71 000 000\nSite : www.cote.example",
    ),
    Row(
        "form is no signature",
        "Our speaker:\n\nName: Amal Nour\nTitle: Director\nOrganisation: Coast Network",
        "Our speaker:\n\nName: Amal Nour\nTitle: Director\nOrganisation: Coast Network",
    ),
    Row(
        "form fr",
        "Notre candidate :\n\nNom : Amal Nour\nFonction : Directrice\nOrganisme : Réseau Côte",
        "Notre candidate :\n\nNom : Amal Nour\nFonction : Directrice\nOrganisme : Réseau Côte",
    ),
    Row(
        "form ar",
        "بيانات المرشحة:\n\nالاسم: أمل نور\nالصفة: مديرة\nالجهة: شبكة الساحل",
        "بيانات المرشحة:\n\nالاسم: أمل نور\nالصفة: مديرة\nالجهة: شبكة الساحل",
    ),
    Row(
        "form below closing",
        "Voici notre candidate.\n\nMerci d'avance\n\nNom : Amal Nour\nTitre : Directrice",
        "Voici notre candidate.\n\nMerci d'avance\n\nNom : Amal Nour\nTitre : Directrice",
    ),
    Row("list is no signature", "We bring:\n\n- the report\n- two annexes", "We bring:\n\n- the report\n- two annexes"),
    Row(
        "drawn table",
        "Orateurs :\n\nNom | Titre | Rôle\n---|---|---\nAmal Nour | Directrice | plénière\nSami Ben Ali | Chercheur | table ronde",
        "Orateurs :\n\nNom\tTitre\tRôle\nAmal Nour\tDirectrice\tplénière\nSami Ben Ali\tChercheur\ttable ronde",
    ),
    Row(
        "boxed table",
        "Speakers\n\n+------+-------+------+\n| Name | Title | Role |\n+------+-------+------+\n| A B  | Head  | plenary |\n+------+-------+------+",
        "Speakers\n\nName\tTitle\tRole\nA B\tHead\tplenary",
    ),
    Row("phone footer en", "Yes, I come.\n\nSent from my iPhone", "Yes, I come.", "Sent from my iPhone"),
    Row("phone footer fr", "Oui, je viens.\n\nEnvoyé de mon Galaxy", "Oui, je viens.", "Envoyé de mon Galaxy"),
    Row("phone footer ar", "نعم سأحضر.\n\nأُرسلت من الـ iPhone", "نعم سأحضر.", "أُرسلت من الـ iPhone"),
    Row("outlook footer en", "Yes.\n\nGet Outlook for Android", "Yes.", "Get Outlook for Android"),
    Row("outlook footer fr", "Oui.\n\nObtenez Outlook pour iOS", "Oui.", "Obtenez Outlook pour iOS"),
    Row("outlook footer fr 2", "Oui.\n\nTélécharger Outlook pour Android", "Oui.", "Télécharger Outlook pour Android"),
    Row(
        "yahoo footer",
        "Oui.\n\nEnvoyé à partir de Yahoo Mail pour iPhone",
        "Oui.",
        "Envoyé à partir de Yahoo Mail pour iPhone",
    ),
    Row(
        "huawei footer ar",
        "سنرسل التقرير غداً.\n\nتم الإرسال من هاتف Huawei الخاص بي",
        "سنرسل التقرير غداً.",
        "تم الإرسال من هاتف Huawei الخاص بي",
    ),
    Row(
        "confidentiality en",
        "We attach the report.\n\nCONFIDENTIALITY NOTICE: This email and its attachments are for the intended recipient only.\nIf you are not the recipient, delete it.",
        "We attach the report.",
        "CONFIDENTIALITY NOTICE: This email and its attachments are for the intended recipient only.\nIf you are not the recipient, delete it.",
    ),
    Row(
        "confidentiality fr",
        "Ci-joint le rapport.\n\nCordialement,\nAmal\n\nCe message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires.",
        "Ci-joint le rapport.\n\nCordialement,",
        "Amal\n\nCe message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires.",
    ),
    Row(
        "confidentiality ar",
        "نرفق التقرير.\n\nإخلاء مسؤولية: هذه الرسالة سرية وموجهة إلى المرسل إليه فقط.",
        "نرفق التقرير.",
        "إخلاء مسؤولية: هذه الرسالة سرية وموجهة إلى المرسل إليه فقط.",
    ),
    Row(
        "the report is confidential",
        "This report is confidential until the 16th, please keep it so.\nThis message comes from the whole board.",
        "This report is confidential until the 16th, please keep it so.\nThis message comes from the whole board.",
    ),
    Row(
        "interleaved",
        "Hello,\n\n> Who is your speaker?\nAmal Nour, our director.\n\n> In which role?\nPlenary, please.\n\nBest wishes\nSami",
        "Hello,\n\nAmal Nour, our director.\n\nPlenary, please.\n\nBest wishes",
        "Sami",
        "Who is your speaker?\nIn which role?",
    ),
    Row(
        "interleaved names",
        "> Name of the speaker?\nAmal Nour\n> Title?\nDirector\n> Role?\nplenary",
        "Amal Nour\n\nDirector\n\nplenary",
        "",
        "Name of the speaker?\nTitle?\nRole?",
    ),
    Row(
        "bottom posted",
        "On 2 Feb 2021, at 10:04, Desk <desk@iom.example> wrote:\n\n> please send your report\n> by the 16th\n\nHere it is, attached.\n\nRegards,\nAmal",
        "Here it is, attached.\n\nRegards,",
        "Amal",
        "On 2 Feb 2021, at 10:04, Desk <desk@iom.example> wrote:\nplease send your report\nby the 16th",
    ),
    Row(
        "wrapped quoted line",
        "Yes.\n\n> please send us the report of your organisation on the implementation\nof the\n> compact",
        "Yes.",
        "",
        "please send us the report of your organisation on the implementation\nof the\ncompact",
    ),
    Row(
        "pipes as quote marks",
        "Yes, gladly.\n\n| Would you speak\n| in the plenary?",
        "Yes, gladly.",
        "",
        "Would you speak\nin the plenary?",
    ),
    Row(
        "letterhead is no header",
        "من: جمعية الساحل\nإلى: المنظمة الدولية للهجرة\nالتاريخ: 4 شباط 2021\nالموضوع: ترشيح متحدث\n\nنرشح السيدة أمل نور متحدثة.",
        "من: جمعية الساحل\nإلى: المنظمة الدولية للهجرة\nالتاريخ: 4 شباط 2021\nالموضوع: ترشيح متحدث\n\nنرشح السيدة أمل نور متحدثة.",
        subject="ترشيح",
    ),
    Row(
        "forward with nothing new",
        f"{HEADERS['outlook en']}\n\nHere is our report.\n",
        "",
        "",
        "",
        (("desk@iom.example", "Invitation", "Here is our report.", "", ""),),
        subject="Report",
    ),
    Row(
        "forward of a forward",
        "FYI\n\n---------- Forwarded message ---------\nFrom: A <a@x.example>\nDate: Thu, 4 Feb 2021\nSubject: Fwd: Our report\nTo: <b@x.example>\n\nplease pass on\n\n---------- Forwarded message ---------\nFrom: C <c@x.example>\nDate: Wed, 3 Feb 2021\nSubject: Our report\nTo: <a@x.example>\n\nHere it is.\n\nBest,\nCarim",
        "FYI",
        "",
        "",
        (
            ("a@x.example", "Fwd: Our report", "please pass on", "", ""),
            ("c@x.example", "Our report", "Here it is.\n\nBest,", "Carim", ""),
        ),
        subject="Fwd: Our report",
    ),
    Row(
        "forward that quotes",
        "FYI\n\n-------- Forwarded Message --------\nSubject: Re: Invitation\nDate: Thu, 4 Feb 2021 16:51:00 +0200\nFrom: A <a@x.example>\nTo: b@x.example\n\nI will speak.\n\nOn 2 Feb 2021, at 10:04, Desk <desk@iom.example> wrote:\n> please send names",
        "FYI",
        "",
        "",
        (
            (
                "a@x.example",
                "Re: Invitation",
                "I will speak.",
                "",
                "On 2 Feb 2021, at 10:04, Desk <desk@iom.example> wrote:\nplease send names",
            ),
        ),
        subject="Fwd: Invitation",
    ),
    Row(
        "apple forward marked",
        "For you\n\nBegin forwarded message:\n\n> From: A <a@x.example>\n> Subject: Our report\n> Date: 4 February 2021\n> To: b@x.example\n> \n> Here it is.\n> \n> Best regards,\n> Carim",
        "For you",
        "",
        "",
        (("a@x.example", "Our report", "Here it is.\n\nBest regards,", "Carim", ""),),
        subject="Fwd: Our report",
    ),
    Row(
        "banner above the text",
        "This e-mail is confidential and intended for the addressee.\n\nWe nominate our director.",
        "We nominate our director.",
        "This e-mail is confidential and intended for the addressee.",
    ),
    Row(
        "a message about a message",
        "Ce message est destiné à vous informer que nous venons.\n\nNous serons trois.",
        "Ce message est destiné à vous informer que nous venons.\n\nNous serons trois.",
    ),
    Row(
        "a message for you ar",
        "هذه الرسالة موجهة إليكم لترشيح السيدة أمل نور.\n\nسنرسل التقرير لاحقاً.",
        "هذه الرسالة موجهة إليكم لترشيح السيدة أمل نور.\n\nسنرسل التقرير لاحقاً.",
    ),
    Row(
        "a note is no disclaimer",
        "Bonjour,\n\nNote : le rapport suit demain.\n\nNous proposons aussi Mme Nour.",
        "Bonjour,\n\nNote : le rapport suit demain.\n\nNous proposons aussi Mme Nour.",
    ),
    Row(
        "a warning is no disclaimer ar",
        "تنبيه: أرسلنا التقرير أمس.\n\nونرشح السيدة أمل نور.",
        "تنبيه: أرسلنا التقرير أمس.\n\nونرشح السيدة أمل نور.",
    ),
    Row(
        "if you have received",
        "If you have received our report please confirm.\n\nWe also nominate Ms Nour.",
        "If you have received our report please confirm.\n\nWe also nominate Ms Nour.",
    ),
    Row(
        "title confidential",
        "CONFIDENTIAL\n\nWe nominate Ms Nour, director of the Coast Network, for the plenary.",
        "CONFIDENTIAL\n\nWe nominate Ms Nour, director of the Coast Network, for the plenary.",
    ),
    Row(
        "closing inside the text",
        "Merci d'avance\n\nNous proposons Mme Amal Nour, directrice du Réseau Côte, pour la plénière.",
        "Merci d'avance\n\nNous proposons Mme Amal Nour, directrice du Réseau Côte, pour la plénière.",
    ),
    Row(
        "thanks is no name",
        "Report attached.\n\nMany thanks for your patience",
        "Report attached.\n\nMany thanks for your patience",
    ),
    Row(
        "speaker named on a line",
        "Our speaker will be\nAmal Nour, Director, Coast Network.\nPlease confirm.",
        "Our speaker will be\nAmal Nour, Director, Coast Network.\nPlease confirm.",
    ),
    Row(
        "closing ar environment",
        "نرفق التقرير.\n\nفائق الاحترام\nأمل نور\n\nيرجى مراعاة البيئة قبل طباعة هذه الرسالة",
        "نرفق التقرير.\n\nفائق الاحترام",
        "أمل نور\n\nيرجى مراعاة البيئة قبل طباعة هذه الرسالة",
    ),
    Row(
        "signature in one line",
        "Voici notre rapport.\n\nSami Haddad, directeur du Réseau Côte",
        "Voici notre rapport.",
        "Sami Haddad, directeur du Réseau Côte",
    ),
    Row(
        "names before the signature",
        "We nominate:\n\nAmal Nour\nSami Haddad\n\nRegards,\nLina",
        "We nominate:\n\nAmal Nour\nSami Haddad\n\nRegards,",
        "Lina",
    ),
    Row(
        "names and nothing more",
        "We nominate the following two persons\n\n1. Amal Nour, director\n2. Sami Haddad, researcher",
        "We nominate the following two persons\n\n1. Amal Nour, director\n2. Sami Haddad, researcher",
    ),
    Row(
        "signature with pipes",
        "Please find the report.\n\nThanks & regards,\n\nMona Saleh | Programme Manager | Coast Network\nT +961 1 234 567 | M +961 70 123 456\n\n[cid:image001.png]",
        "Please find the report.\n\nThanks & regards,",
        "Mona Saleh | Programme Manager | Coast Network\nT +961 1 234 567 | M +961 70 123 456",
    ),
    Row(
        "blocks of nominees",
        "Voici nos orateurs :\n\nMme Amal Nour\nDirectrice\n\nM. Sami Haddad\nChercheur",
        "Voici nos orateurs :\n\nMme Amal Nour\nDirectrice\n\nM. Sami Haddad\nChercheur",
    ),
    Row(
        "note above the signature",
        "Rapport en pj.\n\nNB : la version arabe suivra.\n\nAmal Nour\nDirectrice",
        "Rapport en pj.\n\nNB : la version arabe suivra.",
        "Amal Nour\nDirectrice",
    ),
    Row("closing only", "Merci beaucoup", "Merci beaucoup"),
    Row(
        "closing ar formal",
        "نتشرف بترشيح السيدة أمل نور.\n\nوتفضلوا بقبول فائق الاحترام والتقدير،،،\n\nسامي حداد\nالأمين العام",
        "نتشرف بترشيح السيدة أمل نور.\n\nوتفضلوا بقبول فائق الاحترام والتقدير،،،",
        "سامي حداد\nالأمين العام",
    ),
    Row(
        "closing fr formal",
        "Nous proposons Mme Nour.\n\nVeuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées.\n\nSami Haddad\nSecrétaire général",
        "Nous proposons Mme Nour.\n\nVeuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées.",
        "Sami Haddad\nSecrétaire général",
    ),
    Row(
        "closing with excuses",
        "M. Darar la remplace.\n\nAvec toutes nos excuses pour ce changement,\nMoumina Ladieh",
        "M. Darar la remplace.\n\nAvec toutes nos excuses pour ce changement,",
        "Moumina Ladieh",
    ),
    Row(
        "long underscores then quote",
        "I come.\n\nAmal Nour\n\n____________\n" + HEADERS["outlook en"] + "\n\ntext",
        "I come.",
        "Amal Nour",
        "____________\n" + HEADERS["outlook en"] + "\n\ntext",
    ),
    Row(
        "list footer below quote",
        "Yes.\n\n> please come\n\nSent from my iPad",
        "Yes.",
        "Sent from my iPad",
        "please come",
    ),
]

MARKUP = [
    Row(
        "gmail reply",
        '<div dir="ltr">I come.<div><br></div>-- <br><div class="gmail_signature">Amal Nour<br>Director</div></div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Feb 2, 2021 at 10:04 AM Desk &lt;<a href="mailto:d@x.example">d@x.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">please come</blockquote></div>',
        "I come.",
        "Amal Nour\nDirector",
        "On Tue, Feb 2, 2021 at 10:04 AM Desk <d@x.example> wrote:\n\nplease come",
    ),
    Row(
        "gmail quote in a language nobody knows",
        '<div>I come.</div><div class="gmail_quote"><div class="gmail_attr">Am Di., 2. Feb. 2021 um 10:04 Uhr schrieb Desk:</div><blockquote class="gmail_quote">please come</blockquote></div>',
        "I come.",
        "",
        "Am Di., 2. Feb. 2021 um 10:04 Uhr schrieb Desk:\n\nplease come",
    ),
    Row(
        "gmail bottom post",
        '<div class="gmail_quote"><div class="gmail_attr">On Tue, 2 Feb 2021, Desk wrote:</div><blockquote class="gmail_quote">please come</blockquote></div><div>I come.</div>',
        "I come.",
        "",
        "On Tue, 2 Feb 2021, Desk wrote:\n\nplease come",
    ),
    Row(
        "outlook reply",
        '<div class="WordSection1"><p class="MsoNormal">I come.</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Regards,</p><p class="MsoNormal">Amal Nour</p></div><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Desk &lt;d@x.example&gt;<br><b>Sent:</b> Tuesday<br><b>To:</b> All<br><b>Subject:</b> Invitation</p></div></div><p class="MsoNormal">please come</p>',
        "I come.\n\nRegards,",
        "Amal Nour",
        "From: Desk <d@x.example>\nSent: Tuesday\nTo: All\nSubject: Invitation\nplease come",
    ),
    Row(
        "outlook web reply",
        '<div>Je viens.</div><div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>De :</b> Bureau &lt;d@x.example&gt;<br><b>Envoyé :</b> mardi<br><b>À :</b> Tous<br><b>Objet :</b> Invitation<div>&nbsp;</div></div><div>merci de venir</div>',
        "Je viens.",
        "",
        "De : Bureau <d@x.example>\nEnvoyé : mardi\nÀ : Tous\nObjet : Invitation\n\nmerci de venir",
    ),
    Row(
        "outlook web forward",
        '<div>Pour vous.</div><div id="divRplyFwdMsg"><b>De :</b> Salma &lt;s@x.example&gt;<br><b>Envoyé :</b> mardi<br><b>À :</b> Tous<br><b>Objet :</b> Rapport</div><div>voici notre rapport</div>',
        "Pour vous.",
        "",
        "",
        (("s@x.example", "Rapport", "voici notre rapport", "", ""),),
        subject="TR: Rapport",
    ),
    Row(
        "thunderbird reply",
        '<p>I come.</p><div class="moz-cite-prefix">On 2/2/21 10:04, Desk wrote:<br></div><blockquote type="cite" cite="mid:x"><p>please come</p></blockquote><p>and bring Sami.</p><div class="moz-signature">-- <br>Amal Nour</div>',
        "I come.\n\nand bring Sami.",
        "Amal Nour",
        "On 2/2/21 10:04, Desk wrote:\nplease come",
    ),
    Row(
        "thunderbird forward",
        '<p>FYI</p><div class="moz-forward-container"><br>-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>Report</td></tr><tr><th>Date: </th><td>Thu, 4 Feb 2021</td></tr><tr><th>From: </th><td>Salma &lt;s@x.example&gt;</td></tr><tr><th>To: </th><td>t@y.example</td></tr></tbody></table><br><p>here it is</p></div>',
        "FYI",
        "",
        "",
        (("s@x.example", "Report", "here it is", "", ""),),
        subject="Fwd: Report",
    ),
    Row(
        "apple forward",
        '<div>FYI</div><div><blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>Salma &lt;s@x.example&gt;</div><div><b>Subject: </b>Report</div><div><b>Date: </b>4 February 2021</div><div><b>To: </b>t@y.example</div><br><div>here it is</div></blockquote></div>',
        "FYI",
        "",
        "",
        (("s@x.example", "Report", "here it is", "", ""),),
        subject="Fwd: Report",
    ),
    Row(
        "yahoo",
        '<div>Oui.</div><div id="ydp1" class="yahoo_quoted"><div>Le mardi 2 février 2021 à 10:04:11 UTC+1, Bureau &lt;d@x.example&gt; a écrit :</div><div>venez</div></div>',
        "Oui.",
        "",
        "Le mardi 2 février 2021 à 10:04:11 UTC+1, Bureau <d@x.example> a écrit :\nvenez",
    ),
    Row(
        "indented is not quoted",
        '<div>Our speaker:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">Amal Nour, Director</blockquote>',
        "Our speaker:\n\nAmal Nour, Director",
    ),
    Row(
        "table",
        "<p>Speakers:</p><table><tr><th>Name</th><th>Title</th></tr><tr><td>Amal<br>Nour</td><td><p>Director</p><p>and founder</p></td></tr><tr><td>Sami</td><td></td></tr></table><p>Thanks</p>",
        "Speakers:\n\nName\tTitle\nAmal Nour\tDirector and founder\nSami\t\n\nThanks",
    ),
    Row("layout table", "<table><tr><td><p>I come.</p><p>Gladly.</p></td></tr></table>", "I come.\n\nGladly."),
    Row(
        "hidden text",
        '<p>I come.</p><div style="display:none">preview words</div><span style="font-size:0px">x</span><style>p{}</style><script>1</script>',
        "I come.",
    ),
    Row(
        "lists and breaks",
        "<p>We bring</p><ul><li>a report</li><li>an annex</li></ul>One<br>Two<br><br>Three words follow here.",
        "We bring\n\n- a report\n- an annex\n\nOne\nTwo\n\nThree words follow here.",
    ),
]


def _result(row: Row) -> tuple[str, str, str, tuple[tuple[str, str, str, str, str], ...]]:
    found = html.to_lines(row.text) if row in MARKUP else lines.from_text(row.text)
    own, forwards, _ = zones.cut(found, row.subject)
    return (
        own.body,
        own.signature,
        own.quoted,
        tuple(
            (
                each.sender.address if each.sender else "",
                each.subject,
                each.zones.body,
                each.zones.signature,
                each.zones.quoted,
            )
            for each in forwards
        ),
    )


@pytest.mark.parametrize("row", [*_rows(), *SINGLE, *MARKUP], ids=str)
def test_zones(row: Row) -> None:
    assert _result(row) == (row.body, row.signature, row.quoted, row.forwards)
