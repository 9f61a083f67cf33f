"""Is everything written in one form of Vietnamese, with the real Đ, and are addresses without marks?"""

import re
from unicodedata import is_normalized

import pytest

from tests.rules.sources import name_of, text_files
from tests.rules.test_views_ask_access import patterns

LOOK_ALIKES = re.compile(
    "[\u00d0\u0189\u00f0\u0256]"
)  # Ð, Ɖ, ð, ɖ: found in old documents (seed S3), never meant
ABOUT_THEM = ("unions/vietnamese.py", "tests/")  # they must read what old documents say


@pytest.mark.parametrize("path", text_files(), ids=name_of)
def test_letters_are_composed_and_the_d_is_ours(path):
    written = path.read_text()
    assert is_normalized("NFC", written)
    if not name_of(path).startswith(ABOUT_THEM):
        assert LOOK_ALIKES.findall(written) == []


def test_addresses_are_vietnamese_without_marks():
    odd = [
        str(each.pattern)
        for each in patterns()
        if not re.fullmatch(r"(?:[a-z-]+/|<[a-z]+:[a-z]+>/)*", str(each.pattern))
    ]
    assert odd == []
