"""Everybody a message may put forward, from its body, signature, forwarded messages and documents."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mailbot.message.model import Address, Attachment, Message, TextState, Zone, Zones
from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.speakers import blocks as cards_in_text
from mailbot.understanding.speakers import cards, labels, names, organisations, posts, prose, roles, signatures, tables
from mailbot.understanding.speakers.lexicon import Lexicon, lexicon
from mailbot.understanding.speakers.merge import Reading, merge, with_roles
from mailbot.understanding.speakers.people import Nominee, Origin, Person
from mailbot.understanding.speakers.words import ARABIC, Token, sentences, tokens

if TYPE_CHECKING:
    from mailbot.understanding.context import Context

BODY_CAP = 40_000  # characters of a letter that are read
DOCUMENT_CAP = 200_000
LETTER_CAP = 9_000  # a longer document is no letter of nomination
_GREETING = re.compile(
    r"^(?:dear|to\b|hello|hi\b|attn|messrs|chers?\b|cheres?\b|madame|monsieur|mesdames|messieurs|a l'|aux?\b|a la\b|الساده|الي|حضره|سعاده|الاخوه|الاعزاء|الزملاء|مرحبا|السيد\b|السيده\b)"
)
_REPORT = re.compile(
    r"\b(?:report|rapport|contribution|study|etude)\b|تقرير|دراسه|recommendations|recommandations|توصيات"
)


_LETTER = re.compile(
    r"\b(?:dear|sirs?|madam|messrs|messieurs|mesdames|monsieur|madame|chers?|cheres?|objet|subject)\b|الساده|الموضوع|تحيه|السلام عليكم|حضره"
)


@dataclass(slots=True)
class Letter:
    """A text somebody wrote: the message itself, a forwarded one, or a letter attached."""

    zones: Zones
    sender: Address | None
    zone: Zone
    subject: str = ""
    within: int | None = None
    attachment: int | None = None
    run: list[Token] = field(default_factory=list)
    signature: signatures.Signature = field(default_factory=signatures.Signature)
    house: str | None = None
    named: list[organisations.Organisation] = field(default_factory=list)
    pieces: list[list[Token]] = field(default_factory=list)  # its sentences


def find(message: Message, context: "Context") -> tuple[Nominee, ...]:
    """The persons a message may put forward, the sure ones with strength 0.5 and more. Pure; never raises.

    Fields hold the message's own words. Roles are those said of the person, else those said of all (`shared`).
    """
    return Finder(message, lexicon(context.rules)).nominees()


class Finder:
    """One message while its persons are found; used once."""

    def __init__(self, message: Message, lex: Lexicon) -> None:
        self.message = message
        self.lex = lex
        self.directory = organisations.Directory((), lex)
        self.letters = self._letters()
        self._housed_table = False
        self.language = "ar" if ARABIC.search(message.zones.body) and _mostly_arabic(message.zones.body) else ""

    def nominees(self) -> tuple[Nominee, ...]:
        """Everything, in order: read the letters, then the documents, merge, complete."""
        self._fill_directory()
        readings: list[Reading] = []
        documents = [
            reading
            for index, attachment in enumerate(self.message.attachments)
            for reading in self._document(index, attachment)
        ]
        known = tuple(reading.person.name for reading in documents)
        writers: list[Reading] = []
        for letter in self.letters:
            written, writer = self._letter(letter, known)
            readings += written
            if writer is not None:
                writers.append(writer)
        found = self._completed(merge(self._weighed(readings, documents, writers)))
        return self._with_shared_roles(found)

    # reading

    def _letters(self) -> list[Letter]:
        message = self.message
        outer = Letter(message.zones, message.envelope.sender, Zone.BODY, message.envelope.subject)
        inner = [
            Letter(each.zones, each.sender, Zone.FORWARDED, each.subject, within=index)
            for index, each in enumerate(message.forwarded)
        ]
        return [outer, *inner]

    def _fill_directory(self) -> None:
        lex = self.lex
        for letter in self.letters:
            letter.run = tokens(letter.zones.body[:BODY_CAP])
            letter.pieces = sentences(letter.run, letter.zones.body, lex.abbreviations)
            letter.named = list(organisations.found(letter.run, letter.zones.body, lex))
            for each in letter.named:
                self.directory.add(each)
        for letter in self.letters:
            if spelt := self._of_domain(letter):
                self.directory.add(organisations.Organisation(spelt, 0, 0))
        for letter in self.letters:
            language = "ar" if _mostly_arabic(letter.zones.body) else ""
            letter.signature = signatures.read(letter.zones, letter.sender, lex, self.directory, language)
            if letter.signature.organisation:
                self.directory.add(organisations.Organisation(letter.signature.organisation, 0, 0))
            for each in (
                *organisations.find(letter.zones.signature[:2000], lex),
                *organisations.find(letter.subject[:400], lex),
            ):
                self.directory.add(each)
        for attachment in self.message.attachments:
            if attachment.document.state == TextState.READ:
                for each in organisations.find(attachment.document.text[:1500], lex):
                    self.directory.add(each)
        if all(self._host(name) for name in self.directory.names):
            # Only where the new words name none: what the sender wrote earlier stands below them.
            for each in organisations.find(self.message.zones.quoted[:3000], lex):
                if not self._host(each.name):
                    self.directory.add(each)
        for letter in self.letters:
            letter.house = self._house(letter)

    def _host(self, name: str) -> bool:
        key = fold_word(name)
        return any(f" {host} " in f" {key} " for host in self.lex.hosts)

    def _house(self, letter: Letter) -> str | None:
        """The organisation in whose name a letter is written: said so, else of the signature, the sender's name, the text."""
        if stated := self._on_behalf(letter):
            return self.directory.full(stated) or stated
        if letter.signature.organisation and not self._host(letter.signature.organisation):
            short = letter.signature.organisation
            return self.directory.full(short) or short
        if letter.sender is not None and letter.sender.name:
            if named := self._displayed(letter.sender.name):
                return named
        body = letter.zones.body
        if near := self._by_domain(letter):
            return near
        for each in letter.named:
            if (
                not self._host(each.name)
                and not _addressed(body, each.start)
                and not fold_word(each.name).startswith(("barreau", "cour ", "tribunal"))
            ):
                return each.name
        spelt = self._of_domain(letter)
        return (self.directory.full(spelt) or spelt) if spelt else None

    def _displayed(self, sender: str) -> str | None:
        """The organisation in a display name, as the text writes it: "Secrétariat Alliance Tunis" is the Alliance."""
        named = [each.name for each in organisations.find(sender, self.lex)]
        if not named:
            return None
        key = fold_word(sender)
        inside = [name for name in self.directory.names if fold_word(name) in key or key in fold_word(name)]
        if inside:
            return max(inside, key=len)
        words = named[0].split()
        if (
            len(words) > 2
            and fold_word(words[0]) in self.lex.parts | self.lex.units
            and self.lex.organisation_form(tokens(words[1])[0])
        ):
            return " ".join(words[1:])
        return self.directory.full(named[0]) or named[0]

    def _by_domain(self, letter: Letter) -> str | None:
        """The organisation the message names whose words, or initials, make up the sender's domain."""
        domain = (
            re.sub(r"[^a-z0-9]", "", fold_word(letter.sender.domain.rpartition(".")[0].replace("www.", "")))
            if letter.sender
            else ""
        )
        best: tuple[float, str] | None = None
        for name in self.directory.names:
            words = [
                word
                for word in re.split(r"[^a-z0-9]+", fold_word(name))
                if len(word) > 2 and word not in self.lex.links
            ]
            covered = sum(len(word) for word in dict.fromkeys(words) if word in domain)
            share = covered / len(domain) if domain else 0.0
            if share >= 0.6 and not self._host(name) and (best is None or share > best[0]):
                best = (share, name)
        return best[1] if best else None

    def _on_behalf(self, letter: Letter) -> str | None:
        """The organisation behind "on behalf of", "au nom de", "باسم", "we at", "all are from"."""
        lex, body = self.lex, letter.zones.body
        for at, end, _ in lex.cues["onbehalf"].all(letter.run):
            for start in range(end, min(end + 4, len(letter.run))):
                token = letter.run[start]
                if not token.word:
                    break
                if stop := organisations.extent(letter.run, start, lex):
                    name = organisations.value(letter.run, start, stop, body, lex)
                    if not self._host(name):
                        return name
                    break
                if token.key not in posts.LINKS:
                    break
        return None

    def _of_domain(self, letter: Letter) -> str | None:
        """Capitals in a letter that spell the sender's domain: "Jil Biskra" at jil-biskra.example."""
        domain = re.sub(r"[^a-z0-9]", "", fold_word(letter.sender.domain.split(".")[0])) if letter.sender else ""
        if len(domain) < 5:
            return None
        texts = (letter.zones.body, letter.zones.signature, letter.subject, letter.zones.quoted[:4000])
        for text in texts:
            if domain not in re.sub(r"[^a-z0-9]", "", fold(text)):
                continue
            run = tokens(text)
            for at, token in enumerate(run):
                if not token.capital or token.arabic:
                    continue
                spelt = ""
                for end in range(at, min(at + 7, len(run))):
                    if not run[end].word:
                        break
                    spelt += re.sub(r"[^a-z0-9]", "", run[end].key)
                    if spelt == domain and end > at:
                        stop = max(end + 1, organisations.extent(run, at, self.lex, loose=True))
                        return organisations.value(run, at, stop, text, self.lex)
                    if not domain.startswith(spelt):
                        break
        return None

    def _letter(self, letter: Letter, known: tuple[str, ...]) -> tuple[list[Reading], Reading | None]:
        lex, body = self.lex, letter.zones.body[:BODY_CAP]
        found: list[Reading] = []
        tabled = tables.read(body, lex, self.directory)
        rows = tabled.persons
        if rows and not any(person.affiliation for person in rows):
            rows = tuple(replace(person, affiliation=self._leading(letter, tabled.lines)) for person in rows)
        # The last labelled line of a letter may have been taken for its signature.
        whole = (
            f"{body}\n{letter.zones.signature}" if letter.zones.signature and labels.label_lines(body, lex) else body
        )
        blocks = labels.persons(whole, lex, self.directory, tabled.lines)
        found += [self._reading(person, letter) for person in (*rows, *blocks)]
        if not (rows or blocks):
            found += [self._reading(person, letter) for person in cards_in_text.persons(body, lex, self.directory)]
        names_known = (*known, *(person.name for person in (*rows, *blocks)))
        taken = tabled.lines | (labels.label_lines(body, lex) if blocks else frozenset())
        run = _without_lines(letter.run, body, taken)
        subject = tokens(letter.subject)
        heard = prose.persons(run, body, lex, self.directory, names_known, letter.named)
        if letter.subject and not (rows or blocks) and not any(person.strength >= 0.5 for person in heard):
            # "Nomination of Ms. X" as subject, "She is ..." as text.
            kept = "\n".join("" if number in taken else line for number, line in enumerate(body.split("\n")))
            joined = f"{letter.subject}.\n\n{kept}"
            together = prose.persons(tokens(joined), joined, lex, self.directory, names_known)
            heard = [
                person for person in together if not any(names.same_person(person.name, each.name) for each in heard)
            ] + heard
        for person in heard:
            found.append(self._reading(person, letter))
        if letter.subject:
            for person in prose.persons(subject, letter.subject, lex, self.directory):
                found.append(self._reading(replace(person, strength=min(person.strength, 0.6)), letter, Zone.SUBJECT))
        return found, self._writer(letter)

    def _leading(self, letter: Letter, lines: frozenset[int]) -> str | None:
        """The organisation named last before a table without a column for it."""
        start = sum(len(line) + 1 for line in letter.zones.body.split("\n")[: min(lines)])
        before = [
            each.name
            for each in letter.named
            if each.end <= start and not self._host(each.name) and not _addressed(letter.zones.body, each.start)
        ]
        return before[-1] if before else None

    def _reading(self, person: Person, letter: Letter, zone: Zone | None = None) -> Reading:
        if person.house and person.affiliation is None and letter.house:
            person = replace(person, affiliation=letter.house)
        return Reading(person, zone or letter.zone, letter.attachment, letter.within)

    def _writer(self, letter: Letter) -> Reading | None:
        """The writer of a letter as a possible speaker."""
        signature = letter.signature
        named = signature.name
        sender = letter.sender.name if letter.sender else ""
        stated, title, house = self._first_person(letter)
        named_post = posts.Post(None, None)
        front, _, rest = _display(sender)
        if rest:
            # "Lina Shami, Programme Director"
            if names.is_name(front, self.lex):
                sender, named_post = front, posts.split(rest, self.lex, self.directory)
                if not any(self.lex.is_title(token) for token in tokens(named_post.title or "")):
                    named_post = posts.Post(None, named_post.organisation)
        if sender and names.is_name(sender, self.lex):
            bare = names.clean(sender, self.lex)
            if named is None or (names.same_person(named, bare) and len(names.parts(bare)) > len(names.parts(named))):
                named = bare
        if stated and (named is None or names.parts(named) & names.parts(stated)):
            named = max((stated, named or ""), key=lambda name: len(names.parts(name)))
        elif stated and named and bool(ARABIC.search(stated)) != bool(ARABIC.search(named)):
            # One person in two scripts: the main text's counts.
            named = stated
        if named is None:
            return None
        offers = self._offers(letter)
        person = Person(
            named,
            signature.title or title or named_post.title,
            signature.organisation or house or named_post.organisation,
            self._own_roles(letter) if offers else None,
            Origin.SELF,
            0.8 if offers else 0.3,
            letter.signature.text.replace("\n", " / ")[:160] or named,
            house=True,
            rule="speakers.writer",
            full=False,
        )
        if person.affiliation is None:
            person = replace(person, affiliation=letter.house)
        elif len(person.affiliation.split()) == 1 and (whole := self.directory.full(person.affiliation)):
            person = replace(person, affiliation=whole)
        return Reading(person, letter.zone, letter.attachment, letter.within)

    def _first_person(self, letter: Letter) -> tuple[str | None, str | None, str | None]:
        """(name, function, organisation) that a letter states in the first person."""
        lex, body = self.lex, letter.zones.body
        name = title = house = None
        for sentence in letter.pieces:
            if title is None and (post := self._fronted_post(sentence, body)):
                title, house = post.title, house or post.organisation
            for at, token in enumerate(sentence):
                if (token.key == "name" and at and sentence[at - 1].key in ("my", "full")) or token.key in (
                    "appelle",
                    "soussigne",
                    "soussignee",
                    "اسمي",
                    "واسمي",
                    "انا",
                    "اني",
                    "وانا",
                ):
                    mention = next((each for each in names.mentions(sentence[at + 1 :], body, lex)), None) or _cased(
                        sentence, at + 1, body, lex
                    )
                    if token.key == "name" and mention is None:
                        mention = next((each for each in names.mentions(sentence[:at], body, lex)), None)
                    if mention and name is None:
                        name = mention.name
                if (
                    title is None
                    and (hit := lex.cues["iam"].at(sentence, at))
                    and (
                        token.key not in ("as",)
                        or _after_me(sentence, at)
                        or any(each.text == "I" for each in sentence)
                    )
                ):
                    start = _past_parenthesis(sentence, hit[0])
                    end = posts.segment_end(sentence, start, lex)
                    piece = _skip_adverbs(sentence[start:end])
                    if (
                        piece
                        and any(lex.is_title(each) for each in (piece[:3] if piece[0].arabic else piece))
                        and not lex.roles.has(piece)
                    ):
                        post = posts.split_run(piece, body, lex, self.directory)
                        if token.key == "as" and not post.organisation:
                            continue
                        if post.title and fold_word(_bare_title(post.title, lex)) not in (
                            "member",
                            "membre",
                            "عضو",
                            "عضوه",
                        ):
                            title = _bare_title(post.title, lex)
                            house = house or post.organisation or self._short(piece)
                if house is None and (hit := lex.cues["heads_org"].at(sentence, at)):
                    end = posts.segment_end(sentence, hit[0], lex)
                    piece = [each for each in sentence[hit[0] : end]]
                    post = posts.split_run(piece, body, lex, self.directory)
                    if post.organisation and not self._host(post.organisation):
                        house = post.organisation
        return name, title, house

    def _fronted_post(self, sentence: Sequence[Token], body: str) -> posts.Post | None:
        """The writer's post in front of "I": "Formerly a consul, now adviser at X, I would ..."."""
        lex = self.lex
        at = next(
            (
                at
                for at, token in enumerate(sentence)
                if token.key in ("i", "je", "j'") and at >= 3 and sentence[at - 1].text == ","
            ),
            0,
        )
        if not at:
            return None
        start = 0
        found: posts.Post | None = None
        for stop in range(at):
            if sentence[stop].text != ",":
                continue
            piece = _skip_adverbs(list(sentence[start:stop]))
            former = any(
                token.key in ("former", "formerly", "ancien", "ancienne", "ex", "retired", "then", "longtemps", "puis")
                for token in sentence[start : min(start + 3, stop)]
            )
            if hit := lex.cues["iam"].at(sentence, start):
                piece = list(sentence[hit[0] : stop])
            if (
                piece
                and not former
                and any(lex.is_title(token) for token in piece[:4])
                and not any(cue.has(piece) for cue in (lex.cues["nominate"], lex.cues["reported"]))
            ):
                post = posts.split_run(piece, body, lex, self.directory)
                if post.title and post.organisation:
                    found = posts.Post(_bare_title(post.title, lex), post.organisation)
            start = stop + 1
        return found

    def _short(self, piece: Sequence[Token]) -> str | None:
        for token in piece:
            form = self.lex.organisation_form(token)
            if form and (whole := self.directory.full(form)):
                return whole
        return None

    def _offers(self, letter: Letter) -> bool:
        """Whether the writer offers himself or herself."""
        lex = self.lex
        for sentence in letter.pieces:
            for at, end, _ in lex.cues["self"].all(sentence):
                if not _for_another(sentence, at, end, lex):
                    return True
        return False

    def _own_roles(self, letter: Letter) -> tuple[str, ...] | None:
        lex = self.lex
        asked: list[str] = []
        for sentence in letter.pieces:
            own = [at for at, end, _ in lex.cues["self"].all(sentence) if not _for_another(sentence, at, end, lex)]
            if not own:
                continue
            other = next(
                (mention.first for mention in names.mentions(sentence, letter.zones.body, lex) if mention.honorific),
                len(sentence),
            )
            asked += [
                role
                for at, role in roles.hits(sentence, lex)
                if own[0] < at < other or other == len(sentence) or own[0] > other
            ]
        return roles.ordered(asked, lex) or None

    def _document(self, index: int, attachment: Attachment) -> list[Reading]:
        lex = self.lex
        if attachment.media_type in (
            "text/vcard",
            "text/x-vcard",
            "text/directory",
        ) or attachment.name.lower().endswith(".vcf"):
            return [
                Reading(person, Zone.FILE_TEXT, index)
                for person in cards.vcards(attachment.document.text, attachment.content, lex)
            ]
        if attachment.document.state != TextState.READ or attachment.media_type == "message/rfc822":
            return []
        text = attachment.document.text[:DOCUMENT_CAP]
        tabled = tables.read(text, lex, self.directory)
        labelled = labels.persons(text, lex, self.directory, tabled.lines)
        found = [
            *tabled.persons,
            *(each for each in labelled if not tabled.persons or (each.title and each.affiliation)),
        ]
        if cards.is_cv(text, attachment.name, lex):
            person = cards.cv(text, lex, self.directory)
            return [Reading(person, Zone.FILE_TEXT, index, attachment.within)] if person else []
        if not any(each.title or each.affiliation for each in found) and not _is_report(text):
            # Without labels only blocks that name a role are sure to be no signature.
            carded = [each for each in cards_in_text.persons(text, lex, self.directory) if each.roles]
            found = carded or found
        readings = [Reading(person, Zone.FILE_TEXT, index) for person in found]
        if not any(each.strength >= 0.5 for each in found) and (tail := self._speakers_page(text)):
            readings += self._attached_letter(index, tail)
        elif not any(each.strength >= 0.5 for each in found) and len(text) < LETTER_CAP and not _is_report(text):
            run = tokens(text)
            if lex.cues["nominate"].has(run) or lex.roles.has(run):
                readings += self._attached_letter(index, text)
        return readings

    def _speakers_page(self, text: str) -> str:
        """What stands below a heading about the speakers at the end of a report; "" where there is none."""
        if not _is_report(text):
            return ""
        lines = text.split("\n")
        for number in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
            run = tokens(lines[number])
            if (
                0 < len(run) <= 9
                and not lines[number].rstrip().endswith(".")
                and self.lex.cues["heading_speaker"].has(run)
            ):
                tail = "\n".join(lines[number:])
                return tail if len(tail) <= 2500 else ""
        return ""

    def _attached_letter(self, index: int, text: str) -> list[Reading]:
        """The persons put forward in a letter of nomination; its signatory is none of them."""
        lex = self.lex
        letter = Letter(Zones(body=text), None, Zone.FILE_TEXT, attachment=index, run=tokens(text))
        letter.signature = signatures.read(letter.zones, None, lex, self.directory)
        head = [
            each.name for each in organisations.find("\n".join(text.split("\n")[:4]), lex) if not self._host(each.name)
        ]
        letter.house = head[0] if head else letter.signature.organisation or self.letters[0].house
        letter.pieces = sentences(letter.run, text, lex.abbreviations)
        letter.named = list(organisations.found(letter.run, text, lex))
        persons = prose.persons(letter.run, text, lex, self.directory)
        signed = letter.signature.name
        forward = [
            person
            for person in persons
            if person.strength >= 0.5 and not (signed and names.same_person(signed, person.name))
        ]
        if signed and not forward and self._offers(letter) and (writer := self._writer(letter)):
            # A letter in which its writer offers himself or herself.
            return [writer]
        return [
            self._reading(person, letter)
            for person in persons
            if person.strength >= 0.5 and not (signed and names.same_person(signed, person.name))
        ]

    # weighing

    def _weighed(self, readings: list[Reading], documents: list[Reading], writers: list[Reading]) -> Iterable[Reading]:
        """Readings with their strength settled against each other: a writer who only passes on or proposes others is none."""
        written_by = [writer.person.name for writer in writers]
        stated: list[Reading] = []
        for reading in readings:
            writer = next((name for name in written_by if names.same_person(name, reading.person.name)), None)
            if writer and reading.person.origin in (Origin.PROSE, Origin.LIST, Origin.MENTION):
                # The writer's own name in the text: data of the writer, no nomination by itself.
                reading = replace(reading, person=replace(reading.person, strength=min(reading.person.strength, 0.3)))
            stated.append(reading)
        bodily = [each for each in (*stated, *documents) if each.person.strength >= 0.6 and each.zone != Zone.SUBJECT]
        stated = [
            each
            if each.zone != Zone.SUBJECT
            or not bodily
            or any(names.same_person(each.person.name, other.person.name) for other in bodily)
            else replace(each, person=replace(each.person, strength=min(each.person.strength, 0.2)))
            for each in stated
        ]
        others = [each for each in (*stated, *documents) if each.person.strength >= 0.6]
        named_in_body = [each.person.name for each in stated if each.person.strength > 0.05]
        for each in documents:
            if each.person.origin in (Origin.CV, Origin.CARD):
                own = any(names.same_person(each.person.name, name) for name in (*named_in_body, *written_by))
                strength = each.person.strength if own or not others else 0.2
                if any(names.same_person(each.person.name, name) for name in written_by):
                    strength = 0.3
                each = replace(each, person=replace(each.person, strength=strength))
            stated.append(each)
        inner = [writer for writer in writers if writer.within is not None]
        for writer in writers:
            person = writer.person
            if writer.within is None and inner and person.strength < 0.8:
                person = replace(person, strength=0.15)
            if others and not any(names.same_person(other.person.name, person.name) for other in others):
                tabled = any(other.person.origin in (Origin.TABLE, Origin.FORM, Origin.LIST) for other in others)
                offering = person.strength >= 0.8 and self._offers_beside(writer, tabled)
                person = replace(person, strength=0.7 if offering else 0.2)
            stated.append(replace(writer, person=person))
        return stated

    def _offers_beside(self, writer: Reading, tabled: bool) -> bool:
        """Whether the writer, who puts others forward, clearly adds himself or herself."""
        lex = self.lex
        letter = self.letters[0 if writer.within is None else writer.within + 1]
        for sentence in letter.pieces:
            for at, end, _ in lex.cues["self"].all(sentence):
                if _for_another(sentence, at, end, lex):
                    continue
                if (
                    any(token.key in _MYSELF for token in sentence[max(0, at - 3) : end + 8])
                    and lex.role_words["speaking"].has(sentence)
                ) or any(token.key in ("myself", "نفسي", "moi-meme") for token in sentence):
                    return True
                first = next(
                    (
                        mention.first
                        for mention in names.mentions(sentence, letter.zones.body, lex)
                        if mention.first > at
                    ),
                    len(sentence),
                )
                if not tabled and any(at < hit < first for hit, _ in roles.hits(sentence, lex)):
                    return True
        return False

    # completing

    def _completed(self, found: tuple[Nominee, ...]) -> tuple[Nominee, ...]:
        """Affiliations completed: short forms written out, and the writing house where nothing else is named."""
        self._housed_table = any(each.origin is Origin.TABLE and each.speaker.affiliation for each in found)
        return tuple(self._with_house(each) for each in found)

    def _with_house(self, nominee: Nominee) -> Nominee:
        speaker = nominee.speaker
        if speaker.affiliation is None and nominee.origin is Origin.TABLE and self._housed_table:
            return nominee
        if speaker.affiliation is None and nominee.strength >= 0.3:
            house = self._writing_house(nominee)
            return replace(nominee, speaker=replace(speaker, affiliation=house)) if house else nominee
        if speaker.affiliation and nominee.origin in (Origin.PROSE, Origin.LIST):
            whole = self.directory.full(speaker.affiliation)
            if whole:
                return replace(nominee, speaker=replace(speaker, affiliation=whole))
        return nominee

    def _writing_house(self, nominee: Nominee) -> str | None:
        if nominee.within is not None:
            return self.letters[nominee.within + 1].house
        inner = [letter.house for letter in self.letters[1:] if letter.house]
        house = self.letters[0].house or (inner[0] if inner else None)
        if house is None:
            house = next((name for name in self.directory.names if not self._host(name)), None)
        return house

    def _with_shared_roles(self, found: tuple[Nominee, ...]) -> tuple[Nominee, ...]:
        sure = [each for each in found if each.strength >= 0.5] or sorted(found, key=lambda each: -each.strength)[:1]
        if len(sure) == 1 and not (sure[0].origin in (Origin.TABLE, Origin.FORM) and sure[0].speaker.roles):
            common = self._common_roles(sure)
            said = roles.ordered((*sure[0].speaker.roles, *common), self.lex)
            return tuple(with_roles(each, said) if each is sure[0] else each for each in found)
        if not any(each.shared for each in sure):
            return found
        said = any(each.speaker.roles for each in sure)
        common = self._common_roles(sure) if not said or len([each for each in sure if not each.shared]) == 0 else ()
        if said and not common and len(sure) > 1:
            common = self._roles_of_all()
        return tuple(
            with_roles(each, common) if each.shared and any(each is one for one in sure) and common else each
            for each in found
        )

    def _common_roles(self, sure: Sequence[Nominee]) -> tuple[str, ...]:
        """Roles named anywhere in the sender's own words, for nominees of whom none is said by name."""
        lex = self.lex
        asked: list[str] = []
        for letter in self.letters:
            if marked := roles.ticked(letter.zones.body, lex):
                asked += marked
            loose: list[str] = []
            for sentence in letter.pieces:
                (asked if self._of_nominee(sentence) else loose).extend(roles.in_text(sentence, lex))
            if not asked and not any(each.speaker.roles for each in sure):
                asked += loose
        if not asked:
            for letter in self.letters:
                asked += roles.in_text(tokens(letter.subject), lex)
        if not asked:
            for index in {each.attachment for each in sure if each.attachment is not None}:
                text = self.message.attachments[index].document.text[:LETTER_CAP]
                if not _is_report(text):
                    asked += roles.ticked(text, lex) or ()
                    for sentence in sentences(tokens(text), text, lex.abbreviations) if not asked else ():
                        asked += roles.in_text(sentence, lex)
        if not asked:
            for letter in self.letters:
                for sentence in letter.pieces:
                    asked += [role for _, role in roles.hits(sentence, lex, heard=True)]
        if not asked and _same_slot(self.letters[0].run):
            for sentence in sentences(
                tokens(self.message.zones.quoted[:4000]), self.message.zones.quoted, lex.abbreviations
            ):
                asked += roles.in_text(sentence, lex)
        return roles.ordered(asked, lex)

    def _of_nominee(self, sentence: Sequence[Token]) -> bool:
        """Whether a sentence that names a role speaks of who is put forward, not of the programme."""
        cues = self.lex.cues
        words = sum(1 for token in sentence if token.word)
        return (
            words <= 7
            or any(cues[name].has(sentence) for name in ("nominate", "self", "pronouns", "all", "ours"))
            or self.lex.role_words["speaking"].has(sentence)
        )

    def _roles_of_all(self) -> tuple[str, ...]:
        """Roles of a sentence that speaks of all nominees at once ("both for the round tables")."""
        lex = self.lex
        for letter in self.letters:
            for sentence in letter.pieces:
                if lex.cues["all"].has(sentence) and (asked := roles.in_text(sentence, lex)):
                    return asked
        return ()


def _addressed(text: str, place: int) -> bool:
    """Whether a place stands in a line that greets or addresses: what is named there is who gets the letter."""
    start = text.rfind("\n", 0, place) + 1
    return bool(_GREETING.match(fold_word(text[start : start + 40])))


def _display(name: str) -> tuple[str, str, str]:
    """A display name cut at its first comma, bar, dash or bracket."""
    match = re.search(r"\s*[,،|(]\s*|\s[-–—/]\s", name)
    return (name[: match.start()].strip(), match.group(), name[match.end() :].strip(" )")) if match else (name, "", "")


def _mostly_arabic(text: str) -> bool:
    sample = text[:3000]
    arabic = len(ARABIC.findall(sample))
    return arabic > 0 and arabic * 2 > sum(1 for letter in sample if letter.isalpha())


def _is_report(text: str) -> bool:
    head = fold_word(text[:700])
    if len(text) < 2500 and (_LETTER.search(head)):
        return False
    return len(text) > 500 and bool(_REPORT.search(head))


def _without_lines(run: list[Token], text: str, taken: frozenset[int]) -> list[Token]:
    """The tokens of a text without its table rows and labelled lines, so that these are not read as sentences."""
    if not taken:
        return run
    spans = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if number in taken:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    if not spans:
        return run
    kept, at = [], 0
    for token in run:
        while at < len(spans) and spans[at][1] < token.start:
            at += 1
        if at < len(spans) and spans[at][0] <= token.start < spans[at][1]:
            continue
        kept.append(token)
    return kept


def _cased(sentence: Sequence[Token], start: int, text: str, lex: Lexicon) -> names.Mention | None:
    """A name typed in small letters behind "my name is"."""
    while start < len(sentence) and sentence[start].key in (
        "is",
        "est",
        "هو",
        ":",
        "هي",
        ",",
        "الممضي",
        "الممضيه",
        "الموقع",
        "الموقعه",
        "اسفله",
        "ادناه",
        "soussigne",
        "soussignee",
        "undersigned",
    ):
        start += 1
    if start >= len(sentence):
        return None
    if sentence[start].arabic:
        mention = names.mention_at(sentence, start, lex, sure=True)
        return replace(mention, name=names.spell(sentence, mention.start, mention.end, text)) if mention else None
    end = names.latin_end(sentence, start, lex, any_case=True)
    if 2 <= end - start <= 5 or (end > start + 1):
        end = min(end, start + 4)
        return names.Mention(start, start, end, False, names.spell(sentence, start, end, text))
    return None


def _after_me(sentence: Sequence[Token], at: int) -> bool:
    return at > 0 and sentence[at - 1].key in ("desk", "me", "work", "serve", "here", "role", "capacity", "employed")


def _past_parenthesis(sentence: Sequence[Token], at: int) -> int:
    """Behind words between two commas: "me voici, depuis trois ans, vice-président"."""
    if at < len(sentence) and sentence[at].text == ",":
        close = next((ahead for ahead in range(at + 1, min(at + 7, len(sentence))) if sentence[ahead].text == ","), 0)
        return close + 1 if close else at + 1
    return at


def _skip_adverbs(piece: list[Token]) -> list[Token]:
    while piece and (
        piece[0].key
        in (
            "aujourd'hui",
            "today",
            "desormais",
            "maintenant",
            "currently",
            "presently",
            "now",
            "also",
            "actuellement",
            "aussi",
            "egalement",
            "the",
            "a",
            "an",
            "la",
            "le",
            "l'",
            "une",
            "un",
            "حاليا",
            "ايضا",
        )
        or not piece[0].word
    ):
        piece = piece[1:]
    return piece


def _bare_title(title: str, lex: Lexicon) -> str:
    words = re.sub(r"\s+(?:et|and|&|و\s?)(?:\s+(?:a|an|un|une))?\s*(?:membre|member|عضو|عضوة)$", "", title).split()
    while len(words) > 1 and fold_word(words[0]) in lex.determiners:
        words = words[1:]
    return " ".join(words)


_OTHERS = frozenset(
    (
        "nominate",
        "propose",
        "proposer",
        "suggest",
        "recommend",
        "designer",
        "thank",
        "thanks",
        "ask",
        "know",
        "submit",
        "send",
        "inform",
        "register",
        "attend",
        "remercier",
        "savoir",
        "soumettre",
        "envoyer",
        "presenter",
        "present",
        "introduce",
        "confirm",
        "see",
        "listen",
        "transmit",
        "transmettre",
        "designate",
        "inscrire",
        "ارشح",
        "نرشح",
        "اقترح",
        "نقترح",
        "اشكر",
        "نشكر",
        "اسال",
        "استفسر",
        "ارسل",
        "اعلم",
        "اعرف",
        "ترشيح",
        "بترشيح",
        "تقديم",
        "withdraw",
        "retirer",
        "replace",
        "remplacer",
        "correct",
        "add",
        "forward",
        "recommander",
        "اوافيكم",
        "موافاتكم",
        "ابعث",
        "احيل",
        "اعرض",
        "ارفع",
        "تعديل",
        "تصحيح",
        "modifier",
        "change",
        "share",
        "partager",
        "suggerer",
    )
)
_MYSELF = frozenset(("myself", "me", "my", "ma", "mon", "moi", "moi-meme", "نفسي", "ترشيحي", "ترشحي"))


def _for_another(sentence: Sequence[Token], at: int, end: int, lex: Lexicon) -> bool:
    """Whether words of wishing introduce something else than speaking oneself: "I would like to nominate ..."."""
    ahead = sentence[at : end + 6]
    if any(token.key in _MYSELF for token in sentence[at : end + 8]):
        return False
    if any(token.key in _OTHERS for token in ahead):
        return not any(
            token.key in ("parole", "experience", "interest", "interet") for token in sentence[end : end + 8]
        )
    before = sentence[max(0, at - 4) : at]
    return any(token.key in ("not", "n't", "don't", "ne", "لا", "she", "he", "elle", "il") for token in before)


def _same_slot(run: Sequence[Token]) -> bool:
    keys = [token.key for token in run]
    return any(
        one in ("same", "meme", "memes", "نفس", "ذات")
        and two
        in (
            "session",
            "slot",
            "role",
            "seance",
            "creneau",
            "table",
            "time",
            "place",
            "capacity",
            "الدور",
            "الجلسه",
            "الموعد",
            "المشاركه",
        )
        for one, two in zip(keys, keys[1:], strict=False)
    ) or any(
        two in ("نفسه", "نفسها", "ذاته", "ذاتها") and one in ("الدور", "الجلسه", "المشاركه")
        for one, two in zip(keys, keys[1:], strict=False)
    )
