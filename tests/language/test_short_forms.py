"""Short forms that are explained are known to the reader; the others are not."""

import pytest

from alongside.language.short_forms import explained_in


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("the MDT (your whole team)", {"mdt"}),
        ("take it b.d. (twice a day)", {"b.d"}),
        ("a multi-disciplinary team (MDT)", {"mdt"}),
        ("a Community Mental Health Team (CMHT)", {"cmht"}),
        ("the team (MDT)", set()),
        ("( two words )", set()),
        ("MDT (team)", set()),
        ("MDT (2 3)", set()),
        ("MDT (never closed", set()),
    ],
)
def test_an_explanation_stands_in_brackets_or_before_them(text: str, known: set[str]) -> None:
    assert explained_in(text, 0, len(text)) == known
