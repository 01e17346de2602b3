"""Business cards (vCard, RFC 6350 and its elders) and curricula vitae: the person, the present post."""

import re

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import names, posts, segments, values
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.words import arabic, grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import ARABIC, tokens

_FIELD = re.compile(r"^(?:item\d+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)$")
_NOW = (
    r"(?:present|today|now|current\w*|date|to date|ongoing|aujourd.hui|ce jour|à ce jour|actuel\w*|présent|maintenant)"
)
_PERIOD = re.compile(
    r"(?:(?:since|depuis|from|de)\s+)?(?:[^\W\d_]+\.?\s+)?(?:\d{1,2}[/.])?(?:19|20)\d\d"
    r"(?:\s*(?:[-–—/]|to|à|a|au|until|jusqu.?à)\s*"
    rf"(?:{_NOW}|(?:[^\W\d_]+\.?\s+)?(?:\d{{1,2}}[/.])?(?:19|20)\d\d)?)?",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_HEADINGS = re.compile(
    r"^(?:education|formation|studies|etudes|diplomes|qualifications|languages|langues|skills|references|"
    r"publications|المؤهلات|التعليم|اللغات|المهارات|المراجع|الدراسه|التكوين)\b"
)


def vcards(text: str, content: bytes, lex: Lexicon) -> list[Person]:
    """The persons of a vCard: from its own fields, else from what the document's reader made of it."""
    found: list[Person] = []
    raw = content.decode("utf-8", "replace") if content else text
    for card in raw.split("BEGIN:VCARD")[1:20]:
        person = _card(card.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", ""), lex)
        if person:
            found.append(person)
    return found


def _card(card: str, lex: Lexicon) -> Person | None:
    has: dict[str, str] = {}
    for line in card.split("\n")[:200]:
        if match := _FIELD.match(line.strip()):
            key, parameters, value = match.group(1).upper(), match.group(2).upper(), match.group(3)
            if "QUOTED-PRINTABLE" in parameters:
                value = _unquoted(value)
            has.setdefault(key, value.replace("\\,", ",").replace("\\n", " ").strip())
    name = has.get("FN") or ""
    if not name and "N" in has:
        family, given, *_ = [*has["N"].split(";"), "", ""]
        name = f"{given} {family}"
    name = names.clean(name, lex)
    if not name or not names.is_name(name, lex):
        return None
    house = (has.get("ORG") or "").replace("\\;", ";").split(";")[0].strip()
    title = has.get("TITLE") or has.get("ROLE") or None
    return Person(
        name,
        title,
        housenames.clean(house, lex) if house else None,
        None,
        Origin.CARD,
        0.5,
        "vCard",
        rule="speakers.card",
    )


def _unquoted(value: str) -> str:
    import quopri

    return quopri.decodestring(value.encode("ascii", "ignore")).decode("utf-8", "replace")


_POSITION = re.compile(
    r"^(?:positions?|post|poste|fonction|job|role|employment|emploi|occupation|الوظيفة|المنصب|العمل)\s*[:–-]\s*",
    re.IGNORECASE,
)


def is_cv(text: str, file_name: str, lex: Lexicon) -> bool:
    """Whether a document is a curriculum vitae or a short biography."""
    head = text.strip()[:300]
    first = "\n".join(head.split("\n")[:3])
    if lex.cues["cv"].has(tokens(first)) or fold_word(first.split("\n")[0]).strip(" :") in ("نبذه", "سيره", "bio"):
        return True
    name = fold_word(re.sub(r"[_\-.]+", " ", file_name))
    return bool(re.search(r"(?:^|\s)(?:cv|curriculum|resume|bio|biography|biographie|السيره|سيره)(?:\s|$)", name))


def cv(text: str, lex: Lexicon, directory: Directory) -> Person | None:
    """The person of a CV with the present post: the one that runs until today, else the newest."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:120]
    name = _owner(lines, lex)
    if name is None:
        return _introduced(lines, lex, directory)
    post = _labelled(text, lex, directory) or _present(lines, name, lex, directory)
    return Person(name, post.title, post.organisation, None, Origin.CV, 0.5, "CV", rule="speakers.cv")


def _labelled(text: str, lex: Lexicon, directory: Directory) -> posts.Post | None:
    """The post that labels give ("Current position: ...", "Employer: ..."); None where function or house is missing."""
    from mailbot.understanding.speakers import labelled

    told: dict[str, str] = {}
    for _, kind, _, value in labelled.pairs(text[:4000].split("\n"), lex):
        if value:
            told.setdefault(kind, value)
    title, house = told.get("title"), told.get("affiliation")
    if not title or _YEARS.search(title) or (house and _YEARS.search(house)):
        return None
    if house:
        return posts.Post(title.strip(" .,;"), housenames.clean(house, lex))
    post = posts.split(title, lex, directory)  # "Current position: Lecturer in Sociology, Atlas University"
    return post if post.title and post.organisation else None


# Words between a name and its post in a sentence: "X currently serves as the ...".
_IS = re.compile(
    r"(?:is|est|serves|works|currently|actuellement|occupe|travaille|exerce|as|comme|the|an?|la|le|poste|de|post|of|"
    r"هو|هي|يعمل|تعمل|يشغل|تشغل|حاليا|منصب|بصفه)$"
)


def _introduced(lines: list[str], lex: Lexicon, directory: Directory) -> Person | None:
    """The person of a biography in sentences, which begins with the name: "Dr. Barakat is Senior Researcher at",
    "رائد شمالة حقوقي من مواليد ... وهو اليوم مدير X"."""
    for line in lines[:3]:
        run = tokens(line)
        begun = arabic.name_at(run, 0, lex) if run and len(run) > 8 else None
        if begun and begun[0] == 0 and (today := _today(" ".join(lines[:12]), lex, directory)):
            name = names.spell(run, 0, begun[2], line)
            return Person(name, today.title, today.organisation, None, Origin.CV, 0.5, "CV", rule="speakers.cv")
    for line in lines[:6]:
        run = tokens(line)
        named = names.mention_at(run, 0, lex, sure=True) if run else None
        if named is None or named.end >= len(run) or not _IS.match(run[named.end].key):
            continue
        start = named.end
        while start < len(run) and _IS.match(run[start].key):
            start += 1
        piece = run[start : segments.segment_end(run, start, lex)]
        if piece and any(lex.is_title(token) for token in piece[:6]):
            post = posts.split_run(piece, line, lex, directory)
            name = names.spell(run, named.start, named.end, line)
            return Person(name, post.title, post.organisation, None, Origin.CV, 0.5, "CV", rule="speakers.cv")
    return None


def _today(text: str, lex: Lexicon, directory: Directory) -> posts.Post | None:
    """The post that a sentence of a biography gives to today: "وهو اليوم مدير X", "she is now Director of Y"."""
    for sentence in re.split(r"(?<=[.؛;])\s+", text):
        run = [token for token in tokens(sentence) if not token.line]
        for _, end, _ in lex.cues["present"].all(run):
            start = end
            while start < len(run) and run[start].key in lex.determiners | grammar.BEFORE_TITLE:
                start += 1
            if start < len(run) and lex.is_title(run[start]):
                post = posts.split_run(run[start : segments.segment_end(run, start, lex)], sentence, lex, directory)
                if post.title and post.organisation:
                    return post
    return None


def _owner(lines: list[str], lex: Lexicon) -> str | None:
    from mailbot.understanding.speakers.fields import field_of

    for line in lines[:12]:
        if ":" in line or "\t" in line:
            label, _, value = line.replace("\t", ":", 1).partition(":")
            if field_of(label, lex) == "name" and value.strip():
                return names.clean(value, lex)
            if field_of(label, lex) is None and values.starts_with_person(value, lex):
                return names.clean(re.split(r"[,،(]", value)[0], lex)  # "État civil : X, 41 ans"
    for line in lines[:8]:
        bare = re.sub(
            r"(?i)^\s*(?:curriculum vitae|cv|résumé|resume|biography|biographie|السيرة الذاتية|سيرة ذاتية|"
            r"نبذة عن)\s*(?:of|de|ل)?\s*[-–—:|]*\s*",
            "",
            line,
        )
        for piece in (bare, re.split(r"\s+[-–—|]\s+|[,،]\s", bare)[0]):
            if names.is_name(piece, lex):
                return names.clean(piece, lex)
    return None


def _present(lines: list[str], name: str, lex: Lexicon, directory: Directory) -> posts.Post:
    newest: tuple[int, int] | None = None
    if any(len(line.split()) > 14 for line in lines) and (today := _today(" ".join(lines[:12]), lex, directory)):
        return today
    for number, line in enumerate(lines):
        if _HEADINGS.match(fold_word(line)) or (name in line and lex.cues["is_a"].has(tokens(line))):
            # A heading, or a sentence of a biography, which is read as such below.
            continue
        years = [int(year) for year in _YEARS.findall(line)]
        now = lex.cues["present"].has(tokens(line))
        if now and (years or line.rstrip().endswith(":") or ":" in line):
            return _entry(lines, number, lex, directory)
        if (
            years
            and (newest is None or max(years) > newest[0])
            and number > 0
            and any(lex.is_title(token) for token in tokens(line))
        ):
            newest = (max(years), number)
    prose = _biography(" ".join(lines[:12]), lex, directory)
    if prose.title:
        return prose
    for number, line in enumerate(lines[:6]):
        if name in line and number + 1 < len(lines):
            post = posts.split(lines[number + 1], lex, directory)
            if (
                post.title
                and any(lex.is_title(token) for token in tokens(lines[number + 1]))
                and not _YEARS.search(lines[number + 1])
            ):
                house = post.organisation or _house(lines[number + 2 : number + 3], lex)
                return posts.Post(post.title, house)
    return _entry(lines, newest[1], lex, directory) if newest else posts.Post(None, None)


def _entry(lines: list[str], number: int, lex: Lexicon, directory: Directory) -> posts.Post:
    """The post of a line of experience, its organisation on the same or the next line."""
    line = lines[number]
    rest = (
        _PERIOD.sub(" ", line, count=1)
        if not ARABIC.search(line)
        else re.sub(r"^.*?(?:19|20)\d\d[^:،,\t]*?(?:[:،,\t]|\s{2,}|$)", "", line, count=1) or line
    )
    rest = re.sub(
        r"^(?:\s|[:\-–—|,.()\t]|present|today|now|aujourd.hui|à ce jour|actuel\w*|current\w*|الآن|حتى|حاليا)+",
        "",
        rest.strip(),
        flags=re.IGNORECASE,
    ).strip(" ()")
    rest = _POSITION.sub("", rest)
    rest = re.sub(r"\(\s*(?:depuis|since|منذ)?[^)]*\)", " ", rest)
    if not rest.strip() and number + 1 < len(lines):
        number += 1
        rest = lines[number]
    post = posts.split(rest, lex, directory)
    if post.title and not post.organisation:
        pieces = [piece.strip() for piece in re.split(r"\s+[-–—|]\s+|\s*[,،;]\s+|\t", rest) if piece.strip()]
        if len(pieces) > 1:
            return posts.Post(pieces[0], housenames.clean(pieces[1], lex))
        return posts.Post(post.title, _house(lines[number + 1 : number + 2], lex))
    if post.organisation and not post.title and number + 1 < len(lines):
        below = posts.split(lines[number + 1], lex, directory)
        return posts.Post(below.title, post.organisation)
    return post


def _house(lines: list[str], lex: Lexicon) -> str | None:
    if not lines or _YEARS.search(lines[0]):
        return None
    return housenames.clean(lines[0], lex) if len(lines[0]) < 120 else None


def _biography(text: str, lex: Lexicon, directory: Directory) -> posts.Post:
    """The post of a biography in sentences: "X is the director of Y"."""
    run = [token for token in tokens(text) if not token.line]
    for index in range(len(run)):
        if hit := lex.cues["is_a"].at(run, index):
            end = segments.segment_end(run, hit[0], lex)
            piece = run[hit[0] : end]
            if piece and any(lex.is_title(token) for token in piece[:8]):
                return posts.split_run(piece, text, lex, directory)
    return posts.Post(None, None)
