"""The pieces of a page: what people see, what stays as typed, and what a page writer cannot forget."""

import datetime
import html
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import brotli
import pytest
from django import forms
from django.http import Http404
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from jinja2 import UndefinedError

from alongside.web.components import views, words
from alongside.web.components.day_field import DayField
from alongside.web.components.samples import samples

WEB = Path(__file__).resolve().parents[2] / "alongside" / "web"
STATIC = WEB / "static" / "alongside"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def draw(source: str, **context: Any) -> str:
    return engines["jinja2"].env.from_string(source).render(**context)


def field(form: forms.Form, name: str) -> str:
    return draw('{% from "components/fields.html" import field %}{{ field(form[name]) }}', form=form, name=name)


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _tag, attrs in self.tags if "id" in attrs]


# --- a forgotten name


@pytest.mark.parametrize(
    "source", ["{{ gone }}", "{% for one in gone %}{% endfor %}", "{{ gone.inside }}", "{{ gone | length }}"]
)
def test_a_name_the_view_forgot_is_an_error_and_not_an_empty_space(source: str) -> None:
    with pytest.raises(UndefinedError):
        draw(source)


def test_a_name_may_be_asked_about() -> None:
    assert draw("{% if gone %}here{% else %}not here{% endif %} {{ gone | default('spare') }}") == "not here spare"


# --- own words and days


def test_own_words_are_shown_as_typed_and_never_run_as_html() -> None:
    shown = words.plain_text("First <script>alert(1)</script> & so\r\non.\n\n\n  Second")
    assert shown == "<p>First &lt;script&gt;alert(1)&lt;/script&gt; &amp; so<br>on.</p><p>  Second</p>"
    assert words.plain_text(None) == ""


def at(hour: int, minute: int = 0, day: int = 3) -> datetime.datetime:
    return datetime.datetime(timezone.localdate().year, 6, day, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(14, 5), "2:05pm"),
        (at(9), "9am"),
        (at(0), "midnight"),
        (at(12), "midday"),
        (at(0, 5), "12:05am"),
        (at(12, 30), "12:30pm"),
    ],
)
def test_times_are_said_as_people_say_them(moment: datetime.datetime, said: str) -> None:
    assert words.clock(moment) == said


def test_a_day_of_another_year_names_the_year() -> None:
    assert words.day(datetime.date(2019, 11, 5)) == "Tuesday 5 November 2019"
    assert str(timezone.localdate().year) not in words.day(timezone.localdate())


def test_a_moment_names_day_and_time_on_the_clock_of_the_country() -> None:
    summer = datetime.datetime(2019, 7, 2, 13, 5, tzinfo=datetime.UTC)
    assert words.moment_of(summer) == "Tuesday 2 July 2019 at 2:05pm"
    assert words.time_tag(summer).startswith('<time datetime="2019-07-02T13:05:00+00:00">Tuesday 2 July')


@pytest.mark.parametrize(
    ("back", "said"),
    [
        ({"seconds": 20}, "just now"),
        ({"minutes": 1}, "1 minute ago"),
        ({"minutes": 5}, "5 minutes ago"),
        ({"days": 3}, "3 days ago"),
    ],
)
def test_how_long_ago_is_said_in_words(back: dict[str, int], said: str) -> None:
    assert words.ago(timezone.now() - datetime.timedelta(**back)) == said


def test_after_a_week_the_day_itself_is_said() -> None:
    before = timezone.now() - datetime.timedelta(days=9)
    assert words.ago(before) == words.day(before)


# --- fields


class Everything(forms.Form):
    words = forms.CharField(widget=forms.Textarea, label="Your words", help_text="As you like")
    pick = forms.ChoiceField(choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect, label="Which")
    many = forms.MultipleChoiceField(choices=[("a", "First"), ("b", "Second")], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField(label="I agree")
    day = DayField(label="By when")
    one = forms.ChoiceField(choices=[("", "Choose"), ("a", "First")])
    file = forms.FileField(label="Photo")
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput)


TYPED = {
    "words": '\n<b>"Mine"</b>',
    "pick": "b",
    "many": ["a"],
    "yes": "on",
    "day_day": "31",
    "day_month": "2",
    "day_year": "2027",
}


def test_what_was_typed_stays_in_every_field_after_a_mistake() -> None:
    form = Everything(TYPED | {"one": "a", "secret": "hush", "hidden": "k"})
    assert "&lt;b&gt;&#34;Mine&#34;&lt;/b&gt;" in field(form, "words")
    # A browser drops the first line end of a text box; the person's own must not be that one.
    assert ">\n\n&lt;b&gt;" in field(form, "words")
    assert re.search(r'value="b" checked', field(form, "pick"))
    assert re.search(r'value="a" checked', field(form, "many"))
    assert 'value="on" checked' in field(form, "yes")
    assert 'value="31"' in field(form, "day")
    assert re.search(r'value="a" selected', field(form, "one"))
    assert "hush" not in field(form, "secret")
    assert field(form, "hidden") == '<input type="hidden" name="hidden" value="k" id="id_hidden">'


def test_a_mistake_is_tied_to_its_field_and_the_summary_leads_to_it() -> None:
    form = Everything(TYPED)
    drawn = draw(
        '{% from "components/fields.html" import all_fields, error_summary %}{{ error_summary(form) }}{{ all_fields(form) }}',
        form=form,
    )
    tags = Tags(drawn)
    ids = tags.ids()
    leads = [attrs["href"] for tag, attrs in tags.tags if tag == "a"]
    assert len(leads) == 4
    assert all(lead and lead.removeprefix("#") in ids for lead in leads)
    for _tag, attrs in tags.tags:
        for described in (attrs.get("aria-describedby") or "").split():
            assert described in ids
    assert "Please pick a file for “Photo”" in drawn
    assert "This field is required" not in drawn


class Bounded(forms.Form):
    line = forms.CharField(max_length=10, label="One line")
    number = forms.IntegerField(min_value=1, max_value=60, label="How many")
    pick = forms.ChoiceField(choices=[("a", "First")], widget=forms.RadioSelect, label="Which")
    own = forms.ChoiceField(choices=[("a", "First")], error_messages={"invalid_choice": "Please look again."})


def test_a_fault_is_said_in_words_that_name_the_question_and_never_as_a_program_would() -> None:
    gone = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    drawn = html.unescape(
        draw(
            '{% from "components/fields.html" import error_summary %}{{ error_summary(form) }}',
            form=Bounded({"line": "far too long", "number": "0", "pick": gone, "own": gone}),
        )
    )
    assert "“One line” is too long by 2. Nothing you typed is lost" in drawn
    assert "“How many”: please write a number that is not below 1." in drawn
    assert "“Which”: what you chose is not among these any more. Please choose again." in drawn
    assert "Please look again." in drawn
    assert gone not in drawn
    assert "Ensure" not in drawn


def test_every_box_has_a_label() -> None:
    tags = Tags(draw('{% from "components/fields.html" import all_fields %}{{ all_fields(form) }}', form=Everything()))
    labelled = {attrs.get("for") for tag, attrs in tags.tags if tag == "label"}
    for tag, attrs in tags.tags:
        if tag in {"input", "textarea", "select"} and attrs.get("type") != "hidden":
            assert attrs["id"] in labelled


def test_a_draft_field_asks_to_be_kept() -> None:
    drawn = draw(
        '{% from "components/fields.html" import field %}{{ field(form.words, draft=true) }}', form=Everything()
    )
    assert 'data-draft="words"' in drawn


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("3", "11", "2027"), datetime.date(2027, 11, 3)),
        (("3", "Nov", "2027"), datetime.date(2027, 11, 3)),
        (("", "", ""), None),
    ],
)
def test_a_day_can_be_typed_with_figures_or_the_name_of_the_month(
    typed: tuple[str, str, str], day: datetime.date | None
) -> None:
    assert DayField(required=False).clean(list(typed)) == day


def test_a_month_can_be_named_in_welsh() -> None:
    with translation.override("cy"):
        assert DayField().clean(["3", "Tachwedd", "2027"]) == datetime.date(2027, 11, 3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31", "2", "2027"), "not in the calendar"),
        (("3", "", "2027"), "the day, the month and the year"),
        (("3", "Never", "2027"), "not in the calendar"),
        (("", "", ""), "Give a day"),
    ],
)
def test_a_day_that_cannot_be_says_what_to_do(typed: tuple[str, str, str], said: str) -> None:
    with pytest.raises(forms.ValidationError, match=said):
        DayField().clean(list(typed))


# --- the frame


def test_help_and_the_way_out_are_on_every_page() -> None:
    for name in ("errors/404.html", "errors/403.html"):
        page = engines["jinja2"].env.get_template(name).render()
        assert 'class="top__help" href="/help-now/"' in page
        assert "data-leave" in page
        assert "does not clear this browser" in page


def test_the_error_page_stands_alone_and_says_who_to_call() -> None:
    page = engines["jinja2"].env.get_template("errors/500.html").render()
    assert "999" in page and "111" in page and "116 123" in page
    assert "<script" not in page


def test_a_refusal_gives_the_reason_the_way_out_and_what_was_typed() -> None:
    page = (
        engines["jinja2"].env.get_template("refusal.html").render(reason=samples()["reason"], typed=["My <long> words"])
    )
    assert page.count("What you typed") == 1
    assert page.count("My &lt;long&gt; words") == 1
    assert (
        "You cannot close this ask" in page and "You can write to Dr Okoro" in page and "My &lt;long&gt; words" in page
    )


def test_the_gallery_is_open_only_where_everybody_is_invented(settings: Any) -> None:
    settings.DEMO, settings.TESTING, settings.DEBUG = False, False, False
    with pytest.raises(Http404):
        views.Gallery.as_view()(RequestFactory().get("/components/"))


# The page inside the archive somebody takes along is opened from their own disk, where no policy and no file of ours is.
SERVED = [path for path in TEMPLATES if path.name != "archive.html"]


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_no_template_needs_an_exception_from_the_content_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    # A block of data is not run; anything else inline is.
    assert not re.search(r"<script(?![^>]*(\ssrc=|application/json))", text)


# --- colours and weight


def css() -> str:
    return (STATIC / "alongside.css").read_text()


def tokens(block: str) -> dict[str, str]:
    found = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", block))
    return {
        name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in found.items()
    }


def light_and_dark() -> list[dict[str, str]]:
    source = (WEB.parents[1] / "assets" / "scss" / "_tokens.scss").read_text()
    light = tokens(source.split("@media", 1)[0])
    dark = tokens(source.split("(prefers-color-scheme: dark)", 1)[1].split("@media", 1)[0])
    return [light, light | dark]


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT_ON = {
    "ink": ["paper", "card", "field", "wash", "mine", "late", "private", "brand-soft"],
    "quiet": ["paper", "card", "wash"],
    "link": ["paper", "card", "wash", "mine", "late"],
    "link-hover": ["paper", "card", "wash"],
    "act": ["paper", "card", "wash"],
    "on-act": ["act", "act-hover", "stop", "stop-hover"],
    "on-brand": ["brand"],
    "on-help": ["help"],
    "on-focus": ["focus"],
    "error": ["paper", "card"],
}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(scheme: int) -> None:
    colours = light_and_dark()[scheme]
    weak = {
        f"{text} on {ground}"
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == set()
    assert contrast(colours["box-line"], colours["paper"]) >= 3


def test_the_style_sheet_fetches_nothing_from_elsewhere() -> None:
    assert not re.search(r"https?://(?!www\.w3\.org)|@font-face|@import|Frutiger", css())


def test_the_licence_of_the_design_system_travels_with_it() -> None:
    assert "MIT License" in (STATIC / "LICENCE-nhsuk-frontend.txt").read_text()


def test_a_first_visit_weighs_less_than_sixty_kilobytes() -> None:
    page = engines["jinja2"].env.get_template("components/gallery.html").render(**samples())
    files = [(STATIC / name).read_bytes() for name in ("alongside.css", "alongside.js", "mark.svg")]
    assert sum(len(brotli.compress(part)) for part in (*files, page.encode())) < 60_000
