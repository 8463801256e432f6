"""Codes on paper: typed in any way they open the same door, in another room they open none, and a code in a link stays as it is."""

import hashlib

import pytest

from alongside.choosing import codes as choosing
from alongside.core.codes import ALPHABET, kept_of, new_code
from alongside.listening import codes as listening


@pytest.mark.parametrize("typed", ["7hk2m-4tq9b", "7HK2M4TQ9B", " 7HK2M 4TQ9B ", "7 h k 2 m - 4 t q 9 b"])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert listening.hash_of(typed) == listening.hash_of("7HK2M-4TQ9B")
    assert choosing.hash_of(typed) == choosing.hash_of("7HK2M-4TQ9B")


def test_codes_given_out_before_stay_good() -> None:
    assert listening.hash_of("7HK2M-4TQ9B") == hashlib.sha256(b"alongside-listening:7HK2M4TQ9B").hexdigest()
    assert choosing.hash_of("7HK2M-4TQ9B") == hashlib.sha256(b"alongside-choosing:7HK2M4TQ9B").hexdigest()
    assert listening.hash_of("aB-d_fGh1jKlmN0p") == hashlib.sha256(b"alongside-listening:aB-d_fGh1jKlmN0p").hexdigest()


def test_a_code_of_one_room_opens_nothing_in_another() -> None:
    assert listening.hash_of("7HK2M-4TQ9B") != choosing.hash_of("7HK2M-4TQ9B")


def test_in_a_link_capitals_and_dashes_matter() -> None:
    assert kept_of("aB-d_fGh1jKlmN0p", room="here") != kept_of("ab-d_fgh1jklmn0p", room="here")


def test_a_new_code_holds_no_letter_that_looks_like_another() -> None:
    made = {new_code() for _each in range(50)}
    assert len(made) == 50
    assert all(len(one) == 11 and one[5] == "-" and set(one.replace("-", "")) <= set(ALPHABET) for one in made)
    assert not set("01ILOU") & set(ALPHABET)
