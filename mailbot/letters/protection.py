"""The line on data protection at the end of every letter: what is kept, for how long, how to have it put right."""

from mailbot.call import Desk
from mailbot.letters import dates
from mailbot.letters.words import Words


def protection(desk: Desk, words: Words, language: str) -> str:
    """The line in one language, with its place for the address still open.

    The desk's own words come before those of the templates. {kept}: for how long, by what the register is set to do.
    """
    text = desk.data_protection.get(language) or str(words["data_protection"])
    return text.replace("{kept}", kept(desk, words, language))


def kept(desk: Desk, words: Words, language: str) -> str:
    """For how long mail is kept."""
    if desk.keep_days:
        return dates.plural(desk.keep_days, language, words["plural"]["kept_days"])
    if desk.keep_until is not None:
        return str(words["kept"]["until"]).replace("{day}", dates.day(desk.keep_until, language))
    return str(words["kept"]["needed"])
