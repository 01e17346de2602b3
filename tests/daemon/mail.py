"""Mail to deliver: small messages of people and machines whose outcome is certain."""

DESK = "review@example.org"
PERSON = """From: Amal Haddad <amal{number}@org{number}.example>
To: {desk}
Subject: {subject}
Message-ID: <{number}@org{number}.example>
Date: Thu, 04 Feb 2021 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

{body}
"""
NOMINATION = (
    "Dear colleagues,\n\nWe would like to nominate Ms. {name} as a speaker in the plenary session.\n\n"
    "Name: {name}\nTitle: Director of Programmes\nOrganisation: Cedar Workers Union\nRole: plenary\n\n"
    "Kind regards,\nAmal Haddad\n"
)
GIVEN = ("Salma", "Rania", "Huda", "Nadia", "Layal", "Maya", "Lina")
FAMILY = ("Khoury", "Barakat", "Mansour", "Fares", "Sabbagh", "Tannous", "Azar")
AUTOMATIC = b"""From: Somebody <somebody@org.example>
To: review@example.org
Subject: Out of office
Message-ID: <away@org.example>
Auto-Submitted: auto-replied
Content-Type: text/plain

I am away until Monday.
"""


def nomination(number: int, desk: str = DESK) -> bytes:
    """A complete nomination by its own sender of its own person."""
    name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN) % len(FAMILY)]}"
    body = NOMINATION.format(name=name)
    return PERSON.format(desk=desk, number=number, subject=f"Nomination {number}", body=body).encode()


def question(number: int, desk: str = DESK) -> bytes:
    """A question."""
    asked = "Until which date can we send our voluntary report, and in which language?"
    body = f"Dear colleagues,\n\n{asked}\n\nThank you,\nAmal"
    return PERSON.format(desk=desk, number=number, subject="A question", body=body).encode()
