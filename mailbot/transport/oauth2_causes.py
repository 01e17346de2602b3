"""Why a token end-point gives no token, in plain words with what to do. Pure; never contains a secret."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """One likely cause. pattern: looked for in "error: error_description", any case; source: who says so."""

    pattern: str
    source: str
    words: str


ENTRA = "Microsoft Entra authentication error codes"
RFC = "RFC 6749 §5.2"
GOOGLE = "Google OAuth 2.0 for web server applications, errors"

# The first that is found holds: single reasons before the general codes of the RFC.
CAUSES: tuple[Cause, ...] = (
    Cause(
        "AADSTS7000222",
        ENTRA,
        "the client secret has expired: make one under Certificates & secrets and put its value into client_secret",
    ),
    Cause(
        "AADSTS7000215",
        ENTRA,
        "the client secret is wrong: client_secret wants the secret's value, not its ID (docs/microsoft365.md)",
    ),
    Cause("AADSTS7000218", ENTRA, "the application wants a client secret: set client_secret"),
    Cause("AADSTS700016", ENTRA, "no such application in this tenant: check client_id and the tenant in token_url"),
    Cause("AADSTS(90002|900023)", ENTRA, "no such tenant: check the tenant in token_url"),
    Cause("AADSTS1002012", ENTRA, "client_credentials wants scope = https://outlook.office365.com/.default"),
    Cause(
        "AADSTS(700082|70008|700084)",
        ENTRA,
        "the refresh token has expired: sign in once more and put the new refresh_token in (docs/microsoft365.md)",
    ),
    Cause(
        "AADSTS(50173|70000|54005)",
        ENTRA,
        "the refresh token was revoked, as after a change of password: sign in once more and put the new one in",
    ),
    Cause("AADSTS65001", ENTRA, "nobody has consented: an administrator must grant admin consent to the permissions"),
    Cause(
        "AADSTS(50076|50079|50158|53003|530036)", ENTRA, "conditional access stops it: an administrator must exempt it"
    ),
    Cause("AADSTS(50034|50057)", ENTRA, "the account does not exist or is disabled"),
    Cause("deleted_client|disabled_client", GOOGLE, "the OAuth client was deleted or disabled: make a new client_id"),
    Cause("admin_policy_enforced", GOOGLE, "the Workspace's administrator does not allow this application"),
    Cause("invalid_client", RFC, "the client is not known or its secret is wrong: check client_id and client_secret"),
    Cause(
        "invalid_grant",
        RFC,
        "the refresh token was revoked or has expired: sign in once more and put the new one into refresh_token; after "
        "exactly seven days it is Google's limit for applications in testing (docs/google.md)",
    ),
    Cause("unauthorized_client", RFC, "this client may not use this flow: check flow, and the client's type"),
    Cause("unsupported_grant_type", RFC, "the end-point does not know this flow: check flow and token_url"),
    Cause("invalid_scope", RFC, "the scope is not known or not granted: check scope"),
    Cause("access_denied", RFC, "access is denied: an administrator must grant it"),
    Cause(
        "temporarily_unavailable|server_error",
        "RFC 6749 §4.1.2.1",
        "the end-point cannot do it just now; it is tried again",
    ),
    Cause(
        "invalid_request", RFC, "the request lacks something: check flow, client_id, client_secret, scope and token_url"
    ),
)
_LATER = (408, 425, 429)


def why_no_token(status: int, error: str, description: str, *, refreshes: bool) -> str:
    """The likely cause of a refusal.

    error, description: the fields of RFC 6749 §5.2, "" where the answer held none. refreshes: the flow is
    refresh_token; without one, invalid_grant cannot be about a refresh token.
    """
    said = f"{error}: {description}"
    for cause in CAUSES:
        if re.search(rf"(?<!\w)({cause.pattern})(?!\w)", said, re.IGNORECASE):
            if "refresh token" in cause.words and not refreshes:
                return "the grant is not accepted: check flow, client_id and client_secret"
            return cause.words
    if status in _LATER or status >= 500:
        return "the end-point cannot do it just now; it is tried again"
    if 300 <= status < 400:
        return "it sends elsewhere, and secrets are not sent after: set token_url to the end-point itself"
    if status in (404, 405):
        return "there is no token end-point at this address: check token_url"
    return "check token_url" if not error else "check the section's keys with whoever runs the end-point"
