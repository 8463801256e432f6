"""The page engine: Jinja with autoescape, Django's languages, and plain-word filters for days and own words.

It knows no tables and holds no sentence about care. A name that a view forgot is an error here, never an empty space.
"""

import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChainableUndefined, Environment, PackageLoader, Template, Undefined

from alongside.web.components import shape, words

DESIGN_SYSTEM = "nhsuk/"


class Missing(Undefined):
    """A forgotten name may be asked about (`if name`), but printing, listing or looking inside it fails loudly.

    An empty list because of a slip would look like "nothing is wrong".
    """

    __iter__ = __str__ = __len__ = Undefined._fail_with_undefined_error
    __slots__ = ()


class Pages(Environment):
    """Our templates under `Missing`; the design system's own macros under the lenient rule they were written for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        lenient = {
            **options,
            "undefined": ChainableUndefined,
            "loader": PackageLoader("nhsuk_frontend_jinja"),
        }
        del lenient["extensions"], lenient["autoescape"]
        self.lenient = Environment(autoescape=True, **lenient)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        if isinstance(name, str) and name.startswith(DESIGN_SYSTEM):
            return self.lenient.get_template(name)
        return super().get_template(name, parent, globals)


def language() -> str:
    """The language of this page, for `<html lang>`."""
    return translation.get_language() or settings.LANGUAGE_CODE


def link(name: str, *args: Any, **kwargs: Any) -> str:
    """`url('circle:grid', space=…)`: the address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def plain_static(path: str) -> str:
    """The unhashed address of a file: for the error page, which must not fail when the list of files is missing."""
    return f"{settings.STATIC_URL}{path}"


def once_key() -> str:
    """A new key for one form, so that the same form sent twice lands once."""
    return uuid.uuid4().hex


FILTERS: dict[str, Callable[..., Any]] = {
    "day": words.day,
    "date_of": words.date_of,
    "moment_of": words.moment_of,
    "clock": words.clock,
    "ago": words.ago,
    "time_tag": words.time_tag,
    "plain_text": words.plain_text,
    "shape": shape.shape_of,
    "first_id": shape.first_id,
    "problems": shape.problems,
}


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 backend asks for."""
    options |= {
        "autoescape": True,
        "undefined": Missing,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    options["extensions"] = [
        *options.get("extensions", ()),
        "jinja2.ext.i18n",
        "jinja2.ext.do",
    ]
    env = Pages(**options)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        static=static,
        plain_static=plain_static,
        url=link,
        language=language,
        once_key=once_key,
        LANGUAGES=settings.LANGUAGES,
    )
    env.filters.update(FILTERS)
    return env
