"""The papers of the house: links lead somewhere, and every word of ours has its one sentence."""

import re

import pytest

from tests.house.source import HOME, committed

PAPERS = [path for path in committed() if path.suffix == ".md"]
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
WORD = re.compile(r"^- \*\*(?P<word>[^*]+)\*\*: (?P<sentence>.+)$")
OURS = """space, story, read-back, circle, carer, ask, unknown, moment, practice, grant, viewer, fact, refusal, sealed, thread,
note line, break-glass, wall, gate, log of looks, outside professional""".replace("\n", " ").split(", ")


def words() -> dict[str, str]:
    text = (HOME / "GLOSSARY.md").read_text(encoding="utf-8")
    return {found["word"]: found["sentence"] for found in map(WORD.match, text.splitlines()) if found}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(HOME)))
def test_links_in_the_papers_lead_somewhere(paper):
    text = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.split("#")[0] for target in LINK.findall(text)]
    broken = [
        target
        for target in targets
        if target and not re.match(r"[a-z]+:", target) and not (paper.parent / target).exists()
    ]
    assert not broken, f"{paper.relative_to(HOME)} points at nothing: {broken}"


def test_every_word_of_ours_is_in_the_glossary():
    missing = [word for word in OURS if word not in words()]
    assert not missing, f"GLOSSARY.md: give each its sentence, as `- **word**: What it is.`: {missing}"


def test_the_glossary_gives_each_word_one_sentence_in_order():
    known = words()
    assert list(known) == sorted(known, key=str.lower), "keep the words in the order of the alphabet"
    wrong = [word for word, said in known.items() if not said.endswith(".") or re.search(r"[.!?] [A-Z]", said)]
    assert not wrong, f"one sentence each: {wrong}"
