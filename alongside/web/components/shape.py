"""What a form field needs to be drawn: read once from a Django bound field, so that templates only lay it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.web.components.day_field import DayInput


@dataclass(frozen=True)
class Choice:
    """One thing a person can pick."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Part:
    """One box of a date: day, month or year."""

    name: str
    id: str
    label: str
    value: str
    width: int


@dataclass(frozen=True)
class Shape:
    """A bound field, ready to draw. `kind` names the macro; texts are plain and get escaped by the template."""

    kind: str
    name: str
    id: str
    label: str
    hint: str
    error: str
    value: str
    input_type: str
    required: bool
    disabled: bool
    choices: tuple[Choice, ...]
    parts: tuple[Part, ...]
    attributes: dict[str, Any]
    max_length: int | None

    def title(self, size: str = "", heading: bool = False) -> dict[str, Any]:
        """The label or legend as the design system takes it; `heading` makes it the page's h1."""
        return {"text": self.label, "size": size or None, "isPageHeading": heading}

    @property
    def problem(self) -> dict[str, str] | None:
        """What went wrong, with the word that screen readers say first."""
        return {"text": self.error, "visuallyHiddenText": _("Error")} if self.error else None

    def items(self, hints: Mapping[str, str], inside: Mapping[str, str]) -> list[dict[str, Any]]:
        """The choices, each with its hint and with what opens below it when it is picked (`inside`, safe HTML)."""
        return [
            {
                "value": one.value,
                "text": one.text,
                "checked": one.chosen,
                "hint": {"text": str(hints[one.value])} if hints.get(one.value) else None,
                "conditional": {"html": inside[one.value]} if inside.get(one.value) else None,
            }
            for one in self.choices
        ]

    def extra(self, draft: bool, more: Mapping[str, Any]) -> dict[str, Any]:
        """Attributes beyond the design system's own; `draft` asks the page to keep what is typed as it is typed."""
        return {
            **self.attributes,
            **({"data-draft": self.name} if draft else {}),
            **more,
        }


# Widget classes in the order to ask: the first that fits names the kind.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectMultiple, "checkboxes"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "upload"),
    (forms.Textarea, "textarea"),
    (forms.HiddenInput, "hidden"),
    (forms.PasswordInput, "password"),
    (forms.TextInput, "text"),
)

PLEASE = {
    "text": _lazy("Please fill in “%(label)s”"),
    "radios": _lazy("Please choose one for “%(label)s”"),
    "select": _lazy("Please choose one for “%(label)s”"),
    "checkboxes": _lazy("Please choose at least one for “%(label)s”"),
    "checkbox": _lazy("Please tick “%(label)s” to go on"),
    "upload": _lazy("Please pick a file for “%(label)s”"),
}

# What Django says by itself of a fault, said so that one knows what to do; a form's own sentence always goes before.
INSTEAD = {
    "max_length": _lazy("“%(label)s” is too long by %(over)d. Nothing you typed is lost: please shorten it a little."),
    "min_value": _lazy("“%(label)s”: please write a number that is not below %(limit)s."),
    "max_value": _lazy("“%(label)s”: please write a number that is not above %(limit)s."),
    "invalid_choice": _lazy("“%(label)s”: what you chose is not among these any more. Please choose again."),
}

OWN_ATTRIBUTES = {
    "rows",
    "cols",
    "class",
    "id",
    "maxlength",
    "aria-describedby",
    "aria-invalid",
    "required",
}


def _kind(widget: forms.Widget) -> str:
    for widget_class, kind in KINDS:
        if isinstance(widget, widget_class):
            return kind
    return "text"


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, text in choices:
        if isinstance(text, (list, tuple)):
            yield from text
        else:
            yield value, text


def _choices(bound: BoundField, chosen: set[str]) -> tuple[Choice, ...]:
    offered: Iterable[Any] = getattr(bound.field, "choices", ()) or getattr(bound.field.widget, "choices", ())
    return tuple(
        Choice(str(value), str(text), str(value) in chosen)
        for value, text in _flat(offered)
        # A radio group that is not answered yet has no "---" button; the empty line stays in selects.
        if str(value) or isinstance(bound.field.widget, forms.Select)
    )


def _parts(bound: BoundField, value: Any) -> tuple[Part, ...]:
    widget = bound.field.widget
    if not isinstance(widget, DayInput):
        return ()
    values = value if isinstance(value, (list, tuple)) else widget.decompress(value)
    labels = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
    return tuple(
        Part(
            f"{bound.html_name}_{part}",
            f"{bound.auto_id}_{part}",
            label,
            str(shown or ""),
            width,
        )
        for (part, label, width), shown in zip(labels, values, strict=True)
    )


def shape_of(bound: BoundField) -> Shape:
    """Read a bound field once: what it is called, what was typed, what went wrong and what can be picked."""
    widget, value = bound.field.widget, bound.value()
    many = isinstance(value, (list, tuple, set))
    chosen = {str(one) for one in value} if many else set() if value is None else {str(value)}
    if isinstance(widget, forms.CheckboxInput):
        chosen = {"on"} if widget.check_test(value) else set()
    kind = _kind(widget)
    secret = kind in {"password", "upload"}
    return Shape(
        kind=kind,
        name=bound.html_name,
        id=bound.auto_id or bound.html_name,
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        error=" ".join(problems(bound)),
        value="" if value is None or many or secret else str(widget.format_value(value) or ""),
        input_type=getattr(widget, "input_type", "text"),
        required=bound.field.required,
        disabled=bound.field.disabled,
        choices=(Choice("on", str(bound.label or ""), bool(chosen)),)
        if kind == "checkbox"
        else _choices(bound, chosen),
        parts=_parts(bound, value),
        attributes={key: shown for key, shown in widget.attrs.items() if key not in OWN_ATTRIBUTES},
        max_length=getattr(bound.field, "max_length", None),
    )


def problems(bound: BoundField) -> list[str]:
    """What went wrong, each as a sentence; Django's bare ones become ones that name the question and what to do."""
    said: list[str] = []
    for fault in bound.errors.as_data():
        if fault.code == "required" and fault.message == forms.Field.default_error_messages["required"]:
            said.append(str(PLEASE.get(_kind(bound.field.widget), PLEASE["text"])) % {"label": bound.label})
        elif fault.code in INSTEAD and not _own_sentence(bound.field, fault.code):
            said.append(str(INSTEAD[fault.code]) % {"label": bound.label, **_numbers(fault)})
        else:
            said.extend(str(one) for one in fault.messages)
    return said


def _own_sentence(field: forms.Field, code: str) -> bool:
    """Whether the form says this fault in words of its own."""
    by_itself = {
        one.default_error_messages[code]
        for one in type(field).__mro__
        if code in getattr(one, "default_error_messages", {})
    }
    return code in field.error_messages and field.error_messages[code] not in by_itself


def _numbers(fault: ValidationError) -> dict[str, Any]:
    """How far over, and over what."""
    given = fault.params or {}
    limit, shown = given.get("limit_value"), given.get("show_value")
    over = shown - limit if isinstance(shown, int) and isinstance(limit, int) else 0
    return {"limit": limit, "over": over}


def first_id(bound: BoundField) -> str:
    """The id of the first box of a field: where the error summary's link lands."""
    shape = shape_of(bound)
    return shape.parts[0].id if shape.parts else shape.id
