"""Counts the shape of a document's text: words, headings, labels, table rows, questions, boxes, years, salutations."""

import re
from dataclasses import dataclass
from functools import cached_property

from mailbot.understanding.fold import fold

READ = 40_000  # characters of a document that are looked at
OPENING_LINES = 9
OPENING = 700  # characters

ORDINALS = "اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا"
NUMBERED = re.compile(
    r"^(?:\(?(?:[0-9]{1,2}|[ivx]{1,4}|[a-h])[.):/-]+ ?(?=[^\W\d_])|[.:\-)]+[0-9]{1,2} (?=[^\W\d_])|"
    r"(?:section|chapter|chapitre|part|partie|objecti[fv]e?|paragraphe?s?|axe|observation|theme|pillar|pilier|goal)s? "
    r"(?:[0-9ivx]+|one|two|three|un|deux|trois|premiere?)\b|"
    rf"(?:{ORDINALS})\b|ال(?:فصل|محور|جزء|باب|قسم|ملاحظه|هدف|مبحث|بند) )"
)
USUAL = re.compile(
    r"^(?:[0-9ivx]{1,3}[.) :-]+)?(?:introduction|(?:table of )?contents|sommaire|table des matieres|"
    r"المحتويات|فهرس|الفهرس|"
    r"executive summary|summary|abstract|background|context|methodology|method|findings|recommendations?|conclusions?|"
    r"foreword|preface|who we are|good practices?|challenges|gaps|progress|scope|"
    r"resume( executif)?|synthese|contexte|methode|methodologie|constats?|avancees?|recommandations|avant-propos|"
    r"preambule|qui sommes-nous|conclusion|enjeux|bonnes pratiques|"
    r"مقدمه|المقدمه|تمهيد|توطئه|ملخص( تنفيذي)?|الملخص( التنفيذي)?|خلاصه|الخلاصه|خلفيه|السياق|مدخل|"
    r"تقديم|منهجيه|المنهجيه|"
    r"النتائج|التوصيات|توصيات|خاتمه|الخاتمه|التحديات|الممارسات الجيده)\s*[:.]?$"
)
SALUTATION = re.compile(
    r"^(?:dear|to whom it may|sirs?|madam|mesdames|messieurs|madame|monsieur|cher|chere|chers|cheres|excellenc|"
    r"honorable|your excellenc|تحيه|السلام عليكم|السيد|الساده|حضره|سعاده|معالي|بعد التحيه|الي/|الي )"
)
CLOSING = re.compile(
    r"^(?:yours|sincerely|(?:best|kind|warm) regards|respectfully|regards|cordialement|veuillez agreer|"
    r"je vous prie d'agreer|salutations|avec (?:nos|mes)|dans l'attente|(?:in )?witness|signature|signed|le president|"
    r"la presidente|وتفضلوا|وتقبلوا|مع (?:خالص|فائق|التقدير|الشكر)|والسلام|ودمتم|التوقيع|الامضاء|الرئيس|المدير)"
)
LABEL = re.compile(
    r"^[-•* ]*(?:(?:full |first |last |family |sur|given |speaker'?s? )?name|nom(?: et prenoms?| complet)?|"
    r"prenoms?(?: et nom)?(?:\(s\))?|(?:job |professional )?title|titre(?: ?/ ?fonction)?|fonction|poste|qualite|"
    r"position|designation|profession|organi[sz]ation|organisme|structure|affiliation|etablissement|institution|employer|"
    r"roles?(?: requested| souhaites?| desired)?(?:\(s\))?|الاسم[^:\t]{0,20}|اسم [^:\t]{0,20}|الصفه[^:\t]{0,15}|المنصب|"
    r"الوظيفه|المسمي الوظيفي|الجهه[^:\t]{0,15}|المنظمه|الموسسه|الدور[^:\t]{0,15})[^:\t\n]{0,30}(?::|\t)"
)
BOX = re.compile(r"[☐☒☑□■✓✔✗✘]|\[[ xX✓]?\]|\( ?[xX✓]? ?\)|(?:^|\s)o\s")
YEARS = re.compile(r"^[-•* ]*(?:(?:depuis|since|from|de|منذ)? ?(?:19|20)[0-9]{2}\b|(?:19|20)[0-9]{2} ?[-–])")
QUESTION = re.compile(
    r"^(?:q(?:uestion)? ?\.?[0-9]{1,2}|r(?:eponse)? ?[0-9]{1,2}\b|a(?:nswer)? ?[0-9]{1,2}\b|س ?[0-9]{1,2}|"
    r"ج ?[0-9]{1,2}|"
    r"(?:السؤال|سؤال|الجواب) |[0-9]{1,2}[.)] [^?]{1,200}\?)"
)
# Dots or lines to write on, where an answer is awaited; and a line that has nothing else, but for a label.
MARKS = re.compile(r"[._]{4,}|…{2,}")
BLANK = re.compile(r"^(?:[^:\t]{0,80}[:\t])?[\s._…‥·\-–—/\[\]()<>☐□]*$")
OBJECTIVE = re.compile(
    r"\b(?:objecti[fv]e?s?|sdgs?|ال?هدف|ال?اهداف|الهدفين) ?(?:n° ?|no\.? ?|رقم )?[0-9]{1,2}|"
    r"compact|pacte mondial|الاتفاق العالمي"
)


@dataclass(frozen=True)
class Shape:
    """A text and its counts; every pattern is asked line by line, on folded text."""

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines without the empty ones, as written."""
        return tuple(line.strip() for line in self.text[:READ].split("\n") if line.strip())

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The same lines folded."""
        return tuple(self.whole.split("\n")) if self.lines else ()

    @cached_property
    def opening(self) -> str:
        """Its first lines, folded: what a document says it is."""
        return "\n".join(self.folded[:OPENING_LINES])[:OPENING]

    @cached_property
    def whole(self) -> str:
        """All of it, folded."""
        return fold("\n".join(self.lines))

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(line.split()) for line in self.lines)

    def count(self, pattern: re.Pattern[str]) -> int:
        """How many lines begin as the pattern says."""
        return sum(1 for line in self.folded if pattern.match(line[:300]))

    @cached_property
    def headings(self) -> int:
        """Numbered and usual headings."""
        return sum(1 for line in self.folded if NUMBERED.match(line[:120]) or (len(line) < 60 and USUAL.match(line)))

    @cached_property
    def rows(self) -> int:
        """Lines with two cells or more."""
        return sum(1 for line in self.lines if "\t" in line)

    @cached_property
    def is_table(self) -> bool:
        """Most of it is rows of three cells or more."""
        wide = sum(1 for line in self.lines if line.count("\t") >= 2)
        return wide >= 2 and 2 * wide >= len(self.lines)

    @cached_property
    def boxes(self) -> int:
        """Boxes to tick, ticked or not."""
        return len(BOX.findall(self.text[:READ]))

    @cached_property
    def blank(self) -> bool:
        """A form or template that waits to be filled in: most places for an answer are empty, little else is said."""
        places = [line for line in self.text[:READ].split("\n") if MARKS.search(line)]
        empty = sum(1 for line in places if BLANK.match(line.strip()))
        return empty >= 3 and empty * 3 >= len(places) * 2 and self.words - len(places) < 15 * empty

    @cached_property
    def salutation(self) -> bool:
        """A greeting or an addressee among its first lines."""
        return any(SALUTATION.match(line) for line in self.folded[:14])

    @cached_property
    def closing(self) -> bool:
        """The closing words of a letter near its end."""
        return any(CLOSING.match(line) for line in self.folded[-6:])

    @cached_property
    def objectives(self) -> bool:
        """Speaks of the compact or its numbered objectives."""
        return bool(OBJECTIVE.search(self.whole[:6000]))
