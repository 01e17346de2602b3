"""Turn written cases into mail: `python -m tests.corpus.build CASES.json [CASES.json ...] --out DIR`.

Writes DIR/ID.eml for every case and DIR/labels.jsonl (id, note, received, expect; one line a case). The same input
gives the same bytes: dates come from `received`; boundaries, ids, encodings and the imitated mail program are chosen
by a hash of the case id. Messages that an earlier build wrote and no case holds any more are removed.
A case that cannot be built is named on stderr, the others are still written, and the exit status is 1.
Needs fpdf2, uharfbuzz, pillow, pypdfium2, python-docx, xlsxwriter; Debian's fonts-noto-core and fonts-dejavu-core.
"""

import argparse
import html as markup
import json
import re
import sys
import textwrap
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from tests.corpus.documents import MAKERS, choose, digest
from tests.corpus.wire import (
    Part,
    encodable,
    file_name,
    fold,
    inner_message,
    leaf,
    mailbox,
    multipart,
    text_part,
    unstructured,
)

Case = dict[str, Any]
HERE = Path(__file__).parent
DESK = "gcmrrarabstates@iom.int"
SUPERSET = {"iso-8859-1": "windows-1252", "iso-8859-6": "windows-1256"}  # what programs switch to before UTF-8
RAW = 6  # one in so many messages in a legacy charset goes out as raw 8-bit bytes with no charset named
PROGRAMS = ("gmail", "outlook", "apple", "thunderbird")
MARKERS = {
    "mso": "outlook",
    "outlook": "outlook",
    "iphone": "apple",
    "ipad": "apple",
    "gmail": "gmail",
    "moz-": "thunderbird",
}
AGENTS = {
    "outlook": ("X-Mailer", "Microsoft Outlook 16.0"),
    "apple": ("X-Mailer", "Apple Mail (2.3654.60.0.2.21)"),
    "thunderbird": ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; rv:78.0) Gecko/20100101 Thunderbird/78.7.0"),
}
WHO = f"GCMR Arab States <{DESK}>"
ATTRIBUTIONS = {
    ("gmail", "en"): f"On Tue, Feb 2, 2021 at 10:04 AM {WHO} wrote:",
    ("gmail", "fr"): f"Le mar. 2 févr. 2021 à 10:04, {WHO} a écrit\u00a0:",
    (
        "gmail",
        "ar",
    ): f"\u202bفي الثلاثاء، 2 فبراير 2021 في 10:04 ص تمت كتابة ما يلي بواسطة "
    f"\u202aGCMR Arab States\u202c\u200f <\u202a{DESK}\u202c\u200f>:\u202c",
    ("apple", "en"): f"On 2 Feb 2021, at 10:04, {WHO} wrote:",
    ("apple", "fr"): f"Le 2 févr. 2021 à 10:04, {WHO} a écrit :",
    ("apple", "ar"): f"في ٢ فبراير ٢٠٢١، الساعة ١٠:٠٤ ص، كتب {WHO}:",
    ("thunderbird", "en"): "On 02/02/2021 10:04, GCMR Arab States wrote:",
    ("thunderbird", "fr"): "Le 02/02/2021 à 10:04, GCMR Arab States a écrit :",
    ("thunderbird", "ar"): "في 02/02/2021 10:04 ص، كتب GCMR Arab States:",
}
OUTLOOK = {
    "en": (
        ("From", WHO),
        ("Sent", "Tuesday, February 2, 2021 10:04 AM"),
        ("To", "Stakeholders"),
        ("Subject", "Invitation: GCM Regional Review Conference"),
    ),
    "fr": (
        ("De", WHO),
        ("Envoyé", "mardi 2 février 2021 10:04"),
        ("À", "Parties prenantes"),
        ("Objet", "Invitation : Conférence Régionale d'Examen du PMM"),
    ),
    "ar": (
        ("من", WHO),
        ("تم الإرسال", "الثلاثاء، 2 فبراير 2021 10:04"),
        ("إلى", "أصحاب المصلحة"),
        ("الموضوع", "دعوة: المؤتمر الإقليمي لاستعراض الاتفاق العالمي للهجرة"),
    ),
}
ORIGINAL = {"en": "-----Original Message-----", "fr": "-----Message d'origine-----", "ar": "-----الرسالة الأصلية-----"}


def program(case: Case) -> str:
    """The mail program to imitate: the one the case shows signs of, else one chosen by the id."""
    signs = " ".join([case["html"] or "", case["text"] or "", *map(str, case["headers"].values())]).lower()
    return next((name for mark, name in MARKERS.items() if mark in signs), choose(PROGRAMS, case["id"], "program"))


def invitation(case: Case, style: str) -> tuple[str, str]:
    """The quoted call letter below a reply, as plain text and as HTML."""
    language = case["quote"]
    paragraphs = [line for line in (HERE / f"call.{language}.txt").read_text("utf-8").split("\n") if line.strip()]
    direction = "rtl" if language == "ar" else "ltr"
    if style == "outlook":
        lines = choose(("_" * 32, ORIGINAL[language]), case["id"], "separator")
        fields = "\n".join(f"{label}: {value}" for label, value in OUTLOOK[language])
        bold = "<br>".join(f"<b>{label}:</b> {markup.escape(value, quote=False)}" for label, value in OUTLOOK[language])
        rest = "".join(
            f'<p class="MsoNormal" dir="{direction}">{markup.escape(line, quote=False)}</p>' for line in paragraphs
        )
        rule = '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        return (
            f"\n\n{lines}\n{fields}\n\n" + "\n\n".join(paragraphs) + "\n",
            f'{rule}<p class="MsoNormal" dir="{direction}">{bold}</p></div>{rest}',
        )
    by = ATTRIBUTIONS[style, language]
    wrapped = [textwrap.wrap(line, 72 if style != "apple" else 10_000, break_long_words=False) for line in paragraphs]
    quoted = "\n>\n".join("\n".join(f"> {line}" for line in lines) for lines in wrapped)
    plain = f"\n\n{textwrap.fill(by, 76, break_long_words=False) if style == 'gmail' else by}\n\n{quoted}\n"
    rest = "".join(f"<p>{markup.escape(line, quote=False)}</p>" for line in paragraphs)
    by = markup.escape(by, quote=False)
    if style == "gmail":
        return plain, (
            f'<br><div class="gmail_quote"><div dir="{direction}" class="gmail_attr">{by}<br></div>'
            f'<blockquote class="gmail_quote" '
            f'style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">{rest}</blockquote></div>'
        )
    if style == "apple":
        return plain, f'<div dir="{direction}"><br><blockquote type="cite"><div>{by}</div><br>{rest}</blockquote></div>'
    return (
        plain,
        f'<div class="moz-cite-prefix">{by}<br></div>'
        f'<blockquote type="cite" cite="mid:invitation-2021@iom.int">{rest}</blockquote>',
    )


def insert(document: str, addition: str) -> str:
    """HTML with the addition at the end of its body."""
    at = document.lower().rfind("</body>")
    return document + addition if at < 0 else document[:at] + addition + document[at:]


def fit(text: str, charset: str) -> str:
    """The quotation as a program that keeps a legacy charset writes it: no bidi controls, Western digits, no œ."""
    if encodable(text, charset):
        return text
    return (
        re.sub("[\u202a-\u202e\u200e\u200f]", "", text)
        .translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789", ""))
        .replace("œ", "oe")
    )


def bodies(case: Case, style: str) -> tuple[str | None, str | None, str]:
    """Text, HTML and the charset they are sent in: the case's, or a wider one where the quotation asks for it."""
    charset, text, page = case["charset"], case["text"], case["html"]
    for body in (text, page):
        if body is not None:
            body.encode(charset)
    if case["quote"]:
        plain, rich = (fit(part, charset) for part in invitation(case, style))
        text = None if text is None else text.rstrip("\n") + plain
        page = None if page is None else insert(page, rich)
    if text is None and page is None:
        text = ""
    for used in (charset, SUPERSET.get(charset, "utf-8")):
        if encodable((text or "") + (page or ""), used):
            return text, page, used
    return text, page, "utf-8"


def attachment_part(attachment: Case, charset: str, seed: str, content_id: str | None = None) -> Part:
    """One attachment or inline picture, as the program names and types it."""
    name, kind = attachment["name"], attachment["kind"]
    of_type, of_disposition = file_name(name, charset, seed)
    disposition = ("Content-Disposition", (b"inline" if attachment["inline"] else b"attachment") + of_disposition)
    if kind == "eml":
        return Part(
            (("Content-Type", b"message/rfc822" + of_type), disposition), inner_message(attachment["text"] or "", seed)
        )
    if kind not in MAKERS:
        raise ValueError(f"attachment {name!r}: unknown kind {kind!r}; known: eml, {', '.join(MAKERS)}")
    media, make = MAKERS[kind]
    media += '; charset="utf-8"' if media.startswith("text/") else ""
    if media.startswith("application/") and kind != "p7s" and choose(range(8), seed, "untyped") == 0:
        media = "application/octet-stream"  # programs that know no type of the file
    part = leaf(
        media,
        make(attachment["text"] or "", seed),
        "base64",
        disposition,
        *([("Content-ID", f"<{content_id}>".encode())] if content_id else []),
    )
    return Part((("Content-Type", part.headers[0][1] + of_type), *part.headers[1:]), part.body)


def content(case: Case, style: str) -> tuple[Part, bool]:
    """The message's body with all its attachments, and whether it goes out as raw 8-bit."""
    ident = case["id"]
    text, page, charset = bodies(case, style)
    raw = charset not in ("utf-8", "us-ascii") and choose(range(RAW), ident, "raw") == 0
    marks = {"gmail": "000000000000{}", "outlook": "_00{}_", "apple": "Apple-Mail={}", "thunderbird": "------------{}"}

    def boundary(level: str) -> str:
        return marks[style].format(digest(ident, level).hex()[:24].upper())

    pictures = [a for a in case["attachments"] if a["inline"] and a["kind"] in ("jpg", "png-logo") and page]
    signatures = [a for a in case["attachments"] if a["kind"] == "p7s"]
    files = [a for a in case["attachments"] if a not in pictures and a not in signatures]
    wanted = list(dict.fromkeys(re.findall(r"cid:([^\"'\s<>)]+)", page or "")))
    shown: list[Part] = []
    for number, picture in enumerate(pictures):
        free = next((c for c in wanted if c.split("@")[0] == picture["name"]), wanted[0] if wanted else None)
        if free is None:
            free = f"img{number}@{case['from']['addr'].rpartition('@')[2]}"
            page = insert(page or "", f'<p><img src="cid:{free}" alt=""></p>')
        else:
            wanted.remove(free)
        shown.append(attachment_part(picture, charset, f"{ident}/{picture['name']}", free))
    rich = text_part("text/html", page, charset, ident, raw) if page is not None else None
    plain = text_part("text/plain", text, charset, ident, raw) if text is not None else None
    if (
        rich and shown and style in ("apple", "thunderbird")
    ):  # they put the pictures inside the alternative, the others around it
        rich, shown = multipart("related", [rich, *shown], boundary("related"), ' type="text/html";'), []
    body = multipart("alternative", [plain, rich], boundary("alternative")) if plain and rich else plain or rich
    assert body is not None
    if shown:
        body = multipart("related", [body, *shown], boundary("related"))
    if files:
        parts = [attachment_part(a, charset, f"{ident}/{n}/{a['name']}") for n, a in enumerate(files)]
        body = multipart("mixed", [body, *parts], boundary("mixed"))
    for signature in signatures:
        parameters = ' protocol="application/pkcs7-signature";\r\n micalg=sha-256;'
        body = multipart("signed", [body, attachment_part(signature, charset, ident)], boundary("signed"), parameters)
    return body, raw


def build(case: Case) -> bytes:
    """The whole message, CRLF line ends, headers of the case replacing those made here (an empty one removes it)."""
    ident, charset, address = case["id"], case["charset"], case["from"]["addr"]
    style, domain, token = program(case), address.rpartition("@")[2], digest(ident, "token").hex()
    received = datetime.fromisoformat(case["received"])
    body, raw = content(case, style)
    given = {name.lower(): (name, value) for name, value in case["headers"].items()}
    relay = f"from mail.{domain} (mail.{domain} [198.51.100.{digest(ident)[0] % 250 + 2}]) by mx1.iom.int "
    relay += f"with ESMTPS id {token[:12]}; "
    to = f"GCMR Arab States <{DESK}>" if case["to"] == DESK and choose((True, False), ident, "to") else case["to"]

    def boxes(entries: list[str]) -> bytes:
        found = [re.fullmatch(r"\"?(.*?)\"?\s*<([^<>]+)>", entry.strip()) for entry in entries]
        return b",\r\n ".join(
            mailbox(match[1], match[2], charset, ident) if match else entry.strip().encode()
            for entry, match in zip(entries, found, strict=True)
        )

    headers: list[tuple[str, bytes]] = [
        ("Return-Path", f"<{address}>".encode()),
        ("Received", fold(relay + format_datetime(received))),
        ("Date", format_datetime(received - timedelta(seconds=5 + digest(ident, "delay")[0] % 85)).encode()),
        ("From", mailbox(case["from"]["name"], address, charset, ident)),
    ]
    if case["reply_to"]:
        headers.append(("Reply-To", mailbox(case["reply_to"]["name"], case["reply_to"]["addr"], charset, ident)))
    headers.append(("To", boxes([to])))
    if case["cc"]:
        headers.append(("Cc", boxes(case["cc"])))
    headers.append(("Subject", unstructured((case["subject"] or "").strip(), charset, ident, raw)))
    headers.append(("Message-ID", f"<{token[12:28]}.{ident}@{domain}>".encode()))
    if case["quote"]:
        headers += [("In-Reply-To", b"<invitation-2021@iom.int>"), ("References", b"<invitation-2021@iom.int>")]
    machine = given.keys() & {"auto-submitted", "list-id", "precedence", "return-path", "x-mailer", "user-agent"}
    if style in AGENTS and not machine:
        headers.append((AGENTS[style][0], AGENTS[style][1].encode()))
    made = {name.lower(): (name, value) for name, value in headers}
    for key, (name, value) in given.items():
        value = str(value or "").strip()
        phrase = re.fullmatch(
            r"([^<,]+?)\s*<([^<>]+)>", value
        )  # a name before an address or a list id must not be encoded with it
        made[key] = (
            name,
            mailbox(phrase[1], phrase[2], charset, ident)
            if phrase and not value.isascii()
            else unstructured(value, charset, ident),
        )
    fields = tuple((name, value) for key, (name, value) in made.items() if not (key in given and not given[key][1]))
    return bytes(Part((*fields, ("MIME-Version", b"1.0"), *body.headers), body.body))


def _labelled(folder: Path) -> set[str]:
    """The ids of the messages that an earlier build wrote."""
    labels = folder / "labels.jsonl"
    return {json.loads(line)["id"] for line in labels.read_text("utf-8").splitlines()} if labels.exists() else set()


def main() -> int:
    """Read the case files, write the messages and the labels; 0 if every case was built."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path, help="JSON lists of cases")
    parser.add_argument("--out", required=True, type=Path, help="folder for ID.eml and labels.jsonl")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    before = _labelled(arguments.out)
    labels: dict[str, str] = {}
    faults = 0
    for path in arguments.cases:
        for case in json.loads(path.read_text("utf-8")):
            try:
                if case["id"] in labels:
                    raise ValueError("this id was used before")
                (arguments.out / f"{case['id']}.eml").write_bytes(build(case))
                label = {key: case[key] for key in ("id", "note", "received", "expect")}
                labels[case["id"]] = json.dumps(label, ensure_ascii=False)
            except (KeyError, ValueError, TypeError, OSError) as fault:
                faults += 1
                print(f"{path}: {case.get('id')}: {type(fault).__name__}: {fault}", file=sys.stderr)
    (arguments.out / "labels.jsonl").write_text("".join(f"{line}\n" for line in labels.values()), "utf-8")
    for gone in before - labels.keys():  # their cases were taken out or moved to another folder
        (arguments.out / f"{gone}.eml").unlink(missing_ok=True)
    print(f"{len(labels)} messages in {arguments.out}, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
