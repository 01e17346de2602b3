"""Small words of three languages by which sentences are read; folded. What organisers may change stands in rules/."""

from mailbot.understanding.fold import fold_word


def _words(listed: str) -> frozenset[str]:
    """Words, folded, from a text with spaces between them."""
    return frozenset(fold_word(word) for word in listed.split())


# What a wish may be about instead of speaking oneself: "I would like to nominate, to thank, to ask".
OTHER_DOINGS = _words(
    "nominate propose proposer suggest recommend designer thank thanks ask know submit send inform "
    "register attend remercier savoir soumettre envoyer presenter present introduce confirm see listen "
    "transmit transmettre designate inscrire ارشح نرشح اقترح نقترح اشكر نشكر اسال استفسر ارسل اعلم اعرف "
    "ترشيح بترشيح تقديم withdraw retirer replace remplacer correct add forward recommander اوافيكم "
    "موافاتكم ابعث احيل اعرض ارفع تعديل تصحيح modifier change share partager suggerer"
)
# Words by which writers mean themselves.
# Given names that are written short, with a stop: "Ma. Teresa", "Md. Rafiqul".
SHORT_GIVEN = _words("ma md mst mohd abd muh jos chr wm")
# Verbs by which an Arabic sentence goes on about the person last named: "كان أستاذا", "تعمل مديرة".
ARABIC_WENT_ON = _words(
    "كان كانت يعمل تعمل عمل عملت يشغل تشغل شغل شغلت يدير تدير يتولي تتولي يراس تراس يقود تقود ويعمل وتعمل ويشغل وتشغل"
)
# What a woman may have founded: behind these "مؤسسة" is a function.
FOUNDED = _words("جمعيه مبادره منظمه شبكه فريق رابطه مجموعه حمله منصه تعاونيه مجله اذاعه مركز دار اتحاد")
# Verbs by which "and" goes on from a function to a life: "project officer and lived nine years in Doha".
LIVES = _words(
    "has had lives lived works worked speaks spoke knows knew comes came spent teaches runs connait parle vit "
    "travaille habite vient"
)
# What a head of a house is with the adjective of its rank alone: "Direction Générale des X".
PUBLIC_BODIES = _words("direction delegation office agence")
# Countries that belong to a name behind the people of a house: "Union of Domestic Workers in Lebanon".
COUNTRIES = _words(
    "lebanon jordan kuwait qatar bahrain oman iraq syria yemen egypt sudan libya tunisia algeria morocco mauritania "
    "somalia djibouti palestine emirates"
)
# People a house is of: behind them "في" tells where they are, not where the house is.
PEOPLE = _words(
    "عمال عماله عاملات عاملين عاملون عمله سايقي سايقات سائقي سائقات طلبه طلاب طالبات جاليه جاليات لاجيين لاجيات لاجئين "
    "لاجئات مهاجرين مهاجرات مهاجرون مغتربين مغتربات وافدين وافدات صيادي صيادين بحاره معلمي معلمين معلمات ممرضي ممرضات "
    "اطباء محامي محامين عائلات اسر نازحين عابرين تجار حرفيين حرفيات خياطات باعه بائعات مزارعي مزارعين مزارعات"
)
KEEPERS = _words("امين امينه")  # of a fund, a library: "أمين صندوق جمعية X"
# Acronyms of regions, states and kinds of houses, and of what this is about.
NO_HOUSES = _words(
    "mena gcc uae ksa eu ue un onu usa uk drc rdc ngo ngos ong osc cso csos ingo gcm cmm covid cv pdf sdg odd"
)
CONTRASTS = _words("اما بينما فيما لكن ولكن وبينما واما")  # here another begins: "X، أما الرئيس السابق Y فمسافر"
# Times of a day before its name, and the names: "جمعية بيت النخيل يوم الأحد".
TIMES = _words("يوم مساء صباح ظهر عصر ليله فجر ضحي")
DAYS = _words("الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت امس اليوم")
IF_EVER = _words("if should si ان وان فان اذا واذا لو ولو")  # before what may prevent somebody: "مقرر، وإن تعذر ف..."
# Before the house somebody speaks for, in quotes: "لتتكلم باسم «X»", "ليمثل «X»".
IN_NAME_OF = _words("باسم بإسم يمثل تمثل ليمثل لتمثل ويمثل وتمثل سيمثل ستمثل ممثل ممثله لحساب")
IN_PLACE = _words("نيابه بالنيابه بالاصاله")  # "نيابة عن «X»"
# What has a name of its own that is nobody's house.
NAMED_THINGS = _words(
    "مشروع المشروع مشروعنا برنامج البرنامج تقرير التقرير تقريرا تقريرنا ورقه الورقه كتاب الكتاب فيلم معرض ملف الملف"
)
# Behind "son of" and "daughter of" these belong to the name: "أم الخير بنت الشيخ أحمد".
SON_OF = _words("بن بنت ابن ابنه ولد منت")
FOREFATHERS = _words("الشيخ الحاج الامير الشريف الامام سيدي سيد شيخ")
FOUNDERS = _words("موسس موسسه الموسس الموسسه")  # who founded the house named behind
IN_PERSON = _words("ممثلا ممثله ممثلين متمثله متمثلا")  # "represented by", before an office
# For whom lawyers and agencies write: "on behalf of our client, the X Cooperative".
CLIENTS = _words("client clients cliente clientes mandant mandante mandants موكلنا موكلتنا موكلي موكلتي")
READY = _words("مستعد مستعده جاهز جاهزه راغب راغبه ومستعد ومستعده")  # said of oneself or of somebody else
RESPECTIVELY = _words("respectively respectivement التوالي تواليا")
# Headers of columns that say who speaks: "Speaks?", "Prend la parole", "يتكلم".
SPEAKS = tuple(_words("speak parle cause prend intervien takes يتكلم تتكلم يتحدث تتحدث متكلم"))
FOR_OTHERS = _words("له لها لهم ليه ليها him her them lui leur")  # for whom something is wished
MYSELF = _words("myself me my ma mon moi moi-meme نفسي ترشيحي ترشحي")
# What stands between "my name", "the undersigned" and the name.
BEFORE_OWN_NAME = _words("is est هو : هي , الممضي الممضيه الموقع الموقعه اسفله ادناه soussigne soussignee undersigned")
# Words behind which "as" tells a post: "I work as".
BEFORE_AS = _words("desk me work serve here there role capacity employed")
# Small words before a post: "currently", "aujourd'hui".
ADVERBS = _words(
    "still toujours encore aujourd'hui today desormais maintenant currently presently now also actuellement aussi "
    "egalement "
    "the a an la le l' une un حاليا ايضا"
)
# Words before a wish that make it another person's, or none.
NOT_ME = _words("not n't don't ne لا she he elle il")
# Words behind which writers give their names.
OWN_NAME = _words("appelle soussigne soussignee اسمي واسمي انا اني وانا معكم معاكم سميتي")
# Words of a post that is over.
FORMER = _words("former formerly ancien ancienne ex retired then longtemps puis")
# What may be "the same": "same session", "même créneau".
SLOT = _words("session slot role seance creneau table time place capacity الدور الجلسه الموعد المشاركه")
# Marks behind which another label may begin on the same line.
LABEL_BREAKS = (". ", "; ", "| ", "، ", ", ", "؛ ", "\t", "• ", " - ", " – ", "* ", "/ ")
# Words of address that are ordinary words when written small.
LOW_HONORIFICS = _words("me he sa father sister brother la professor doctor")
# Words of address that are posts as well.
POST_HONORIFICS = _words(
    "engineer ingenieur professor professeur professeure doctor ambassador imam pastor captain maitre pere"
)
# Small words that may lead on to a role: "pour la plénière".
INTO_ROLE = _words("pour for a au aux en dans in at lors to as la une un les des l' de par on")
# "At ours", between a function and a name.
WITH_US = _words("عندنا لدينا عنا معنا بيننا")
# Words behind which a name says of what something is called, and names nobody ("شارع محمد علي").
NAMED_AFTER = _words(
    "شارع ساحه مدينه ميدان حي قريه مستشفي مدرسه ثانويه قاعه جائزه الملك الملكه الامير الاميره الشهيد الشهيده الرئيس "
    "مطار ميناء مخيم جامع مسجد كنيسه دير سيدي حكم عهد ولايه محافظه بلديه"
)
# What is a part of a house rather than a house ("العيادة القانونية").
ARABIC_PARTS = _words(
    "جاليه الجاليه عياده لجنه مكتب فريق برنامج مشروع خليه مصلحه صندوق مختبر وحده قسم دائره فرع ديوان قطاع حمله ورشه"
)
# Relatives and friends, named before a function.
KIN = _words("زوجتي زوجي اختي اخي ابني ابنتي بنتي والدي والدتي صديقي صديقتي زميلي زميلتي زميلنا زميلتنا")
# Arabic words of address that are functions: "الباحثة سعاد", where no other function is told.
POST_ADDRESSES = _words(
    "engineer ingenieur "
    "الباحث الباحثه الناشط الناشطه الصحفي الصحفيه الصحافي الصحافيه الاعلامي الاعلاميه الخبير الخبيره الطبيب الطبيبه "
    "النقيب النقيبه المستشار المستشاره السفير السفيره النائب النائبه القاضي القاضيه"
)
# Endings of French adjectives behind a head.
FRENCH_ADJECTIVES = tuple(
    sorted(_words("ien ienne iens ain aine ois oise ais aise eenne een ales al ique iques ale ive if"))
)
# Endings of heads that only French has.
FRENCH_HEADS = tuple(
    sorted(_words("eau ion tif at oire orme ut ue ement eil ite ise erative erie ale re ence um aison"))
)
# Heads that are written alike in English and French.
ENGLISH_HEADS = _words(
    "organization foundation institution initiative centre institute league committee forum coalition "
    "federation union commission mission action home house alliance"
)
# Verbs behind "pour" and "to" that begin the purpose.
SPEAKING_VERBS = _words("une un etre participer prendre intervenir parler speak be take one a")
# Months, behind "in" and "since".
MONTHS = _words(
    "january february march april may june july august september october november december janvier "
    "fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)
# Small words between a function and its house.
LINKS = _words(
    "to at with from in within of for chez a au aux de du d' des dans la le les l' the our notre this "
    "same sein aupres pour par its that ladite ledit said في لدى من ضمن عن داخل ب ل my cette ce meme "
    "ديال متاع تاع بتاع تبع بتاعت ديالت"
)
# Small words that may lead on to a role behind a post.
ROLE_LINKS = _words("as for pour comme in to en dans a au on lors aux")
# Words that show a house is named elsewhere: "the Centre", "notre association".
DEFINITE = _words("ladite ledit said the l' la le du au our notre same meme this cette ce")
# ... and that can mean no other house than the one spoken of.
OURS = _words("ladite ledit said our notre nos same meme this cette ce")
# Words that may follow a house spoken of.
ITSELF = _words("same itself member members membre membres nfs نفسه نفسها ذاته ذاتها عندنا meme هذه هذا")
# Words of speaking behind "as", "pour", "to".
SPEAKER_WORDS = _words(
    "speaker speakers orateur oratrice intervenant intervenante intervenir participer speak take "
    "prendre parler etre one be represent representer deliver porter"
)
# Nouns whose "of" names a person: "the candidacy of", "le nom de".
NAMED_BY = _words(
    "candidature nomination name names nom noms candidacy participation cv interest choix choice person "
    "personne designation proposition proposal presence form fiche accord behalf place stead lieu celle celui voix "
    "voice face visage figure"
)
# Academic degrees behind a name.
DEGREES = _words("phd ph.d msc ma llm mba esq md ba bsc hdr dea")
# Words of address of women.
MRS = _words("mrs ms miss mme mlle madame السيده الدكتوره الاستاذه المهندسه الانسه الزميله الاخت soeur sister")
# Words of address of men.
MR = _words("mr mister m. monsieur السيد الدكتور الاستاذ المهندس الزميل الاخ brother frere pere father")
# Small words behind which capitals say of what something is.
OF_SOMETHING = _words("of for de du d' des the at in l' la le on au aux en chez with avec dans within joined sein")
# Small words inside a name that are no particles elsewhere: "Idir n Ayt Hmad", "Cissé dit Vieux".
INSIDE_NAMES = _words("n dit dite ng dela wa bin binti binte op ten")
# Subjects before "is" that mean a person.
SUBJECTS = _words("she he elle il who qui")
# What somebody learned rather than does: "by training", "de formation".
TRAINING = _words("training trade profession background education vocation craft formation metier")
# Words that join, and so can neither begin nor end a function.
JOINS = _words("and et or ou و او who qui that que الذي التي as comme")
# Verbs behind which "as" gives the post: "work as shift supervisor".
WORKING = _words("work works working serve serves serving served worked acting acts employed travaille exerce")
# "I", with what English writes to it.
# Words that say of a post that it is over: "I was elected treasurer and stayed until 2016".
OVER = _words(
    "until till resigned stepped formerly then jusqu' jusque puis ancien ancienne auparavant حتي سابقا ثم استقلت"
)
FIRST_PERSONS = _words("i je j' i'd i'm i'll i've")
# Cells that say who speaks, who only comes, and the small words beside them.
SPEAKERS = _words(
    "speaker speakers panelist panellist orateur oratrice intervenant intervenante متحدث متحدثه متكلم متكلمه"
)
ATTENDING = _words(
    "participant participants participante attendee attendees attends attending delegate delegates delegue deleguee "
    "observer observers observateur observatrice listener listeners auditeur auditrice audience guest guests invite "
    "invitee present presente presence accompanying accompagnant accompagnante accompagnateur accompagnatrice "
    "مشارك مشاركه حضور حاضر حاضره مستمع مستمعه مراقب مراقبه مرافق مرافقه ضيف ضيفه"
)
ONLY = _words("only just simple simply seulement uniquement فقط as en as a an comme person personne libre")
# The writer beside somebody else.
OWN_SELF = _words("myself me moi moi-meme")
# Fields of a mail's head, quoted in its text.
MAIL_FIELDS = _words("to from cc bcc sent date subject de a objet envoye من الي التاريخ الموضوع نسخه")
# Words that point elsewhere in the message and are no part of a function: "see his card attached".
POINTING = _words(
    "see attached copied cc copy below above here his her their him them she he who this that voir ci-joint ci-joints "
    "ci-dessous ci-dessus copie qui ici"
)
# Words before a role of which something is said then: "أما النقاش المفتوح فلا", "quant à la plénière, non".
AS_FOR = _words("اما quant regarding concernant concerning")
NOT_THAT = _words("فلا فليس فلن فلم non no never jamais")
# What stands before a house and is a part or the people of it: "Board of the X Union", "délégation de l'Y".
OF_A_HOUSE = _words(
    "board delegation delegates speakers speaker members member office secretariat management team representatives "
    "leadership staff presidency orateurs oratrices intervenants intervenantes delegues membres conseil bureau "
    "secretariat equipe direction representants presidence nominee nominees candidates candidats nomination"
)
ARABIC_OFFICES = _words("مكتب ديوان وفد مجلس اداره امانه رئاسه سكرتاريه اعضاء")
# Parts of a house by the last word of their English, the first of their French name.
ENGLISH_PARTS = _words(
    "committee subcommittee sub-committee section unit department division desk team branch wing directorate board"
)
FRENCH_PARTS = _words(
    "comite commission section service pole bureau departement cellule unite direction branche antenne"
)
# Trades that are family names as well, behind two names with nothing behind them: "غسان إبراهيم المعلم".
TRADE_NAMES = _words(
    "المعلم المحامي الطبيب القاضي الخطيب المهندس الكاتب الشاعر الحارس الطباخ التاجر الوكيل الراعي الفقيه"
)
# Verbs of replacing whose object is out, and what stands before who comes instead.
REPLACING = ("replac", "remplac", "substitu", "استبدل", "نستبدل", "يستبدل", "تستبدل", "استبدال", "تعويض", "نعوض")
NOT_THIS = _words("not pas non ليس وليس لا")
# Times and occasions behind "في" that end a house's name.
OCCASIONS = _words("اجتماع جلسه يوم شهر عام سنه دوره لقاء موتمر مقر اطار سياق صباح مساء نهايه بدايه حال")
# What an apostrophe joins to a name: "D'Cruz", "N'Diaye".
NAME_ELISIONS = frozenset(("d'", "n'", "m'", "t'"))
# A married name follows: "Olfa Mrad Ep. Chebbi".
MARRIED = _words("ep epse epouse nee vve veuve")
# Words behind which "as" and "de" give a function: "in her capacity as".
CAPACITY = _words("capacity qualite qualites role guise titre")
# Words before a post that is over, and words that lead on to the present one.
PAST_POSTS = _words("former formerly ancien ancienne ex once hier jadis naguere autrefois previously retired")
SINCE = _words("since depuis منذ")
PRESENT = _words("now currently today nowadays aujourd'hui desormais actuellement maintenant presently present")
# Participles behind which a function stands: "que l'assemblée a élue vice-présidente".
APPOINTED = _words(
    "elu elue nomme nommee designe designee fait faite elected appointed named made chose chosen promoted "
    "promu promue intronise elevee eleve hired engaged recrute recrutee engage embauche embauchee"
)
# Possessives of a third person: "its treasurer", "sa trésorière" belongs to the house named before.
ITS = _words("its their sa son leur ses")
# What stands right before a name that is thereby told: "is X", "c'est X", "ce sera X".
COPULAS = _words("is be est sera serait c'est are comes seront it's soit namely savoir nommee nomme called")
# Verbs that take a person back: "Oubliez-la".
DISMISSING = _words(
    "oubliez oublie forget remove strike delete drop cancel rayez retirez supprimez biffez annulez effacez"
)
# Functions whose "of" tells a subject rather than a house: "Head of Search and Rescue".
TOPIC_POSTS = _words(
    "head director professor lecturer dean officer chief manager lead vp minister teacher doctor student "
    "professeur professeure enseignant enseignante docteur master expert consultant researcher chercheur chercheuse"
)
# What functions are about: "Head of Policy and Research".
OFFICES = _words(
    "policy research advocacy communications communication finance operations programmes programs programme program "
    "projects project legal affairs protection outreach partnerships media press studies training education health "
    "gender migration labour labor rights development field community communities human resources relations external "
    "public international social women youth economic humanitarian campaigns services service learning monitoring "
    "evaluation administration logistics security support member members membership workers staff board directors "
    "office state mission cabinet section unit department division branch team desk politique recherche plaidoyer "
    "affaires juridiques juridique etudes projets programmes formation sante genre droits relations exterieures"
)
# Endings of participles before "by", and the verbs whose agent is the one who is put forward.
PARTICIPLES = ("ed", "ee", "ees", "es", "e", "ten", "wn", "is", "it", "ite", "en")
CARRIED = (
    "represent",
    "remplac",
    "replac",
    "port",
    "assur",
    "prononc",
    "deliver",
    "carr",
    "given",
    "taken",
    "tenu",
    "held",
    "occup",
    "fill",
    "voic",
    "read",
    "lu",
    "speech",
    "parole",
    "voix",
    "defend",
    "present",
    "plead",
)
# Words by which an item takes over the role of the one above it.
LIKEWISE = _words("likewise ditto idem pareil pareillement itou same also egalement aussi")
# Words of time behind a house: "vice-chair of Lagos Gate last spring".
WHEN = _words("last since depuis this next en in today who qui dont whose")
# Small words between a name and its house.
BEFORE_HOUSE = _words("of from with de du des d' chez at the l' la le les")
# Small words before a house in front of a name: "Du côté de".
BEFORE_FRONTED = _words("from for pour de du cote the side of la le l' d' عن من جانب")
# Words before a function that tell whose it is: "I am its coordinator".
OWNED = _words("its their our my notre leur son sa mon ma")
# Words that look like posts and say only that somebody is meant.
NO_POSTS = (
    _words(
        "candidate candidat member members membre delegate delegue representant representative عضو عضوه "
        "colleague collegue nominee مرشح مرشحه expert representing"
    )
    | frozenset(("ممثله لها", "ممثلا لها", "ممثله عنها", "ممثلا عنها", "ممثلا له", "ممثله له"))
    | _words("representing working speaking ممثلا ممثلة")
)
# What stands between an Arabic word of proposing and the name.
FILLERS = _words(
    "كل كلا من الاتيه التاليه الاتي التالي اسماوهم لكم اليكم الي عن هو هي زميلنا زميلتنا زميلي زميلتي "
    "اسم باسم الاسم نحن بان ان السيدين الموقع الموقعه الممضي الممضيه ادناه اسفله"
)
# Words before a function that are no part of it.
BEFORE_TITLE = _words(
    "nowadays aujourd'hui desormais maintenant today currently actuellement presently now also حاليا is who qui est "
    "اليوم المذكور المذكوره "
    "being still toujours encore same new nouvelle nouveau elected appointed named elu elue nomme nommee "
    "منصب وظيفه مهمه بمنصب بوظيفه"
)
# Forms of "to be" that make a verb of proposing passive.
PASSIVE = _words("be been is was are were est ete etre sera")
# What "the same" may mean in "the same role".
SAME_ROLE = _words("role session slot seance creneau table capacity الدور الجلسه المائده دور جلسه مائده")
# Words that keep a negation from touching a role: "no objection", "not only".
HARMLESS = _words(
    "objection mind why pourquoi hesitate hesitez مانع باس only seulement matter problem probleme importe"
)
# Words that begin a question about the programme.
ASKING = _words("how when what combien quand quel quelle quels quelles متي كم which")
# Words by which a sentence turns from what was heard to what is wanted.
THEREFORE = _words("so therefore hence thus donc alors aussi mais but and ولذلك لذلك لذا فلذلك ولكن لكن")
# Verb forms right behind a role: "plenary is not for me".
VERB_FORMS = _words("is are would will ne n' does do est sont isn't won't")
# Words that take the past out of a sentence: "was hoping".
HOPING = _words("عايزه عايز حابب حابه بدي hoping wondering thinking asked told glad interested if")
# Offices that sign and send but are nobody's affiliation, and whose they are: "Bureau du Courrier", "مكتب المدير".
SENDERS = _words(
    "bureau office cabinet service secretariat desk decanat rectorat deanery rectorate presidency presidence registry "
    "مكتب ديوان قسم مصلحة عماده العماده رئاسه الرئاسه امانه الامانه سكرتاريه السكرتاريه اداره كتابه"
)
DESKS = _words(
    "courrier mail registry rector recteur rectrice directeur directrice director president presidente secretaire "
    "secretary general generale secretariat standard accueil reception ordre dean doyen doyenne chancellor provost "
    "principal chair chairman chairwoman chairperson executive faculty faculte college university universite vice "
    "deputy relations publiques public communications communication external internationales العلاقات العامه الخارجيه "
    "الاعلام التنسيق الاتصال الدوليه البريد الصادر الوارد الرئيس المدير الأمين العام الضبط العميد العميده المديره "
    "الرئيسه رئيس رئيسه مدير مديره "
    "عميد عميده امين السر الجامعه الكليه المعهد الاداره الامينه نائب نائبه "
    # "ديوان المؤسسة", "Secretariat of the Association": the house is not named.
    "association organisation organization foundation federation union network ligue fondation reseau fonds "
    "الموسسه الجمعيه المنظمه المركز الاتحاد الشبكه النقابه الرابطه"
)
# What writers do for their house: 'I write for "X"', "أكتب إليكم عن".
WRITING_FOR = _words(
    "write writing belong work working volunteer speak represent ecris ecrivons appartiens travaille parle "
    "represente milite اكتب نكتب انتمي ننتمي اعمل نعمل امثل نمثل اكتبها اتحدث نتحدث"
)
# Units that stand before the house they are of: "Legal Department, Ministry of X", "Direction des Y du Ministère Z".
UNIT_WORDS = _words(
    "faculty department unit section division directorate faculte departement direction service unite laboratoire "
    "chaire college school ecole"
)
ARABIC_UNITS = _words("كليه قسم دائره وحده اداره مديريه شعبه عماده مختبر")
# First words of a cell that repeats the one above.
# Before a house that sends somebody: "From X:", "De la part de X :", "عن X:".
FROM_HOUSE = _words("cote part from pour for chez de du عن من")
# Words for a house that may follow them.
OUR_HOUSE = _words("organisation organization house association org structure organisme الجهه المؤسسه المنظمه الجمعيه")
REPEATS = _words("idem ditto same meme نفس نفسه نفسها كذلك ibid ذات")
