"""Search like this: sentences that read like those somebody marked, with the words that drove it. It decides nothing.

Words and word pairs are weighed by how rare they are in the documents at hand; nothing is downloaded, nothing is kept.
"""

# The library of words is loaded when somebody searches, not when a page is opened.
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_EXAMPLES = 2
MOST_FOUND = 8
LEAST_ALIKE = 0.08
MOST_WORDS = 4


@dataclass(frozen=True)
class Found:
    """A sentence by its number among those searched, and the words it shares with the examples, the weightiest first."""

    number: int
    because: tuple[str, ...]


def like_these(examples: Sequence[str], searched: Sequence[str], *, most: int = MOST_FOUND) -> tuple[Found, ...]:
    """Sentences of `searched` that are most like the examples (cosine of TF-IDF), best first; none without enough examples."""
    if len(examples) < FEWEST_EXAMPLES or not searched:
        return ()
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer  # noqa: PLC0415 - heavy, and rare

    weigh = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words=list(ENGLISH_STOP_WORDS))
    try:
        table = weigh.fit_transform([*examples, *searched])
    except ValueError:
        # Nothing but the commonest words in all of it.
        return ()
    middle = table[: len(examples)].mean(axis=0).A1
    there = table[len(examples) :]
    length = float((middle**2).sum()) ** 0.5
    alike = there @ middle / length if length else there @ middle
    names = weigh.get_feature_names_out()
    found = []
    for number in sorted(range(len(searched)), key=lambda n: -alike[n])[:most]:
        if alike[number] < LEAST_ALIKE:
            break
        row = there[number]
        shares = sorted(zip(row.indices, row.data * middle[row.indices], strict=True), key=lambda pair: -pair[1])
        found.append(Found(number, tuple(str(names[at]) for at, share in shares[:MOST_WORDS] if share > 0)))
    return tuple(found)
