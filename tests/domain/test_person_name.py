"""A whole name as first and last: told by its words, none of them lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.person_name import split_name

NAMES = {
    "Ann Lee": ("Ann", "Lee"),
    "  Ann   Lee ": ("Ann", "Lee"),
    "Ann": ("", "Ann"),
    "": ("", ""),
    "Mary Ann Lee": ("Mary Ann", "Lee"),
    "Ludwig van Beethoven": ("Ludwig", "van Beethoven"),
    "Juana de la Cruz": ("Juana", "de la Cruz"),
    "Van Morrison": ("Van", "Morrison"),
    "van Gogh": ("", "van Gogh"),
    "John Smith Jr.": ("John", "Smith Jr."),
    "John Smith, Jr.": ("John", "Smith, Jr."),
    "Ann Lee, Ph.D.": ("Ann", "Lee, Ph.D."),
    "Henry Ford II": ("Henry", "Ford II"),
    "Lee, Ann": ("Ann", "Lee"),
    "de la Cruz, Juana": ("Juana", "de la Cruz"),
    "Dr. Ann Lee": ("Dr. Ann", "Lee"),
    "Anne-Marie O'Neill": ("Anne-Marie", "O'Neill"),
    "יעל כהן": ("יעל", "כהן"),
    "山田太郎": ("", "山田太郎"),
    "Ann\u00a0Lee": ("Ann", "Lee"),
    ",": ("", ","),
}


@pytest.mark.parametrize(("name", "parts"), NAMES.items())
def test_a_name_is_parted_as_people_do_it(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@given(st.text(st.sampled_from("ab ,.vdeJr\u00a0\t"), max_size=20) | st.text(max_size=20))
def test_no_word_of_a_name_is_lost(name: str) -> None:
    first, last = split_name(name)
    assert sorted(f"{first} {last}".replace(",", " ").split()) == sorted(name.replace(",", " ").split())
    assert bool(last) == bool(name.strip())
