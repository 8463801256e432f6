"""People at four keyboards who write without pause: for the kill test over HTTP.

Each sends one form after the other. When no answer comes, the same form with the same key is what they send next.
"""

import html
import http.client
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings

from alongside.care.models import Ask, Message, StoryPart, StoryVersion
from alongside.care.rules import AskState, StoryKind
from alongside.circle.models import ConsentChange, Grant
from alongside.circle.rules import Area
from alongside.core.models import AccessEvent, Fact
from tests.factories import Person, Somebody, seen_by
from tests.factories.browse import at_a_keyboard, inside

TOKEN = "k" * 32
PATIENCE = 20.0


@dataclass(frozen=True)
class Form:
    """A filled-in form. `mark` is what can be found again in the database when it has landed."""

    mark: str
    path: str
    fields: dict[str, str]


@dataclass
class Writer:
    """Somebody at a keyboard, what they were told is done, and the one form they have no answer for."""

    who: Somebody
    person: Person
    logged_as: str = ""
    facts: Sequence[str] = ()
    told_done: list[str] = field(default_factory=list)
    unanswered: Form | None = None
    unanswered_landed: bool = False
    sent_again: int = 0
    odd: list[str] = field(default_factory=list)
    # As it stood when the server last started.
    log_before: int = 0
    done_before: int = 0

    def __post_init__(self) -> None:
        name = settings.SESSION_COOKIE_NAME
        self.cookie = f"{name}={at_a_keyboard(self.who).cookies[name].value}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.log_before, self.facts_at_first = self.log_lines(), self.fact_count()

    # What each kind of writer says for itself.

    def next_form(self, ask: "Line") -> Form:
        raise NotImplementedError

    def landed(self) -> list[str]:
        """The marks of everything of theirs that stands in the database, in order."""
        raise NotImplementedError

    def half_there(self) -> list[str]:
        """What is there without its other half."""
        return []

    # The same for all.

    def write(self, port: int, heard: threading.Event | None) -> None:
        """Send form after form until the server is gone."""
        line = Line(port, self.cookie)
        try:
            while True:
                self.sent_again += self.unanswered is not None
                self.unanswered = self.unanswered or self.next_form(line)
                status, goes_to = line.send(self.unanswered)
                if status != 302 or "/accounts/" in goes_to:
                    self.odd.append(f"{self.unanswered.mark}: {status} {goes_to}")
                    return
                self.told_done.append(self.unanswered.mark)
                self.unanswered, self.unanswered_landed = None, False
                if heard:
                    heard.set()
        except (OSError, http.client.HTTPException):
            return
        finally:
            line.close()

    def wrong_after_a_kill(self) -> list[str]:
        """Compare what stands with what was said. Every sentence is a fault."""
        there = self.landed()
        own = type(self).__name__
        found = [f"{own}: told done and missing: {mark}" for mark in self.told_done if mark not in there]
        found += [f"{own}: there twice: {mark}" for mark in set(there) if there.count(mark) > 1]
        open_mark = self.unanswered.mark if self.unanswered else None
        found += [f"{own}: nobody sent: {mark}" for mark in there if mark not in self.told_done and mark != open_mark]
        if self.fact_count() - self.facts_at_first != len(there) * len(self.facts):
            found.append(f"{own}: {len(there)} there and {self.fact_count() - self.facts_at_first} facts")
        found += [f"{own}: half there: {what}" for what in self.half_there()]
        return found + self._wrong_in_the_log(own, open_mark in there)

    def _wrong_in_the_log(self, own: str, landed_now: bool) -> list[str]:
        """One line for every form that was done. A form sent again that had landed before may have its line or not."""
        lines, done = self.log_lines() - self.log_before, len(self.told_done) - self.done_before
        newly = landed_now and not self.unanswered_landed
        least, most = done + newly, done + landed_now
        self.log_before, self.done_before, self.unanswered_landed = self.log_lines(), len(self.told_done), landed_now
        return [] if least <= lines <= most else [f"{own}: {least} to {most} log lines expected, {lines} there"]

    def log_lines(self) -> int:
        with seen_by(self.person.viewer):
            rows = AccessEvent.objects.filter(space=self.person.space, actor=self.who.account.pk)
            return rows.filter(action=self.logged_as, outcome="done").count()

    def fact_count(self) -> int:
        return Fact.objects.filter(space=self.person.space, by=self.who.account.pk, kind__in=self.facts).count()


class Line:
    """One connection of a browser that keeps it open."""

    def __init__(self, port: int, cookie: str) -> None:
        self.open = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}

    def send(self, form: Form) -> tuple[int, str]:
        body = urlencode({**form.fields, "csrfmiddlewaretoken": TOKEN})
        self.open.request("POST", form.path, body, self.headers)
        answer = self.open.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""

    def read(self, path: str) -> str:
        self.open.request("GET", path, headers=self.headers)
        return self.open.getresponse().read().decode()

    def close(self) -> None:
        self.open.close()


class Letters(Writer):
    """Sends messages."""

    def __init__(self, who: Somebody, person: Person, thread: UUID) -> None:
        self.thread = thread
        super().__init__(who, person, "conversation", ("message.sent",))

    def next_form(self, ask: Line) -> Form:
        mark = f"letter {len(self.told_done)}"
        there = inside(self.person.space, f"conversations/{self.thread}/")
        return Form(mark, there, {"what": "message", "words": mark, "once": uuid4().hex})

    def landed(self) -> list[str]:
        with seen_by(self.person.viewer):
            rows = Message.objects.filter(thread=self.thread, author=self.who.account.pk).order_by("number")
            return [words for words in rows.values_list("words", flat=True) if words != "The first words."]

    def half_there(self) -> list[str]:
        with seen_by(self.person.viewer):
            rows = Message.objects.filter(thread=self.thread).order_by("number")
            numbers = list(rows.values_list("number", flat=True))
        return [] if numbers == list(range(1, len(numbers) + 1)) else ["numbers with a gap"]


class Answers(Letters):
    """Asks, and answers what was asked."""

    def next_form(self, ask: Line) -> Form:
        there = inside(self.person.space, f"conversations/{self.thread}/")
        page = ask.read(there)
        mine = re.search(r'name="answers"[^>]*value="([0-9a-f-]{36})"', page)
        fields = {"what": "message", "once": uuid4().hex}
        if mine:
            mark = f"answer {len(self.told_done)}"
            return Form(mark, there, {**fields, "words": mark, "answers": mine[1]})
        mark = f"ask {len(self.told_done)}"
        me = re.search(rf'<option value="([^"]+)"[^>]*>\s*{self.who.name}', page)
        if me is None:
            raise http.client.HTTPException("the page ended early")
        return Form(mark, there, {**fields, "words": mark, "ask_of": html.unescape(me[1]), "answers": "none"})

    def half_there(self) -> list[str]:
        with seen_by(self.person.viewer):
            asks = list(Ask.objects.filter(thread=self.thread).values_list("message__words", "state"))
            said = self.landed()
        answered = sum(state == AskState.ANSWERED for _words, state in asks)
        answers = sum(words.startswith("answer") for words in said)
        found = [] if answered == answers else [f"{answered} asks answered and {answers} answers"]
        if sorted(words for words, _state in asks) != sorted(words for words in said if words.startswith("ask")):
            found.append("a message without its ask, or an ask without its message")
        return [*super().half_there(), *found]


class Story(Writer):
    """Writes the same part of a story again and again."""

    def __init__(self, person: Person) -> None:
        super().__init__(person, person, "story.edit", ("story.part_saved",))

    def next_form(self, ask: Line) -> Form:
        version = len(self.told_done)
        fields = {"text": f"story {version}", "label": "ordinary", "version": str(version), "once": uuid4().hex}
        return Form(f"story {version}", inside(self.person.space, f"story/part/{StoryKind.WHOLE}/"), fields)

    def landed(self) -> list[str]:
        with seen_by(self.person.viewer):
            return list(StoryVersion.objects.order_by("version").values_list("text", flat=True))

    def half_there(self) -> list[str]:
        with seen_by(self.person.viewer):
            part = StoryPart.objects.filter(kind=StoryKind.WHOLE).first()
            aside = StoryVersion.objects.filter(set_aside=True).count()
        there = self.landed()
        stands = (part.text, part.version) if part else ("", 0)
        found = [] if stands == ((there or [""])[-1], len(there)) else [f"stands as {stands}, last kept {there[-1:]}"]
        return found + ([f"{aside} put aside though one hand wrote"] if aside else [])


class Consents(Writer):
    """Opens one area to a member and withdraws it, in turn."""

    def __init__(self, person: Person, member: UUID) -> None:
        self.member = member
        super().__init__(person, person, "circle.consent", ())
        self.changes_at_first = len(self._changes())

    def next_form(self, ask: Line) -> Form:
        number = len(self.told_done)
        opens = number % 2 == 0
        fields = {area.value: "no" for area in Area} | {Area.STORY.value: "yes"}
        fields |= {Area.UNKNOWNS.value: "yes", "step": "sure", "begins": "now"} if opens else {}
        return Form(f"{number} {'opened' if opens else 'closed'}", self._page(), fields)

    def _page(self) -> str:
        return inside(self.person.space, f"circle/{self.member}/consent/")

    def _changes(self) -> list[str]:
        with seen_by(self.person.viewer):
            rows = ConsentChange.objects.filter(member=self.member, area=Area.UNKNOWNS).order_by("at")
            return list(rows.values_list("kind", flat=True))

    def landed(self) -> list[str]:
        return [f"{number} {kind}" for number, kind in enumerate(self._changes())]

    def half_there(self) -> list[str]:
        changes = self._changes()
        found = []
        for kind, fact in (("opened", "consent.given"), ("closed", "consent.withdrawn")):
            facts = Fact.objects.filter(space=self.person.space, kind=fact, about__area=Area.UNKNOWNS.value).count()
            if facts != changes.count(kind):
                found.append(f"{changes.count(kind)} {kind} and {facts} facts")
        from_them = self.is_open()
        if from_them != (changes[-1:] == ["opened"]):
            found.append(f"the last change is {changes[-1:]}, and it is {'open' if from_them else 'closed'}")
        return found

    def is_open(self) -> bool:
        with seen_by(self.person.viewer):
            rows = Grant.objects.filter(member=self.member, area=Area.UNKNOWNS, withdrawn_at=None, item=None)
            return rows.exists()
