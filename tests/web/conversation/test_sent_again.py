"""The connection broke before the answer came, and the browser sends the same form once more: it is simply done."""

import re

import pytest

from alongside.care.models import Message
from tests.factories import a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside
from tests.factories.talk import a_conversation, ask_in, writes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("another_ask_waits", [False, True])
def test_an_answer_sent_again_is_simply_done(another_ask_waits: bool) -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    browser, there = at_a_keyboard(hannah), inside(dawn.space, f"conversations/{thread}/")
    for words in ["Is there a group?", "And on Mondays?"][: 1 + another_ask_waits]:
        key = re.search(r'<option value="([^"]+)"[^>]*>\s*Hannah', at_a_keyboard(dawn).get(there).content.decode())
        assert key is not None
        writes(dawn, dawn.space, thread, words, asks=key[1])
    ask = ask_in(hannah, dawn.space, thread)
    form = {"what": "message", "words": "Yes, on Tuesdays.", "answers": str(ask.id), "once": "the-same"}
    first = browser.post(there, form)
    again = browser.post(there, form)
    assert (first.status_code, again.status_code) == (302, 302)
    with seen_by(dawn.viewer):
        assert Message.objects.filter(thread=thread, words="Yes, on Tuesdays.").count() == 1
