"""Live: a page hears that something is new, never what; the gate is asked anew at every look; streams end."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.test import AsyncClient, Client

from alongside.care.actions import participants
from alongside.care.models import Participant
from alongside.web import live
from tests.factories import Person, Somebody, a_carer, a_person, a_professional_in, footing_of, lets_in, seen_by
from tests.factories.talk import a_conversation, a_link, writes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live.LivePage, "look_every", 0.05)
    monkeypatch.setattr(live.LivePage, "heartbeat_every", 0.3)
    monkeypatch.setattr(live.LivePage, "lasts", 20.0)


def signed_in(somebody: Somebody) -> AsyncClient:
    browser = AsyncClient()
    browser.force_login(somebody.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def stream_of(person: Person, thread: Any) -> str:
    return f"/live/p/{person.space}/threads/{thread}/"


async def heard(stream: AsyncIterator[bytes], *, within: float = 8.0) -> bytes:
    """The next thing said that is no heartbeat; nothing when the stream ends."""

    async def next_one() -> bytes:
        async for said in stream:
            if not said.startswith(b":"):
                return said
        return b""

    return await asyncio.wait_for(next_one(), within)


def run(test: Coroutine[Any, Any, None]) -> None:
    """Run it, and leave no connection of its threads behind."""

    async def whole() -> None:
        try:
            await test
        finally:
            await sync_to_async(live.give_back)()

    asyncio.run(whole())


def let_go(person: Person, thread: Any, name: str) -> None:
    with seen_by(person.viewer):
        place = Participant.objects.get(name=name, thread=thread)
        participants.remove(
            footing=footing_of(person, person.space), thread=thread, participant=place.pk, by=person.viewer
        )


def test_a_page_hears_that_something_is_new_and_nothing_of_what() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    browser = signed_in(hannah)

    async def listen() -> None:
        answer = await browser.get(stream_of(dawn, thread))
        assert answer["Content-Type"] == "text/event-stream"
        assert answer["Cache-Control"] == "no-store"
        stream = aiter(answer.streaming_content)
        assert await anext(stream) == b": open\n\n"
        assert await anext(stream) == b": still here\n\n"
        await sync_to_async(writes)(dawn, dawn.space, thread, "Secret words.")
        assert await heard(stream) == b"data: new\n\n"
        await stream.aclose()

    run(listen())
    assert not live._open


def test_what_came_between_the_page_and_the_stream_is_heard_at_once() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    browser = signed_in(dawn)

    async def listen() -> None:
        answer = await browser.get(f"{stream_of(dawn, thread)}?since=0")
        stream = aiter(answer.streaming_content)
        assert await heard(stream) == b"data: new\n\n"
        await stream.aclose()

    run(listen())


@pytest.mark.parametrize("why", ["let go", "signed out", "left the service"])
def test_the_stream_ends_when_access_does(why: str) -> None:
    from alongside.people import actions as people

    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    browser = signed_in(hannah)

    def ends() -> None:
        if why == "let go":
            let_go(dawn, thread, "Hannah")
        elif why == "signed out":
            Session.objects.all().delete()
        else:
            people.leave_service(account=hannah.account.pk, service=hannah.service.pk)

    async def listen() -> None:
        answer = await browser.get(stream_of(dawn, thread))
        stream = aiter(answer.streaming_content)
        assert await anext(stream) == b": open\n\n"
        await sync_to_async(ends)()
        assert await heard(stream) in (b"", b"data: new\n\n")
        assert await heard(stream) == b""
        again = await browser.get(stream_of(dawn, thread))
        assert again.status_code == 404

    run(listen())


def test_strangers_members_elsewhere_and_nobody_get_the_same_404() -> None:
    dawn, jo = a_person(), a_carer()
    thread = a_conversation(dawn)
    lets_in(dawn, jo)
    browsers = (AsyncClient(), signed_in(jo), signed_in(a_professional_in()))

    async def knock() -> None:
        for browser in browsers:
            assert (await browser.get(stream_of(dawn, thread))).status_code == 404
        assert (await AsyncClient().get("/live/reply/nothing/")).status_code == 404

    run(knock())


def test_the_bearer_of_a_link_hears_too_until_it_is_ended() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread, name="Ronke")

    async def listen() -> None:
        answer = await AsyncClient().get(f"/live/reply/{code}/")
        stream = aiter(answer.streaming_content)
        assert await anext(stream) == b": open\n\n"
        await sync_to_async(writes)(dawn, dawn.space, thread, "New words.")
        assert await heard(stream) == b"data: new\n\n"
        await sync_to_async(let_go)(dawn, thread, "Ronke")
        assert await heard(stream) == b""

    run(listen())


def test_streams_end_by_themselves_and_nobody_has_more_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live.LivePage, "lasts", 0.2)
    dawn = a_person()
    thread = a_conversation(dawn)
    browser = signed_in(dawn)

    async def listen() -> None:
        streams = []
        for _tab in range(live.STREAMS_EACH):
            answer = await browser.get(stream_of(dawn, thread))
            stream = aiter(answer.streaming_content)
            await anext(stream)
            streams.append(stream)
        one_more = await browser.get(stream_of(dawn, thread))
        assert (one_more.status_code, one_more["Retry-After"]) == (429, live.RETRY_AFTER)
        for stream in streams:
            assert await heard(stream) == b""
        assert (await browser.get(stream_of(dawn, thread))).status_code == 200

    run(listen())
    assert not live._open


def test_where_live_pages_cannot_be_they_say_so_and_the_page_works_without() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    browser = Client()
    browser.force_login(dawn.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.get(stream_of(dawn, thread))
    assert (answer.status_code, answer["Retry-After"]) == (503, live.RETRY_AFTER)
