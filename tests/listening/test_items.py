"""The sentences that are asked: each where a side can see, and a broken file stops the start and says where."""

import pytest
import yaml

from alongside.core.content import ContentFault
from alongside.listening import catalogue
from alongside.principles.catalogue import principle_set

FILE = catalogue.CONTENT / "items-both-2019.yaml"
SET = principle_set("both-2019")


def test_each_side_is_asked_in_words_of_its_own():
    assert catalogue.sentence(SET, "P2.1", "person") != catalogue.sentence(SET, "P2.1", "staff")
    assert catalogue.sentence(SET, "P2.3", "carer") == "Were you welcome, in the way the two of you wish?"


def test_no_sentence_asks_for_two_sides_or_stands_twice():
    said = [
        words for one in catalogue.base_items().items.values() for words in (one.person, one.carer, one.staff) if words
    ]
    assert len(said) == len(set(said))
    assert all(len(words.split()) <= 22 for words in said)


def broken(tmp_path, change):
    whole = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change(whole["items"])
    file = tmp_path / "items.yaml"
    file.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda items: items.pop(3), r"no sentence for P2\.1"),
        (lambda items: items.append(dict(items[0])), r"P1\.1 is asked twice"),
        (lambda items: items[0].pop("person"), "needs a sentence exactly when"),
        (lambda items: items[0].update(staff="Listen."), "should ask something"),
        (lambda items: items[0].update(practice="P9.9"), r"no practice P9\.9"),
        (lambda items: items[19].update(person="Did they?"), "needs a sentence exactly when"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path, change, trouble):
    with pytest.raises(ContentFault, match=trouble):
        catalogue.read_items(broken(tmp_path, change))


def test_a_practice_of_a_service_of_its_own_asks_with_its_own_statement():
    class Own:
        def practice(self, _id):
            return SET.practice("P1.1")

    assert catalogue.sentence(Own(), "H1.1", "staff") == SET.practice("P1.1").we_statement
    assert catalogue.sentence(Own(), "H1.1", "person") == SET.practice("P1.1").i_statement
