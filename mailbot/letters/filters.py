"""The filters templates use: days, times, sizes and lists in the letter's own language, taken from its context."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from mailbot.letters import dates
from mailbot.letters.words import word

NEW_LINE = "\x1e"  # written by templates as {{ newline }}: a line of its own within an entry, in either form


@pass_context
def day(context: Context, moment: date) -> str:
    """16 February 2021."""
    return dates.day(moment, context["language"])


@pass_context
def weekday(context: Context, moment: date) -> str:
    """Tuesday 16 February 2021."""
    return dates.weekday(moment, context["language"])


@pass_context
def clock(context: Context, moment: datetime) -> str:
    """15:12."""
    return dates.clock(moment, context["language"])


@pass_context
def plural(context: Context, number: int, group: str) -> str:
    """A number with its noun, in the form the language's rules ask for (CLDR plural categories)."""
    return dates.plural(number, context["language"], context["words"]["plural"][group])


@pass_context
def wording(context: Context, key: str, group: str) -> str:
    """A word of a group, from words/LANGUAGE.toml."""
    return word(context["words"], group, key)


def capital(text: str) -> str:
    """A word, reason or date as it stands at a beginning."""
    return text[:1].upper() + text[1:]


def filters(form: str) -> dict[str, Callable[..., Any]]:
    """All filters of one form, text or html."""
    html = form == "html"

    def shown(value: object) -> str:
        return escape(value) if html else str(value)

    def filled(text: str, values: Mapping[str, object]) -> str:
        """A text of the words with its places filled; what stands in HTML already is kept, all else is escaped."""
        if not html:
            return text.format(**values)
        escaped = {name: escape(value) for name, value in values.items()}
        return Markup(str(escape(text)).format(**escaped))  # noqa: S704 - all of it is escaped

    @pass_context
    def told(context: Context, key: str, kind: Any, **values: object) -> str:
        """What the words say of a kind under a key: its own text, else that of its shape."""
        texts = context["words"]["texts"][key]
        return filled(texts[kind.key if kind.key in texts else kind.shape], values)

    @pass_context
    def promised(context: Context, promise: Any, to: str) -> str:
        """A promise as it is told, to: asked (who asks) or filed (who has submitted)."""
        text = context["words"]["promises"][promise.key][to]
        return filled(text, {"span": promise.span, "day": promise.day})

    @pass_context
    def listed(context: Context, parts: Iterable[object]) -> str:
        """a, b and c."""
        return dates.listed([shown(part) for part in parts if part], context["language"])

    @pass_context
    def either(context: Context, parts: Iterable[object]) -> str:
        """a, b or c."""
        return dates.listed([shown(part) for part in parts if part], context["language"], "or")

    @pass_context
    def files_with_sizes(context: Context, files: Iterable[Any]) -> str:
        """One file a line in HTML, listed in text, each with its size and what is wrong with it in brackets."""
        language = context["language"]
        comma = "، " if language == "ar" else ", "
        shape = Markup("{} ({})") if html else "{} ({})"
        whole = [
            shape.format(shown(file.name), comma.join(filter(None, (dates.size(file.size, language), file.fault))))
            for file in files
        ]
        return Markup("<br>").join(whole) if html else dates.listed(whole, language)

    def addressed(text: str, address: object) -> str:
        """The line on data protection with the desk's address in its place."""
        return escape(text).replace("{address}", escape(address)) if html else text.replace("{address}", str(address))

    def dotted(parts: Iterable[object]) -> str:
        """a · b · c, without the empty ones."""
        texts = [shown(part) for part in parts if part]
        return Markup(" · ").join(texts) if html else " · ".join(texts)

    def under(text: str) -> str:
        """What stands under an entry's head: its lines, on which line breaks of the template have no influence."""
        lines = [line for line in (oneline(part) for part in text.split(NEW_LINE)) if line]
        return Markup("<br>").join(lines) if html else "\n".join(f"  {line}" for line in lines)

    def oneline(text: str) -> str:
        """A paragraph written over several lines of a template, as one."""
        joined = " ".join(filter(None, str.replace(text, "\t", " ").replace("\n", " ").split(" ")))
        return Markup(joined) if html else joined  # noqa: S704 - it was rendered by the escaping environment

    return {
        "capital": capital,
        "day": day,
        "weekday": weekday,
        "clock": clock,
        "wording": wording,
        "told": told,
        "promised": promised,
        "listed": listed,
        "either": either,
        "files_with_sizes": files_with_sizes,
        "oneline": oneline,
        "addressed": addressed,
        "dotted": dotted,
        "under": under,
        "plural": plural,
    }
