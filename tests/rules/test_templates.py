"""Do all templates keep the manners: nothing inline, nothing unescaped, a token in every form, no English?"""

import re
from unicodedata import is_normalized

import pytest

from tests.rules.sources import lines_with, name_of, python_files, templates

MOST_LINES = 180
PAGES = pytest.mark.parametrize("path", templates(), ids=name_of)
COMMENTS = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.S)
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.S)
SPOKEN = re.compile(r'(?:aria-label|placeholder|title|alt)="([^"{]*)"')
# Words that only English writes this way; a page that shows one was not translated.
ENGLISH = re.compile(
    r"\b(submit|cancel|save|saved|delete|edit|search|loading|please|required|success|warning|password|username|"
    r"log ?in|log ?out|sign ?in|sign ?out|upload|download|files?|home|next|previous|back|continue|yes|none|null|"
    r"true|false|status|draft|report|deadline|email|phone|update|create|new|close|open|page|list|undefined)\b",
    re.IGNORECASE,
)


def markup(path):
    """What the template says, without its comments."""
    return COMMENTS.sub("", path.read_text())


def test_nothing_is_marked_safe_and_no_form_goes_without_its_check():
    loose = re.compile(r"\|\s*safe\b|autoescape off|mark_safe|SafeString|csrf_exempt|xframe_options_exempt")
    assert lines_with([*templates(), *python_files()], loose) == []


@PAGES
def test_no_code_and_no_style_stands_in_a_page(path):
    inline = re.compile(
        r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
    )
    assert inline.findall(CODE.sub("", markup(path))) == []


@PAGES
def test_nothing_comes_from_another_site(path):
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', markup(path)) == []


@PAGES
def test_every_form_that_posts_carries_its_token(path):
    forms = re.findall(r"<form\b[^>]*>.*?</form>", markup(path), re.S | re.IGNORECASE)
    posting = [form for form in forms if re.search(r'method="post"', form.split(">", 1)[0], re.IGNORECASE)]
    assert [form[:80] for form in posting if "{% csrf_token %}" not in form] == []


@PAGES
def test_pages_are_vietnamese(path):
    said = CODE.sub(" ", markup(path))
    words = re.sub(r"<[^>]*>", " ", re.sub(r"<(head|svg)\b.*?</\1>", " ", said, flags=re.S))
    spoken = " ".join(SPOKEN.findall(said))
    assert ENGLISH.findall(f"{words} {spoken}") == []


@PAGES
def test_letters_are_composed(path):
    assert is_normalized("NFC", path.read_text())


@PAGES
def test_no_template_outgrows_one_look(path):
    assert len(path.read_text().splitlines()) <= MOST_LINES


@PAGES
def test_no_page_decides_by_a_role(path):
    assert re.findall(r"{%\s*(?:el)?if[^%]*\brole\b", markup(path)) == []


@PAGES
def test_numbers_are_typed_as_text(path):
    """A wheel or an arrow key changes `type=number` unseen, and it takes no "1.500" (UX §0)."""
    assert re.findall(r'type="(?:number|date|datetime-local)"', markup(path)) == []
