"""Pages of a study: what is typed stays, what points at somebody is shown, codes are shown once, and files are taken in or refused."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.core import clock
from alongside.core.viewer import bound
from alongside.people.queries import account
from alongside.themes.actions import reading
from alongside.themes.models import RefineCode, WordsLook
from alongside.themes.queries import codebook as tell_codes
from alongside.themes.queries import drafts as tell_drafts
from alongside.themes.queries import studies as tell
from alongside.web.components.words import day as day_in_words
from tests.factories.browse import words_of
from tests.themes.study import InStudy, a_facilitator, a_study, as_, asks, read_by_two
from tests.themes.typed import word

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> InStudy:
    return a_study()


def comes(viewer):
    client = Client()
    client.force_login(account(viewer.account))
    return client


def at(here, name, **more):
    return reverse(name, kwargs={"study_id": here.study, **more})


def an_interview(**more):
    today = clock.today()
    said = {"called": "Jo", "words": "It was good.\nIt was not.", "may_quote": "on"}
    for name, day in (("agreed_on", today), ("until", today + timedelta(days=90))):
        said |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return said | more


def test_whoever_runs_sessions_opens_a_study_and_finds_it_from_home():
    client = comes(a_facilitator("Ann"))
    answer = client.post(reverse("studies"), {"title": "", "question": "How is it?"})
    assert answer.status_code == 422
    assert "How is it?" in answer.text
    answer = client.post(reverse("studies"), {"title": "Waiting", "question": "How is it to wait?"}, follow=True)
    assert "How is it to wait?" in answer.text
    assert "Waiting" in client.get("/").text


def test_a_peer_researcher_finds_the_study_from_home_and_cannot_open_one(here):
    client = comes(here.alex)
    assert "Telling it again" in client.get("/").text
    answer = client.post(reverse("studies"), {"title": "Mine", "question": "What?"})
    assert answer.status_code == 422


def test_bringing_words_shows_what_may_point_at_somebody_and_the_code_once(here):
    client = comes(here.noreen)
    form = an_interview(words="Dr Miller rang me on 07700 900123.")
    answer = client.post(at(here, "bring_words"), form)
    assert answer.status_code == 422
    assert "<li>Dr Miller</li>" in answer.text
    assert "<li>07700 900123</li>" in answer.text
    assert "Dr Miller rang me" in answer.text
    answer = client.post(at(here, "bring_words"), form | {"points_at_nobody": "on"})
    address = re.search(r"/interview/[^/]+/", answer.text).group()
    given = Client().get(address)
    assert "Dr Miller rang me" in given.text
    taken = Client().post(address, follow=True)
    assert "You took your words back" in taken.text
    assert "Dr Miller" not in taken.text
    assert "1 person took their words back" in client.get(at(here, "study")).text
    assert Client().get("/interview/nobody/").status_code == 410
    assert Client().post("/interview/nobody/").status_code == 410


def test_a_document_is_read_into_the_field_and_nothing_is_kept_before_somebody_read_it_through(here):
    def more(document):
        said = document.add_paragraph("Dr Miller never rang.")
        document.add_comment(said.runs, text="Was that Tuesday?", author="Ann")

    client = comes(here.noreen)
    before = len(asks(here.noreen, tell.documents_of, here.study))
    sent = SimpleUploadedFile("her/talk.docx", word("I: How was it?", more=more))
    answer = client.post(at(here, "bring_words"), {"called": "Jo", "file": sent, "may_quote": "on", "until_day": "99"})
    assert answer.status_code == 200
    page = words_of(answer)
    assert "This is what we read in talk.docx. Nothing is kept yet" in page
    assert "comments beside the text" in page
    assert "Was that Tuesday?" not in answer.text
    assert "Look at these again: they may point at somebody. Dr Miller" in page
    assert "There is a problem" not in page
    assert 'value="Jo"' in answer.text
    assert 'value="99"' in answer.text
    typed = re.search(r"<textarea[^>]*>([^<]*)</textarea>", answer.text)[1].strip()
    assert typed == "I: How was it?\nDr Miller never rang."
    assert len(asks(here.noreen, tell.documents_of, here.study)) == before

    answer = client.post(at(here, "bring_words"), an_interview(words=typed.replace("Dr Miller", "The doctor")))
    assert "The words of Jo are here" in words_of(answer)
    assert len(asks(here.noreen, tell.documents_of, here.study)) == before + 1


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("talk.mp3", b"ID3\x04\x00", "Sound, scans and PDFs have to be typed up first"),
        ("talk.doc", b"\xd0\xcf\x11\xe0", "save it as .docx or .odt, without a password"),
        ("talk.docx", word(), "There are no words in this document that a program can read."),
        ("talk.txt", b"", "This file is empty"),
    ],
)
def test_a_document_that_cannot_be_read_is_one_sentence_and_what_was_typed_stays(here, name, data, says):
    form = {"called": "Jo", "file": SimpleUploadedFile(name, data)}
    answer = comes(here.noreen).post(at(here, "bring_words"), form)
    assert answer.status_code == 422
    assert says in words_of(answer)
    assert "Please enter" not in words_of(answer)
    assert 'value="Jo"' in answer.text


def test_a_document_never_takes_the_place_of_words_that_were_typed(here):
    sent = SimpleUploadedFile("talk.docx", word("Read from a document."))
    answer = comes(here.noreen).post(at(here, "bring_words"), an_interview(words="Typed by hand.") | {"file": sent})
    assert answer.status_code == 422
    assert "There are words here already, and you chose a document as well." in words_of(answer)
    assert "Typed by hand." in answer.text
    assert "Read from a document." not in answer.text


def test_a_researcher_asks_somebody_in_and_lets_them_go(here):
    client = comes(here.noreen)
    address = at(here, "study_people")
    answer = client.post(address, {"what": "ask", "email": "nobody@nowhere.example", "role": "peer-researcher"})
    assert answer.status_code == 422
    assert "nobody@nowhere.example" in answer.text
    email = account(here.stranger.account).email
    answer = client.post(address, {"what": "ask", "email": email, "role": "follows"}, follow=True)
    assert "Stranger" in answer.text
    member = next(
        one for one in asks(here.noreen, tell.members_of, here.study) if one.account_id == here.stranger.account
    )
    answer = client.post(address, {"what": "leave", "which": str(member.pk)}, follow=True)
    assert "Stranger" not in answer.text
    mine = next(one for one in asks(here.noreen, tell.members_of, here.study) if one.account_id == here.noreen.account)
    answer = client.post(address, {"what": "leave", "which": str(mine.pk)})
    assert "keeps at least one researcher" in answer.text
    mine = next(one for one in asks(here.noreen, tell.members_of, here.study) if one.account_id == here.alex.account)
    left = comes(here.alex).post(address, {"what": "leave", "which": str(mine.pk)})
    assert left["Location"] == reverse("studies")
    assert client.post(address, {"what": "other"}).status_code == 404
    assert client.post(address, {"what": "leave", "which": "x"}).status_code == 404
    assert client.post(address, {"what": "feeds", "set_id": "not-mine"}).status_code == 422
    assert client.post(address, {"what": "feeds", "set_id": ""}).status_code == 302


def test_whoever_takes_part_finds_the_way_out_for_themselves_and_no_way_to_send_others_out(here):
    seen = comes(here.alex).get(at(here, "study_people")).text
    assert seen.count("Leave the study") == 1
    assert "Let them go" not in seen
    kept = comes(here.noreen).get(at(here, "study_people")).text
    assert kept.count("Leave the study") == 1
    assert "Let them go: Alex" in kept
    assert "Let them go: Noreen" not in kept


def test_whoever_opened_a_round_can_go_on_without_others_and_not_without_themselves(here):
    row = here.opens_round(here.noreen, here.alex)
    seen = comes(here.noreen).get(at(here, "reading_round", round_id=row.pk)).text
    assert "Go on without them: Alex" in seen
    assert "Go on without them: Noreen" not in seen


def test_every_change_of_the_codebook_is_done_from_its_page_and_told_in_its_log(here):
    client, address = comes(here.alex), at(here, "codebook")
    code, other = str(here.codes["Not read"].pk), str(here.codes["Both at once"].pk)
    for form in (
        {"what": "new", "name": "In the car park", "description": "", "parent": code},
        {"what": "reword", "which": other, "name": "Both halves", "description": "Pain and mood."},
        {"what": "split", "which": other, "first": "At the desk", "second": "In the letter"},
        {"what": "move", "which": other, "other": ""},
        {"what": "merge", "which": str(here.codes["Telling again"].pk), "other": code},
    ):
        assert client.post(address, form).status_code == 302, form
    page = client.get(address).text
    for words in ("In the car park", "Both halves", "At the desk", "reads as another one", "split"):
        assert words in page
    answer = client.post(address, {"what": "new", "name": "not read", "description": "Kept words", "parent": ""})
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    leaf = next(row for row in asks(here.alex, tell_codes.codes_of, here.study) if row.name == "At the desk")
    assert client.post(address, {"what": "retire", "which": str(leaf.pk)}).status_code == 302
    assert client.post(address, {"what": "bring_back", "which": str(leaf.pk)}).status_code == 302
    assert client.post(address, {"what": "explode"}).status_code == 404


def test_a_stray_tap_puts_no_code_under_another(here):
    client, one = comes(here.noreen), here.codes["Telling again"].pk
    page = client.get(at(here, "codebook"))
    assert 'name="other"><option value="">Choose a code</option>' in page.text
    stray = client.post(at(here, "codebook"), {"what": "merge", "which": str(one), "other": ""})
    assert stray.status_code == 422
    codes = asks(here.noreen, tell_codes.codes_of, here.study)
    assert tell_codes.put_away(codes) == []
    assert tell_codes.resolved(codes)[one] == one


def test_a_codebook_file_is_taken_along_and_brought_in_and_a_hostile_one_ends_in_a_sentence(here):
    client, address = comes(here.alex), at(here, "codebook")
    answer = client.get(at(here, "codebook_file"))
    assert 'filename="telling-it-again.qdc"' in answer["Content-Disposition"]
    file = SimpleUploadedFile("theirs.qdc", answer.content.replace(b"Not read", b"Nobody read it"))
    assert "0 codes added, 1 reworded" in client.post(address, {"what": "file", "file": file}, follow=True).text
    bomb = SimpleUploadedFile("bomb.qdc", b'<!DOCTYPE a [<!ENTITY b "ha">]><CodeBook/>')
    answer = client.post(address, {"what": "file", "file": bomb})
    assert answer.status_code == 422
    assert "declares things of its own" in answer.text


def test_a_round_is_opened_read_alone_finished_and_talked_over(here):
    boss, peer = comes(here.noreen), comes(here.alex)
    answer = boss.post(at(here, "new_round"), {"documents": [], "readers": []})
    assert answer.status_code == 422
    robin, code = here.documents["Robin"].pk, here.codes["Not read"].pk
    readers = [str(here.noreen.account), str(here.alex.account)]
    answer = boss.post(at(here, "new_round"), {"documents": [str(robin)], "readers": readers})
    page = answer["Location"]
    read = f"{page}{robin}/"
    answer = peer.post(read, {"what": "mark", "code": "", "sentence": ["1"], "memo": "She never looked."})
    assert answer.status_code == 422
    assert "She never looked." in answer.text
    assert 'value="1" checked' in answer.text, "what was ticked stays ticked"
    assert peer.post(read, {"what": "mark", "code": str(code), "memo": ""}).status_code == 422
    answer = peer.post(read, {"what": "mark", "code": str(code), "sentence": ["1", "2"], "memo": "She never looked."})
    assert answer["Location"].endswith("#s2")
    assert "She never looked." not in boss.get(page).text
    assert "Not read" not in boss.get(read).text.split("reading__bar")[0]
    for client in (peer, boss):
        assert client.post(page, {"what": "finish"}).status_code == 302
    text = boss.get(page).text
    assert text.index("Where you differ") < text.index("A number, if you want one")
    assert "Krippendorff" not in text
    assert "Krippendorff" in boss.get(f"{page}?number=1").text
    assert "She never looked." in text
    start, end = (re.search(f'name="{name}" value="(\\d+)"', text).group(1) for name in ("start", "end"))
    said = {"what": "settle", "which": str(robin), "start": start, "end": end, "left_as": "both", "why": "Both hold."}
    assert boss.post(page, {**said, "start": "x"}).status_code == 404
    assert boss.post(page, {**said, "start": "0"}).status_code == 422
    refused = boss.post(page, {**said, "left_as": "one not-a-code"})
    assert refused.status_code == 404
    other = str(here.codes["Both at once"].pk)
    refused = boss.post(page, {**said, "left_as": f"one {other}"})
    assert refused.status_code == 422
    assert 'value="Both hold."' in refused.text
    answer = boss.post(page, said, follow=True)
    assert "Both readings stay." in answer.text
    assert "Both hold." in answer.text
    one_way = re.search(r'value="(one[^"]*)"', answer.text).group(1)
    answer = boss.post(page, {**said, "left_as": one_way, "why": "We talked: this one."}, follow=True)
    assert "It holds:" in answer.text
    assert "We talked: this one." in answer.text
    assert peer.post(read, {"what": "mark", "code": str(code), "sentence": ["0"]}).status_code == 422
    assert peer.post(page, {"what": "finish"}).status_code == 422


def test_search_brings_up_what_reads_like_my_marks_and_only_a_yes_marks_it(here):
    row = here.opens_round(here.alex)
    here.marks(here.alex, row.pk, "Robin", [1], "Not read")
    client = comes(here.alex)
    address = at(here, "read_words", round_id=row.pk, document_id=here.documents["Sam"].pk)
    code = str(here.codes["Not read"].pk)
    assert "Mark 2 places with it first" in client.get(f"{address}?like={code}").text
    here.marks(here.alex, row.pk, "Kim", [0], "Not read")
    page = client.get(f"{address}?like={code}").text
    assert "It does not understand them; you decide." in page
    assert "It shares: letter" in page
    said = {"which": code, "sentence": "2", "because": "letter"}
    assert client.post(address, {**said, "what": "no"}).status_code == 302
    assert "It shares: letter" not in client.get(f"{address}?like={code}").text
    assert client.post(address, {**said, "what": "yes"}).status_code == 302
    assert client.post(address, {**said, "what": "yes", "sentence": "x"}).status_code == 422
    assert client.post(address, {"what": "other"}).status_code == 404
    assert client.get(f"{address}?like=x").status_code == 200
    page = client.get(address).text
    mark = re.search(r'value="unmark"><input type="hidden" name="which" value="([^"]+)"', page).group(1)
    assert client.post(address, {"what": "unmark", "which": mark}).status_code == 302
    assert client.post(address, {"what": "unmark", "which": mark}).status_code == 422


def test_somebody_who_does_not_read_in_a_round_cannot_open_its_words(here):
    row = here.opens_round(here.alex)
    address = at(here, "read_words", round_id=row.pk, document_id=here.documents["Sam"].pk)
    assert comes(here.noreen).get(address).status_code == 404
    assert (
        comes(here.noreen)
        .post(at(here, "reading_round", round_id=row.pk), {"what": "excuse", "which": str(here.alex.account)})
        .status_code
        == 302
    )
    assert "Go on without them" not in comes(here.noreen).get(at(here, "reading_round", round_id=row.pk)).text


def test_whoever_gave_words_reads_how_many_read_them_and_no_name(here):
    given = f"/interview/{here.returns['Robin']}/"
    assert "Nobody has read it yet." in Client().get(given).text
    address = at(here, "lent_words", document_id=here.documents["Robin"].pk)
    for client in (comes(here.noreen), comes(here.alex), comes(here.alex)):
        page = client.get(address).text
    assert re.search(r"<li>Alex, last on", page)
    assert re.search(r"<li>Noreen, last on", page)
    page = Client().get(given).text
    assert "2 people have read it, last on" in page
    assert "Noreen" not in page
    with transaction.atomic(), bound(here.follows):
        assert not WordsLook.objects.exists()


def test_from_a_theme_to_a_draft_that_people_refine_by_code(here):
    read_by_two(here)
    client = comes(here.noreen)
    code = str(here.codes["Telling again"].pk)
    answer = client.post(at(here, "study_themes"), {"name": "", "says": "People tell it again.", "codes": [code]})
    assert answer.status_code == 422
    assert "People tell it again." in answer.text
    said = {"name": "Again", "says": "People tell it again.", "codes": [code], "touches": ["P1.1"]}
    theme = client.post(at(here, "study_themes"), said)["Location"]
    sam = str(here.documents["Sam"].pk)
    assert client.post(theme, {"what": "against", "which": sam, "sentence": ["0"], "why": "Once"}).status_code == 302
    nothing = client.post(theme, {"what": "for", "which": sam, "why": "It says so twice."})
    assert nothing.status_code == 422
    assert 'value="It says so twice."' in nothing.text
    strange = client.post(theme, {"what": "for", "which": sam, "sentence": ["²", "9" * 5000]})
    assert strange.status_code == 422
    assert "Once" in client.get(theme).text
    take = re.search(r'value="take"><input type="hidden" name="which" value="([^"]+)"', client.get(theme).text).group(1)
    assert client.post(theme, {"what": "take", "which": take}).status_code == 302
    assert client.post(theme, {**said, "what": "reword", "name": "Once more"}).status_code == 302
    assert client.post(theme, {**said, "what": "reword", "name": ""}).status_code == 422
    assert client.post(theme, {"what": "other"}).status_code == 404
    words = {"name": "Read first", "plain": "Whoever comes has read it.", "moments": ["always"], "kinds": ["process"]}
    assert client.post(theme, {"what": "draft", **words, "principle": "1", "plain": ""}).status_code == 422
    draft = client.post(theme, {"what": "draft", **words, "principle": "1"})["Location"]
    until = clock.today() + timedelta(days=9)
    form = {"what": "codes", "constituency": "person", "number": "1"}
    assert client.post(draft, form).status_code == 422
    form |= {"until_day": until.day, "until_month": until.month, "until_year": until.year}
    address = re.search(r"/refine/[^/]+/", client.post(draft, form).text).group()
    outside = Client()
    assert "Whoever comes has read it." in outside.get(address).text
    assert f"until {day_in_words(until)}." in outside.get(address).text
    answer = outside.post(address, {"says": "change-this", "words": ""})
    assert answer.status_code == 422
    answer = outside.post(address, {"says": "change-this", "words": "Leave room."}, follow=True)
    assert "Thank you." in answer.text
    assert "Leave room." in client.get(draft).text
    answer = client.post(
        draft, {"what": "reword", **words, "plain": "It leaves room.", "why": "Asked for."}, follow=True
    )
    assert "It leaves room." in answer.text
    day = clock.today()
    met = {"what": "group", "on_day_day": day.day, "on_day_month": day.month, "on_day_year": day.year, "people": "6"}
    answer = client.post(
        draft, {**met, "says": "keep", "words": "It stands.", "dissent": "One would not."}, follow=True
    )
    assert "One would not." in answer.text
    assert client.post(draft, {"what": "publish", "at": "x 1", "decided_by": "us"}).status_code == 422
    assert client.post(draft, {"what": "other"}).status_code == 404
    assert client.post(draft, {"what": "leave"}).status_code == 302
    answer = outside.post(address, {"says": "agree", "words": ""})
    assert "This draft is not open any more" in answer.text
    answer = outside.post(address, {"says": "change-this", "words": "Say who reads it, please."})
    assert "Say who reads it, please." in answer.text
    closed = outside.get(address).text
    assert "it is decided. Thank you for looking." in closed
    assert "Send it" not in closed
    assert Client().get("/refine/nobody/").status_code == 410
    assert Client().post("/refine/nobody/").status_code == 410
    with transaction.atomic():
        RefineCode.objects.update(ends_at=clock.now() - timedelta(days=1))
    assert outside.get(address).status_code == 410
    late = outside.post(address, {"says": "change-this", "words": "Say who reads it, please."})
    assert late.status_code == 410
    assert "Say who reads it, please." in late.text
    assert asks(here.noreen, tell_drafts.drafts_of, here.study)[0][0].state == "left"


def test_pages_of_a_study_ask_no_more_of_the_database_the_more_there_is_in_it(here):
    read_by_two(here)
    client, code = comes(here.noreen), here.codes["Telling again"].pk
    said = {"name": "Again", "says": "People tell it again.", "codes": [str(code)], "touches": ["P1.1"]}
    theme = client.post(at(here, "study_themes"), said)["Location"]
    words = {"plain": "Whoever comes has read it.", "moments": ["always"], "kinds": ["process"], "principle": "1"}
    client.post(theme, {"what": "draft", "name": "Read first", **words})

    def steps(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    pages = (at(here, "study"), theme, at(here, "study_themes"))
    before = [steps(one) for one in pages]
    for n in range(4):
        client.post(theme, {"what": "draft", "name": f"Read first, {n}", **words})
        row = here.opens_round(here.alex)
        here.marks(here.alex, row.pk, "Kim", [n % 2], "Telling again")
    assert [steps(one) for one in pages] == before


def test_a_document_that_was_taken_out_is_not_there_and_its_round_says_so(here):
    row = read_by_two(here)
    client = comes(here.noreen)
    address = at(here, "lent_words", document_id=here.documents["Robin"].pk)
    assert "I told it again and again." in client.get(address).text
    assert client.post(address).status_code == 302
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert "1 document is not lent any more" in client.get(at(here, "reading_round", round_id=row.pk)).text
    open_row = here.opens_round(here.alex)
    as_(here.alex, reading.finish, round_id=open_row.pk)
    assert "Only one person read" in client.get(at(here, "reading_round", round_id=open_row.pk) + "?number=1").text
