"""Search like this finds words that are shared, says which, and stays silent where it knows too little."""

from alongside.themes.likeness import FEWEST_EXAMPLES, MOST_FOUND, like_these

EXAMPLES = ("The letter got lost on the way.", "They never found the letter I sent.")
OTHERS = (
    "My letter lay in a drawer for a year.",
    "I like the garden in spring.",
    "Nobody asked about my neck.",
)


def test_what_shares_rare_words_comes_first_with_the_words_it_shares():
    found = like_these(EXAMPLES, OTHERS)
    assert [one.number for one in found] == [0]
    assert found[0].because[0] == "letter"


def test_too_few_examples_nothing_to_search_and_only_common_words_find_nothing():
    assert like_these(EXAMPLES[: FEWEST_EXAMPLES - 1], OTHERS) == ()
    assert like_these(EXAMPLES, ()) == ()
    assert like_these(("and the", "of it"), ("the and",)) == ()


def test_no_more_than_can_be_looked_at_in_one_go():
    many = [f"The letter lost number{n}." for n in range(10)] + [f"Thing{n} and garden{n}." for n in range(200)]
    assert len(like_these(EXAMPLES, many)) == MOST_FOUND
