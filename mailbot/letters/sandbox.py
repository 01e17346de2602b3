"""The sandbox templates run in: Jinja's, remembering what it has allowed, found and made.

A letter asks for some hundred attributes and macros, and both of its forms import the same words several times. None of
that differs from one time to the next.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import is_dataclass
from typing import Any

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

SHARED = "layout/"  # templates whose macros the letters use
MADE = "made"  # among a rendering's values: what it has made


class Made:
    """What one rendering has made: the modules of shared templates by their names, and every template's context."""

    def __init__(self) -> None:
        self.modules: dict[str, TemplateModule] = {}
        self.contexts: list[Context] = []

    def take_apart(self) -> None:
        """Frees it all at once: contexts and macros hold each other, and would wait for a search for garbage."""
        self.modules.clear()
        for context in self.contexts:
            context.vars.clear()
        self.contexts.clear()


class Shared(Template):
    """A template whose macros, if it is a shared one, are made once in a rendering, whoever imports them.

    What they see of the template that imports them is what the first one knows: the letter's values.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """As jinja's."""
        made: Made | None = (vars or {}).get(MADE)
        if made is None or self.name is None:
            return super().make_module(vars, shared, locals)
        if self.name in made.modules:
            return made.modules[self.name]
        context = self.new_context(vars, shared, locals)
        made.contexts.append(context)
        module = TemplateModule(self, context)
        if self.name.startswith(SHARED):
            made.modules[self.name] = module
        return module


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox. What it allows hangs on an object's type and the attribute's name: it is asked for once."""

    template_class = Shared

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._allowed: dict[tuple[type, str], bool] = {}
        self._fields: set[tuple[type, str]] = set()
        self._found: dict[str, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows: as a plain dict, for nothing changes it, and jinja's own takes long to copy."""
        return {**self.globals, **(d or {})}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read the attribute."""
        asked = (type(obj), attr)
        if asked not in self._allowed:
            self._allowed[asked] = super().is_safe_attribute(obj, attr, value)
        return self._allowed[asked]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute's value, where a template may read it."""
        kind = type(obj)
        if (kind, attribute) in self._fields:
            return getattr(obj, attribute)
        if kind is dict and attribute in obj and not hasattr(dict, attribute):
            return obj[attribute]
        if (
            is_dataclass(kind)
            and attribute in kind.__dataclass_fields__
            and self.is_safe_attribute(obj, attribute, None)
        ):
            self._fields.add((kind, attribute))
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as jinja's
        """Calls what a template calls: a macro at once, for it may always be called."""
        if type(__obj) is not Macro:
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(__context.eval_ctx, *args, **kwargs)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """A template by its name; what was found once is used until the environment is made anew."""
        if globals is not None or isinstance(name, Template):
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]
