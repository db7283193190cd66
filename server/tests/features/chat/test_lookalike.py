"""Names that look like those of the crew, by letters of any script."""

import pytest
from kaibo.talk.lookalike import forms

ALIKE = [
    ("Admin", "\u0410dmin"),  # Cyrillic A
    ("Admin", "adm\u0456n"),  # Ukrainian i
    ("Host", "H0st"),
    ("Host", "\u0397\u03bf\u0455t"),  # two Greek letters, and a Cyrillic one
    ("Ada", "Ａｄａ"),
    ("Ada", "𝓐𝓭𝓪"),
    ("Ada", "A\u200bd\u2060a"),
    ("Ada", "A\u0336d\u0336a\u0336"),
    ("Ada", "\u0410\u0301da"),
    ("Ada", "A.d.a"),
    ("Ilya", "llya"),
    ("Mia", "Rnia"),
    ("林若溪", "林 若溪"),
    ("主播", "主\u200d播"),
]
OTHERS = [("Anna", "Anya"), ("李", "季"), ("林若溪", "林若汐"), ("أحمد", "محمد"), ("😀", "😁"), ("राम", "रमा")]


@pytest.mark.parametrize(("name", "other"), ALIKE)
def test_names_that_look_alike_share_a_form(name: str, other: str) -> None:
    assert forms(name) & forms(other)


@pytest.mark.parametrize(("name", "other"), OTHERS)
def test_names_that_only_resemble_each_other_share_no_form(name: str, other: str) -> None:
    assert not forms(name) & forms(other)
