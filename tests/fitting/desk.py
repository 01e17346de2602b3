"""The desk and the call that the labelled mail was written to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk, Kind, Shape

BEIRUT = ZoneInfo("Asia/Beirut")
DESK = Desk("Review", "gcmrrarabstates@iom.int", (), (), BEIRUT, ("ar", "en", "fr"))
CALL = Call(
    {
        "report": Kind("report", "R", datetime(2021, 2, 17, tzinfo=BEIRUT), date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", datetime(2021, 2, 6, tzinfo=BEIRUT), date(2021, 2, 5)),
    },
    ("open_discussion", "rapporteur", "plenary", "roundtable"),
    {},
    {},
)
