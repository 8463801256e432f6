"""The set both-2019 as people and other rooms receive it."""

import subprocess
import sys
import time

import pytest

from alongside.principles import catalogue
from alongside.principles.rules import PERMANENT_IDS, Audience, Kind, Moment, Observed, Viewpoint

SET = catalogue.principle_set("both-2019")

# A second, separate account of which practice belongs to which moment.
MOMENTS = {
    "always": "P1.2",
    "first-meeting": "P2.1 P2.2 P3.1 P3.2 P3.3",
    "appointment": "P1.1 P2.3 P3.4 P4.6",
    "shared-decision": "P1.3 P3.5 P4.1 P4.2 P4.3 P4.4 P4.5 P5.1 P5.2 P5.3 P5.4",
    "shared-plan": "P2.4 P2.5 P2.6 P4.7",
    "service-design": "P4.6",
}

# Person, staff, record: a = ask, w = weak, n = no. Written out again so that a slip in the files is seen.
WHO_CAN_SEE = """
P1.1 aaw  P1.2 aaw  P1.3 aww  P2.1 aaa  P2.2 aaa  P2.3 aaa  P2.4 aww  P2.5 aww  P2.6 aww
P3.1 aaa  P3.2 awa  P3.3 aaw  P3.4 aww  P3.5 awn
P4.1 aaa  P4.2 aaw  P4.3 awa  P4.4 awa  P4.5 aaw  P4.6 naa  P4.7 awa
P5.1 waa  P5.2 awa  P5.3 aaa  P5.4 naw
""".split()


def test_the_set_holds_the_five_principles_under_their_own_titles():
    assert [(principle.number, principle.title) for principle in SET.principles] == [
        (1, "Cultivate enabling relationships"),
        (2, "Understand and cater to context"),
        (3, "Learn together and build a shared understanding"),
        (4, "Jointly explore risks, options and expectations"),
        (5, "Collaborate across services and agencies"),
    ]


def test_the_set_holds_the_twenty_five_practices_under_their_permanent_ids():
    assert tuple(practice.id for practice in SET.practices) == PERMANENT_IDS
    assert len(PERMANENT_IDS) == 25
    assert (PERMANENT_IDS[0], PERMANENT_IDS[-1]) == ("P1.1", "P5.4")


@pytest.mark.parametrize(("moment", "ids"), list(MOMENTS.items()))
def test_each_moment_brings_the_practices_that_matter_most_then(moment, ids):
    assert [practice.id for practice in SET.by_moment(Moment(moment))] == ids.split()


@pytest.mark.parametrize(("practice_id", "seen"), list(zip(WHO_CAN_SEE[::2], WHO_CAN_SEE[1::2], strict=True)))
def test_each_practice_says_who_can_see_it_happen(practice_id, seen):
    letters = {"a": Observed.ASK, "w": Observed.WEAK, "n": Observed.NO}
    found = SET.practice(practice_id).observability
    assert [found.by(viewpoint) for viewpoint in Viewpoint] == [letters[letter] for letter in seen]
    assert bool(found.signal) == (found.record is not Observed.NO)


def test_structure_process_and_outcome_are_told_apart():
    others = {p.id: set(p.kinds) for p in SET.practices if set(p.kinds) != {Kind.PROCESS}}
    assert others == {
        "P1.3": {Kind.OUTCOME},
        "P4.6": {Kind.STRUCTURE, Kind.PROCESS},
        "P5.4": {Kind.STRUCTURE},
    }


def test_every_reader_is_spoken_to_in_every_practice_and_at_every_moment():
    for practice in SET.practices:
        assert len({practice.text_for(audience) for audience in Audience}) == 4
    assert [entry.moment for entry in catalogue.moments()] == list(Moment)
    assert catalogue.by_moment_names()[Moment.SHARED_PLAN].name == "Planning together"


def test_the_set_cites_its_source_and_says_that_it_is_a_draft():
    assert SET.source.publisher == "Q Lab (Health Foundation) and Mind"
    assert SET.source.published == "November 2019"
    assert SET.status == "draft"
    assert "not yet been read" in SET.status_note
    for practice in SET.practices:
        assert practice.source.principle == practice.principle_number == int(practice.id[1])


def test_a_practice_or_set_that_is_not_there_says_so():
    with pytest.raises(LookupError, match=r"no practice P9\.9 in both-2019"):
        SET.practice("P9.9")
    with pytest.raises(LookupError, match="no principle 6"):
        SET.principle(6)
    with pytest.raises(LookupError, match="no principle set both-2049"):
        catalogue.principle_set("both-2049")
    with pytest.raises(LookupError):
        catalogue.principle_set("../..")


def test_the_same_set_is_handed_out_each_time():
    assert catalogue.principle_set("both-2019") is SET
    assert SET.principle(3).practices == tuple(p for p in SET.practices if p.id.startswith("P3."))


def test_reading_all_content_takes_well_under_a_tenth_of_a_second():
    took = []
    for _ in range(5):
        start = time.perf_counter()
        catalogue.read_set(catalogue.CONTENT / "both-2019")
        catalogue.read_moments(catalogue.CONTENT / "moments.yaml")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05


def test_the_fixed_words_and_the_catalogue_need_no_django():
    script = (
        "import sys, alongside.principles.catalogue, alongside.principles.crisis;"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
