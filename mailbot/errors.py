"""The errors mailbot raises on purpose: each says what is wrong and what to do; `exit_code` is the contract's."""


class MailbotError(Exception):
    """Anything the user can mend; the command line prints it as one line without a traceback."""

    exit_code = 1


class ConfigurationError(MailbotError):
    """Faults in config.toml, the environment, rules or templates: one line per fault."""

    exit_code = 2

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class OutOfReach(MailbotError):
    """A mail server cannot be reached or refuses the login; worth another try later."""

    exit_code = 3


class RegisterBusy(MailbotError):
    """Another mailbot works on this register."""

    exit_code = 4


class RegisterUnavailable(MailbotError):
    """The register's database or files cannot be used now (locked, full, read-only, out of reach): try again."""


class RegisterDamaged(MailbotError):
    """The register's database is not what it should be; nothing was changed. A person must restore or repair it."""


class UnknownKind(MailbotError):
    """A kind the call does not ask for."""

    def __init__(self, kind: str, known: tuple[str, ...]) -> None:
        super().__init__(f"the call has no kind {kind!r}; it asks for {', '.join(known)}")
