"""The words by which mail programs and people mark quotes, forwards, headers, signatures and closings, in ar, fr, en.

All patterns are matched against folded lines (see fold): lower case, Arabic letters unified, no marks, single spaces.
They are data: a new program's wording is a new line here and a new row in tests/message/test_zones.py.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

import re2

INVISIBLE = dict.fromkeys(
    (
        173,
        8203,
        8204,
        8205,
        8206,
        8207,
        1564,
        65279,
        1600,
        *range(8234, 8239),
        *range(8294, 8298),
        *range(1611, 1619),
        1648,
    )
)


def _table() -> dict[int, str | None]:
    unified: dict[int, str | None] = {}
    for source, target in (
        ("أإآٱ", "ا"),
        ("ىیۍ", "ي"),
        ("ة", "ه"),
        ("ؤ", "و"),
        ("ئ", "ي"),
        ("ک", "ك"),
        ("’‘ʼ´`", "'"),
        ("“”«»„", '"'),
        ("،", ","),
        ("؛", ";"),
        ("\u00a0\u202f\u2009\t\u3000", " "),
        ("–—‑−", "-"),
        ("：", ":"),
    ):
        unified.update({ord(character): target for character in source})
    unified.update({ord("٠") + digit: str(digit) for digit in range(10)})
    unified.update({ord("۰") + digit: str(digit) for digit in range(10)})
    return {**unified, **INVISIBLE}


TABLE = _table()
TO_FOLD = re.compile(f"[{''.join(re.escape(chr(code)) for code in TABLE)}]")
LONGEST = 400  # characters of a line that wording is looked for in
REMEMBERED = 500  # lines; within a message one line is asked about several times


def fold(line: str) -> str:
    """A line as the patterns see it: the same words give the same string, however they are written."""
    return _fold(line[:LONGEST])


@lru_cache(maxsize=REMEMBERED)
def _fold(line: str) -> str:
    if line.isascii():
        return " ".join(line.replace("`", "'").lower().split())
    text = unicodedata.normalize("NFC", line)
    return " ".join((text.translate(TABLE) if TO_FOLD.search(text) else text).lower().split())


def _pattern(*alternatives: str, end: str = "") -> Any:
    """One pattern for all alternatives, their Arabic letters folded. RE2: linear on any text; \\w and \\b are ASCII."""
    arabic = {code: target for code, target in TABLE.items() if code > 0x5FF}
    return re2.compile("(?:" + "|".join(word.translate(arabic) for word in alternatives) + ")" + end)


RULE = r"[-_=*~ ]{0,40}"

FORWARD_MARK = _pattern(
    r"[-_=* ]{2,}\s?(?:forwarded|original forwarded) (?:message|mail)(?: follows)?\s?[-_=* ]*",
    r"[-_=* ]*(?:begin|start of) forwarded (?:message|mail)\s?:?[-_=* ]*",
    r"[-_=* ]*forwarded (?:message|mail) ?:?[-_=* ]*",
    r"[-_=* ]{2,}\s?forwarded by .+",
    r"[-_=* ]*(?:message|mail|courriel|courrier) (?:transféré|réexpédié|retransmis|transmis)(?: par .+)?\s?:?[-_=* ]*",
    r"[-_=* ]*(?:début du|debut du) (?:message|courriel) (?:réexpédié|transféré|reexpedie|transfere)\s?:?[-_=* ]*",
    r"[-_=* ]*message initial transféré\s?:?[-_=* ]*",
    r"[-_=* ]*(?:بدايه |بدء )?(?:ال)?رساله (?:ال)?(?:معاد|محوله|المعاد|موجهه|"
    r"مرسله معاد)(?: (?:ال)?(?:توجيهها|ارسالها|تحويلها))?\s?:?[-_=* ]*",
    r"[-_=* ]*(?:بدايه |بدء )?(?:ال)?رساله (?:تمت? )?(?:ال)?(?:اعاده|محوله|محوّله) ?(?:توجيهها|ارسالها|"
    r"تحويلها)?\s?:?[-_=* ]*",
    r"[-_=* ]*(?:ال)?رساله (?:ال)?محوله\s?:?[-_=* ]*",
    end="$",
)
ORIGINAL_MARK = _pattern(
    r"[-_=* ]{2,}\s?(?:original (?:message|mail|appointment)|reply message|previous message)\s?[-_=* ]{2,}",
    r"[-_=* ]{2,}\s?(?:message|courriel|mail|courrier) (?:d'origine|original|initial|précédent)\s?[-_=* ]{2,}",
    r"[-_=* ]{2,}\s?(?:ال)?رساله (?:ال)?(?:اصليه|السابقه|سابقه)\s?[-_=* ]{2,}",
    r"original message|message d'origine|الرساله الاصليه",
    end="$",
)
FROM = _pattern(r"[*\"> ]*(?:from|de|von|من|المرسل|مرسل من)\s?\*{0,2}\s?:\*{0,2}\s?(?P<value>\S.*)")
SENT = _pattern(
    r"[*\"> ]*(?:sent|date|sent on|date sent|envoyé|envoyé le|envoye|date d'envoi|تم الارسال|تاريخ الارسال|"
    r"التاريخ|تاريخ|ارسلت|ارسل|بتاريخ|تم الارسال في|المرسله|وقت الارسال)"
    r"\s?\*{0,2}\s?:\*{0,2}\s?(?P<value>\S.*)"
)
TO = _pattern(r"[*\"> ]*(?:to|à|a|destinataires?|pour|الي|المرسل اليه)\s?\*{0,2}\s?:\*{0,2}(?:\s|$)(?P<value>.*)")
SUBJECT = _pattern(r"[*\"> ]*(?:subject|objet|sujet|الموضوع|موضوع)\s?\*{0,2}\s?:\*{0,2}(?:\s|$)(?P<value>.*)")
OTHER_FIELD = _pattern(
    r"[*\"> ]*(?:cc|bcc|cci|copie|reply-to|importance|attachments?|pièces? jointes?|priority|priorité|sensitivity|"
    r"نسخه(?: الي)?|نسخه كربونيه|نسخه مخفيه|المرفقات|الاهميه|répondre à|x-[a-z-]+|resent-[a-z]+|organization|"
    r"message-id)"
    r"\s?\*{0,2}\s?:\*{0,2}(?:\s|$)(?P<value>.*)"
)

DATE_WORD = r"(?:\d{1,2}[/.: -]\d{1,2}|\d{4}|\d{1,2} ?h ?\d{2})"
ATTRIBUTION = _pattern(
    rf"(?:on|el|am) .*{DATE_WORD}.*(?:wrote|schrieb|writes|has written|said) ?:",
    rf".*(?:le|en date du) .*{DATE_WORD}.*(?:a |à |)(?:écrit|ecrit|rédigé|répondu) ?(?:ceci |ce qui suit )?:",
    rf"(?:في|بتاريخ|يوم|اليوم|بيوم|علي) ?.*{DATE_WORD}.*(?:كتبت?|كتب/كتبت|كتب \(ت\)|تمت كتابه ما يلي بواسطه|"
    rf"قام|ارسلت?|اضاف).*:",
    rf"(?:كتبت?|كتب/كتبت) .+(?:في|بتاريخ|يوم) .*{DATE_WORD}.*:",
    rf".+(?:wrote|a écrit|écrit|كتب) (?:on|le|في|بتاريخ) .*{DATE_WORD}.*:",
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*<[^<>]+@[^<>]+> ?(?:wrote)?:",
    r"(?:quoting|citation de) .{2,160}:",
    r"en réponse à .{0,120}\S@\S.{0,120}:",  # "En réponse à votre lettre ..., voici la liste :" quotes nothing
    r".+<[^<> ]+@[^<> ]+> (?:wrote|a écrit|écrit|كتبت?) ?:",
    end="$",
)
ATTRIBUTION_START = _pattern(
    r"on |le |en date du |في |في$|بتاريخ |يوم |كتب|\d{1,4}[-/.]\d{1,2}|>? ?.+<?\S+@\S+>? ?(?:wrote|a écrit|"
    r"écrit|كتب)|quoting |en réponse à "
)

FORWARD_SUBJECT = _pattern(
    r"(?:\[[^\]]+\] ?)?(?:fwd?|fw|tr|wg|i|rv|enc|transféré|transfert|اعاده توجيه|اعاده ارسال|تحويل|محول|موجه|"
    r"مُعاد توجيهها) ?: ?"
)
REPLY_SUBJECT = _pattern(r"(?:\[[^\]]+\] ?)?(?:re|ré|rép|aw|sv|antw|رد|الرد|جواب)(?:\[\d+\])? ?: ?")

DASHES = re.compile(r"^(?:--|—|-- -|–)\s?$")
UNDERSCORES = re.compile(r"^[-_=*]{3,}$")
MOBILE = _pattern(
    r"(?:sent|send) (?:from|via|using|with) (?:my |a |the |an )?(?:.*)(?:iphone|ipad|android|samsung|galaxy|"
    r"huawei|xiaomi|redmi|oppo|nokia|blackberry|phone|mobile|mobile device|smartphone|tablet|"
    r"mail for windows|windows mail|outlook|yahoo mail|gmail mobile|proton ?mail|handheld|zimbra|aol|icloud|"
    r"honor|tecno|infinix|vivo|realme|oneplus|pixel|sony|lg|htc).*",
    r"get outlook for ..+",
    r"envoyé (?:de|depuis|à partir de|via|avec|par|d')\s?(?:mon |ma |l'|un |une |mon appareil |"
    r"la )?(?:.*)(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|redmi|oppo|nokia|téléphone|smartphone|"
    r"portable|mobile|tablette|appareil|outlook|yahoo|courrier|proton|messagerie|zimbra|gmail|icloud|gsm|"
    r"honor|tecno|windows|ordinateur|mail).*",
    r"(?:obtenez|obtenir|télécharger|téléchargez) (?:outlook|yahoo mail) ..+",
    r"(?:تم )?(?:ا?رسلت?|الارسال|ارسالها|ارسال|ارسل)(?: هذه الرساله| هذا البريد| الرساله)? (?:من|بواسطه|عبر|"
    r"باستخدام|من خلال) (?:.*)(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|outlook|yahoo|ايفون|"
    r"الايفون|ايباد|اندرويد|سامسونج|سامسونغ|هواوي|هاتفي|هاتف|جوالي|جوال|جهازي|جهاز|موبايل|موبايلي|بريد|mail|"
    r"gmail|شاومي|اوتلوك|ياهو).*",
    r"(?:احصل|الحصول) علي outlook.*",
    r"(?:تنزيل|تحميل) outlook.*",
    r"yahoo mail ?: ?(?:search|organise|organize|recherchez|get it).*",
    r"(?:sent|envoyé) from \S+(?: mail)?(?: for \S+)?",
    r"envoyé à partir de \S.*",
    r"(?:please excuse|excuse|désolé pour) .*(?:brevity|typos|fautes de frappe).*",
    end=r"[ .!]*$",
)
# What lawyers' footers say in a sentence. Wording that a person may begin a message with ("this message is intended
# to inform you") must not match: all that follows would be taken for a footer.
CONFIDENTIAL = _pattern(
    r"[*(\[ ]*(?:this|the information (?:contained )?in this|the contents? of this|the information transmitted)"
    r"[ \p{L},/()'-]*(?:e-?mail|message|communication|transmission|correspondence)\b.*"
    r"(?:confidential|intended (?:only|solely|exclusively|for the|recipient|addressee)|privileged|"
    r"addressee|sole use|virus)",
    r"[*(\[ ]*(?:if you (?:are not|were not) the (?:intended|named)|if you .*received this .*(?:in error|by mistake))",
    r"[*(\[ ]*(?:ce|cet|le présent|les informations contenues dans ce(?:t)?|le contenu de ce(?:t)?|"
    r"l'information contenue dans ce|ce courrier)[ \p{L},/()'-]*(?:message|courriel|e-?mail|courrier|mail|mél)\b.*"
    r"(?:confidentiel|destinataire|exclusivement|à l'intention exclusive|usage exclusif|strictement|virus)",
    r"[*(\[ ]*si vous (?:n'êtes pas .*destinataire|(?:l')?(?:avez reçu|recevez|l'avez reçu) .*par erreur)",
    r"[*(\[ ]*(?:please consider|think|consider) .*(?:the )?environment.*",
    r"[*(\[ ]*(?:pensez|merci de penser|penser|avant d'imprimer|n'imprimez|adoptez|imprimez)"
    r".*(?:à l'environnement|l'environnement|imprimer|que si|nécessaire|éco-?gest).*",
    r"[*(\[ ]*(?:ان )?(?:هذه الرساله|هذا البريد|هذا الايميل|تحتوي هذه الرساله|المعلومات الوارده في هذ|محتويات هذ|"
    r"قد تحتوي هذه|يحتوي هذا|تعتبر هذه الرساله|تعد هذه الرساله).*(?:سري|المرسل اليه|المستلم|المقصود|فيروس)",
    r"[*(\[ ]*(?:اذا (?:لم تكن|كنت لست|استلمت|وصلتك|وردتك)).*(?:المرسل اليه|المستلم|بالخطا|بطريق الخطا|خطا|المقصود)",
    r"[*(\[ ]*(?:يرجي|الرجاء|فضلا|من فضلك|رجاء) .*(?:البيئه|طباعه هذه|قبل الطباعه|قبل طباعه).*",
    r"[*(\[ ]*(?:vous recevez ce (?:message|courriel) (?:car|parce)|you (?:received|are receiving) this "
    r"(?:message|e-?mail) because|to unsubscribe|pour vous désabonner|لالغاء الاشتراك)",
    r"[*(\[ ]*(?:this e-?mail has been (?:scanned|checked)|virus-free|garanti sans virus|cet e-?mail a été vérifié|"
    r"l'absence de virus|خال من الفيروسات|خالي من الفيروسات).*",
)
# Headings of such footers; alone they prove nothing.
DISCLAIMER = _pattern(
    r"[*(\[ ]*(?:confidentiality|confidential|privileged|disclaimer|legal|privacy)"
    r"(?: (?:notice|note|statement|disclaimer|warning|information|and privileged|communication))? ?(?::|-|\.|$)",
    r"[*(\[ ]*(?:avis|clause|note|mention|avertissement)s? (?:de |sur la |légale?s? ?|relative à la |d'|importante? ?)?"
    r"(?:confidentialité|non-responsabilité|légale?|sécurité|confidentiel)? ?(?::|-|$)",
    r"[*(\[ ]*(?:اخلاء (?:ال)?مسؤوليه|تنويه(?: قانوني)?|اشعار (?:ال)?سريه|بيان السريه|تنبيه|سريه|السريه|اخطار)"
    r"(?: [^:]+)? ?(?::|-|$)",
)
CONFIDENTIAL_WORDS = _pattern(
    r"intended|confidential|recipient|addressee|liability|e-?mail and|confidentiel|destinataire|responsabilité|"
    r"سريه|سري |المرسل اليه|المستلم|مسؤوليه"
)

CLOSING = _pattern(
    # English
    r"(?:(?:with|many|my|our|the)? ?(?:very |all |all the )?(?:best|kind|kindest|warm|warmest|sincere|"
    r"sincerest|friendly|good|many|deep|high|respectful|cordial|heartfelt)(?: and (?:warm|kind|best|sincere|"
    r"respectful))? (?:regards?|wishes|greetings|thanks|appreciation|salutations|esteem|gratitude|"
    r"consideration)(?: and ..+)?)",
    r"(?:(?:with )?(?:regards|best|cheers|greetings|thanks|thank you|many thanks|thanks a lot|thx|ta|"
    r"salutations|peace|love|rgds|br|kr)(?: so much| very much| again| in advance| a million| and (?:best|"
    r"kind|warm) (?:regards|wishes))?(?: and regards)?)",
    r"(?:(?:i remain|we remain|remaining|believe me|i am|respectfully)? ?,? ?(?:yours?|very truly yours|"
    r"yours ever)(?: (?:very )?(?:sincerely|faithfully|truly|respectfully|in (?:solidarity|faith|service|"
    r"peace)|ever|cordially|aye))?(?: yours)?)",
    r"(?:sincerely|faithfully|respectfully|cordially|warmly|gratefully|in solidarity|solidarity|"
    r"with solidarity|in peace|with (?:(?:all|all (?:my|our|due|the)|my|our|much|"
    r"great) )?(?:thanks|gratitude|respects?|appreciation|solidarity|hope)"
    r"(?: and (?:respect|solidarity|best wishes|regards|appreciation|thanks))?|take care|all the best|"
    r"all best|best wishes|looking forward(?: to (?:hearing from you|your reply|meeting you|your response))?|"
    r"kindly|god bless(?: you)?|have a (?:nice|good|great|lovely) (?:day|evening|weekend|week)|"
    r"thanking you(?: in advance| in anticipation)?|respectfully submitted)(?: yours)?",
    # French
    r"(?:(?:bien |très |plus |le plus )?(?:cordialement|sincèrement|respectueusement|amicalement|"
    r"fraternellement|chaleureusement|confraternellement|solidairement|amitiés|bonnement|courtoisement|"
    r"affectueusement|fidèlement|cdlt|cdt|bav|slts|crdt)(?: et (?:bonne ..+|merci.*|cordialement|"
    r"respectueusement|solidairement))?(?: (?:vôtres?|à vous|à tous))?)",
    r"(?:bien (?:à vous|à toi|à vous tous|des choses|vôtre)(?: tous| toutes)?|mes (?:amitiés|respects|"
    r"salutations|hommages)(?: ..+)?|nos (?:amitiés|respects|salutations|hommages)(?: ..+)?|"
    r"salutations(?: ..+)?)",
    r"(?:(?:avec |mes |nos |toutes (?:mes |nos )?|recevez (?:mes |nos )?)?(?:meilleures?|cordiales?|"
    r"sincères?|respectueuses?|distinguées?|chaleureuses?|fraternelles?|amicales?|bonnes?|solidaires?|vifs?|"
    r"meilleurs) (?:salutations|sentiments|pensées|vœux|voeux|remerciements|amitiés|considérations?|hommages|"
    r"souvenirs|compliments)(?: (?:distingué[a-z]*|respectueu[a-z]*|les meilleur[a-z]*|et ..+|..+))?)",
    r"(?:avec (?:tous |toute |toutes )?(?:mes |nos |ma |notre |l'assurance )?(?:.*)(?:remerciements?|"
    r"considération|respects?|salutations|gratitude|estime|amitié|sympathie|solidarité|"
    r"reconnaissance)(?: .*)?)",
    r"(?:(?:merci|grand merci|un grand merci|mille mercis|merci beaucoup|merci bien|mercis|"
    r"bien merci)(?: (?:d'avance|par avance|à vous|à tous|encore|beaucoup|infiniment|pour tout|"
    r"d'avance et ..+|et ..+))?)",
    r"(?:(?:à|a) (?:bientôt|très bientôt|très vite|vous lire|vous revoir|votre disposition)|"
    r"dans l'attente de (?:vous lire|votre réponse|votre retour|vos nouvelles)(?:.*)|bonne (?:journée|soirée|"
    r"semaine|réception|continuation|fin de ..+)(?: à (?:vous|tous|toutes))?|belle journée|bon week-?end|"
    r"bon courage|regrets sincères|sentiments? (?:..+))",
    r"(?:(?:je |nous )?(?:vous )?(?:veuillez|vous prie|vous prions|prions|prie|daignez|recevez|agréez|"
    r"croyez)\b.*(?:salutations?|sentiments?|considération|hommages?|respects?|distingué[a-z]*|dévou[a-zé]*|"
    r"meilleur[a-z]*|cordia[a-zé]*|respectueu[a-zé]*).*)",
    # Arabic
    r"(?:و?(?:تفضلوا|تفضلي|تفضل|تقبلوا|تقبلي|تقبل|اقبلوا|نرجو قبول|يرجي قبول|ارجو قبول|"
    r"نرجو ان تتقبلوا)\b.*(?:احترام|تقدير|تحيات|تحيه|التحيه|شكر|الامتنان|مودت|الاحترامات|اعتبار|التقدير).*)",
    r"(?:و?(?:لكم|لك|لسيادتكم|لسعادتكم|لحضرتكم|لمعاليكم)(?: منا| مني| منا جميعا)? ?(?:كل|جزيل|خالص|فائق|وافر|"
    r"اطيب|بالغ|عظيم|اسمي|الف|جميل|اصدق)? ?(?:ال)?(?:شكر|تقدير|احترام|تحيه|تحيات|مود[هت]|امتنان|عرفان|"
    r"ود)(?: .*)?)",
    r"(?:(?:و)?(?:مع|ب)? ?(?:كل|جزيل|خالص|فائق|وافر|اطيب|اصدق|اجمل|ارق|اعطر|بالغ|عظيم|اسمي|احر|بخالص|بكل|"
    r"بفائق|باطيب|اخلص|ازكي|اسمي ايات)? ?(?:ال)?(?:تحيه|تحيات|تحياتي|تحياتنا|شكر|شكري|شكرنا|تقدير|تقديري|"
    r"تقديرنا|احترام|احترامي|احترامنا|احترامات|ود|ودي|مود[هت]|مودتي|امتنان|امتناني|تمنيات|تمنياتي|تمنياتنا|"
    r"امنيات|سلام|سلامي|اعتزاز|محبه|محبتي)(?: (?:ال)?(?:طيبه|سلفا|مقدما|والتقدير|والاحترام|و ?التقدير|"
    r"و ?الاحترام|الجزيل|لكم|لكم جميعا|للجميع|لحضرتكم|لسيادتكم|وتقديري|وتقديرنا|واحترامي|والشكر|بالتوفيق|"
    r"والامتنان|وبالغ ..+|وفائق ..+|وخالص ..+|وجزيل ..+|وعميق ..+|العميق|الفائق|خالصه|عطره|اخويه|من ..+|"
    r"علي ..+)){0,3})",
    r"(?:و?(?:دمتم|دمت|ودمتم|ودمت|دامت|ادامكم)(?: .*)?|و?(?:السلام|والسلام) (?:عليكم|ختام|عليكم ورحمه الله|"
    r"عليك).*|والسلام|وفقكم الله.*|وفقنا الله.*|و?(?:الله|والله) (?:ولي التوفيق|الموفق|يحفظكم|"
    r"من وراء القصد).*|بالتوفيق.*|جزاكم الله.*|بارك الله ..+|حفظكم الله.*|رعاكم الله.*|اخوكم|اختكم|"
    r"اخوكم في الله|المخلص|المخلصه|مقدمه|مقدمته|المخلص لكم|وشكرا(?: .*)?|شكرا(?: .*)?|مشكورين.*|نشكركم.*|"
    r"مع الشكر.*|في انتظار (?:ردكم|ردك).*|بانتظار (?:ردكم|ردك).*|الي اللقاء.*)",
)

POSTSCRIPT = _pattern(
    r"(?:p\.? ?s\.?|ps ?\d?|n\.? ?b\.?|post-?scriptum|ملاحظه|ملحوظه|حاشيه|تنويه هام|nota bene|note|"
    r"remarque) ?(?:[:.)\-]|$)",
    r"(?:p\.s\.|n\.b\.|ps|nb) ",
)
CONTACT = _pattern(
    r"(?:\+|\b00) ?\d[\d ().-]{5,}",
    r"\b0\d[\d ().-]{6,}",
    r"\S+@\S+\.\S+",
    r"https?://|\bwww\.",
    r"(?:^|[^\p{L}])(?:t[ée]l|téléphone|telephone|phone|mob|mobile|cell|fax|gsm|port|whatsapp|skype|e-?mail|"
    r"courriel|web|website|site|adresse|address|p\.? ?o\.? box|b\.?p|t|f|e|w|m)\.? ?:",
    r"(?:^|[^\p{L}])(?:t[ée]l|phone|mob|mobile|cell|fax|gsm|port|whatsapp|b\.?p|p\.? ?o\.? box|t|m|f)\.? ?\+?\(?\d",
    r"(?:^|[^\p{L}])(?:ال)?(?:هاتف|جوال|موبايل|فاكس|تلفون|تليفون|بريد|ص\.? ?ب|نقال|محمول|عنوان|تلفاكس|واتساب|"
    r"واتس|موقع)(?: (?:ال)?[\p{L}]+)? ?[:.+\d]",
)
FORM_LABEL = _pattern(
    r"[-*•. \d)]*(?:full |speaker'?s? |nominee'?s? |last |first |family |given |contact |job |preferred |"
    r"proposed |desired |report |organi[sz]ation(?:al|'s)? )*(?:name|title|position|function|affiliation|"
    r"organi[sz]ation|institution|role|roles|nationality|language|languages|speaker|nominee|candidate|"
    r"rapporteur|session|panel|topic|country|employer|gender|surname|report|file|reference|representative|"
    r"qualification)s?(?: (?:of ..+|requested|preferred|and ..+|sought|\(.+\)))? ?\*{0,2}[:=]",
    r"[-*•. \d)]*(?:nom|noms|prénom|prénoms|nom et prénom|nom complet|prénom et nom|titre|fonction|poste|"
    r"qualité|affiliation|organisation|organisme|structure|institution|association|rôle|rôle souhaité|"
    r"rôle demandé|intervention|langue|langues|pays|nationalité|orateur|oratrice|intervenante?|candidate?|"
    r"rapporteure?|thème|séance|session|profession|employeur)(?: (?:de ..+|du ..+|d'..+|souhaité[a-z]*|"
    r"demandé[a-z]*|et ..+|proposé[a-z]*|\(.+\)))? ?\*{0,2}[:=]",
    r"[-*•. \d)]*(?:ال)?(?:اسم|مسمي|منصب|صفه|وظيفه|جهه|موسسه|مؤسسه|منظمه|جمعيه|دور|مشاركه|لقب|مهنه|جنسيه|لغه|"
    r"لغات|دوله|بلد|متحدث|متحدثه|مرشح|مرشحه|انتماء|عنوان الوظيفي|درجه|جلسه|محور|مقرر|مقرره|وظيفي|هييه|"
    r"نوع المشاركه)(?: (?:ال)?[^:]+)? ?\*{0,2}[:=]",
)
# Nobody signs with these; a line that begins with one names somebody else.
HONORIFIC = _pattern(r"(?:mme|mlle|m\.|mr\.?|mrs\.?|ms\.?|monsieur|madame|السيد|السيده|الانسه|الاستاذ|الاستاذه) ")

# What a line may begin with that makes it more than running text. Few lines do.
SPECIAL = (FORWARD_MARK, ORIGINAL_MARK, ATTRIBUTION_START, MOBILE, CONFIDENTIAL, DISCLAIMER, POSTSCRIPT)
ANY_SPECIAL = re2.compile("|".join(f"(?:{each.pattern})" for each in SPECIAL))


@lru_cache(maxsize=REMEMBERED)
def special(line: str) -> bool:
    """Whether a folded line begins as one of SPECIAL: only then need they be asked one by one."""
    return ANY_SPECIAL.match(line) is not None
