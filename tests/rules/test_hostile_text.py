"""Does anything people can type, or bend by hand, break a page or become something else (RELIABILITY R39–R42)?"""

import unicodedata
from itertools import cycle, islice

import pytest
from django.urls import reverse

from emulation.models import Campaign
from targets.models import RegisteredWork, Registration
from tests.cast import NOW
from tests.counts import IS_FULL, count
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import every_form, undone
from unions.middleware import HIDDEN_LETTERS
from unions.models import LedgerEntry, UnionBody
from unions.vietnamese import readable

pytestmark = pytest.mark.prove("hostile")

MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
NUMBERS = ["9" * 5000, "9" * 25, "-1", "1e400", "١٢٣", "²", "5/0", "1," * 50, "0" * 400, "1.500,5"]
DAYS = ["31/12/99999", "0/0/0000", "29/02/2021", "99:99"]
LETTERS = [
    "a\x00b", "".join(map(chr, range(1, 32))) + "x", "x\x7f\x85\x9f", "\u202eabc\u202c\u2066", "a\u200bb\ufeff\u00ad",
    "\ufffe\U0010ffff", "\ue000", "Đa\u0302\u0301n", "👩\u200d👩\u200d👧🇻🇳", "a\r\nb\nc", "   ",
]  # fmt: skip
WORDS = [
    "ơ" * 40_000,
    "a " * 5000,
    '=HYPERLINK("x")',
    "@SUM(1)",
    "{{ 1 }}{% now %}",
    "%00%ff",
    "../../etc",
    "[[[[",
]
PAYLOADS = [MARKUP, *NUMBERS, *DAYS, *LETTERS, *WORDS, "00000000-0000-0000-0000-00000000000g", "abc"]


def rounds():
    """Every payload alone in every input; in short runs they are dealt out over the inputs instead."""
    if IS_FULL:
        return [[payload] for payload in PAYLOADS]
    third = len(PAYLOADS) // 3
    return [PAYLOADS[place:] + PAYLOADS[:place] for place in (0, third, 2 * third)]


def dealt(names, payloads):
    return dict(zip(names, islice(cycle(payloads), len(names)), strict=True))


def test_no_form_breaks(wide_world, measured):
    """Typed by people, then with hidden inputs and choices bent as well: an answer, never an error page."""
    broken, sent = [], 0
    for client, page, form in every_form(wide_world):
        for payloads in rounds():
            for names in {form.typed, form.typed + form.hidden}:
                for path in form.paths if names else ():
                    data = form.filled(dealt(names, payloads))
                    answer = undone(form.send, client, data, path)
                    sent += 1
                    if answer.status_code >= 500:
                        broken.append((page, path, data))
    assert broken == []
    assert sent >= count(2000)
    measured(forms_sent=sent, error_pages=len(broken))


def test_no_form_breaks_without_its_fields(wide_world):
    for client, page, form in every_form(wide_world):
        for path in form.paths:
            answer = undone(form.send, client, form.filled(dict.fromkeys(dict(form.values))), path)
            assert answer.status_code < 500, page


def test_no_form_breaks_with_every_field_twice(wide_world):
    for client, page, form in every_form(wide_world):
        twice = {name: [value, "x", value] for name, value in form.values}
        for path in form.paths:
            assert undone(form.send, client, form.filled(twice), path).status_code < 500, page


BODIES = {
    "no boundary": ("multipart/form-data", b"x"),
    "cut off": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nz',
    ),
    "JSON": ("application/json", b'{"a": "\\ud800"}'),
    "no type": ("", b"a=1"),
    "broken letters": ("application/x-www-form-urlencoded", b"ct-1=%ED%A0%80&han-1=%FF%FE&dk-1=%C0%80"),
    "no pairs": ("application/x-www-form-urlencoded", b"&&&===&;"),
    "too many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(1001))),
    "too much": ("application/x-www-form-urlencoded", b"a=" + b"x" * 2_700_000),
}


PLACES = [
    ("chair", "registration_form", "fresh_unit"),
    ("chair", "registration_titles", "fresh_unit"),
    ("officer", "campaign_send_back", "proposed"),
    ("visitor", "login", ""),
]


def test_bodies_that_are_no_form_get_an_answer(wide_world):
    for persona, name, named in PLACES:
        path = reverse(name, args=[wide_world.things[named]] if named else [])
        for kind, (content_type, body) in BODIES.items():
            response = undone(_post, wide_world.clients[persona], path, body, content_type)
            assert response.status_code < 500, (path, kind)
            if kind.startswith("too m"):
                assert response.status_code == 400, (path, kind)
                assert "Không đọc được yêu cầu này" in response.content.decode()


def _post(client, path, body, content_type):
    return client.post(path, body, content_type=content_type)


# What is kept -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Đa\u0302\u0301n", "Đấn"),
        ("hai\u200bchữ\ufeff", "haichữ"),
        ("a\x00b\x01c", "abc"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("dòng\x0bmới", "dòng\nmới"),
        ("dòng\u2028mới\r\n\tnữa", "dòng\nmới\r\n\tnữa"),
        ("bỏ\ue000 \ufffe\U0010ffff", "bỏ "),
        ("Ðặng", "Đặng"),
        ("🇻🇳 giữ", "🇻🇳 giữ"),
        ("", ""),
    ],
)
def test_only_letters_that_can_be_read_are_kept(typed, kept):
    assert readable(typed) == kept


def test_hidden_letters_are_taken_out_with_a_sentence(wide_world):
    unit, chair = wide_world.things["fresh_unit"], wide_world.clients["chair"]
    path = reverse("registration_titles", args=[unit])
    chair.post(path, {"ct-1": "Sân\u200b cho\u031bi\x00 \u202ecông nhân"})
    work = RegisteredWork.objects.get(registration__participant__uid=unit)
    assert work.name == "Sân chơi công nhân"
    assert unicodedata.is_normalized("NFC", work.name)
    assert HIDDEN_LETTERS in chair.get("/").content.decode()


def test_plain_letters_are_kept_without_a_word(wide_world):
    unit, chair = wide_world.things["fresh_unit"], wide_world.clients["chair"]
    chair.post(reverse("registration_titles", args=[unit]), {"ct-1": "Sa\u0302n chơi\u00a0🇻🇳"})
    assert HIDDEN_LETTERS not in chair.get("/").content.decode()


def test_a_form_saved_by_itself_says_nothing_yet(wide_world):
    unit, chair = wide_world.things["fresh_unit"], wide_world.clients["chair"]
    path = reverse("registration_line", args=[unit, 1])
    chair.post(path, {"dk-1": "co", "ck-1": "a\u200bb"}, headers={"HX-Request": "true"})
    assert HIDDEN_LETTERS not in chair.get("/").content.decode()


def test_a_password_is_taken_as_it_was_typed(client, upper_union, officer_of):
    user = officer_of(upper_union).user
    for password in ("mat-khau dài\u00a0có e\u0302", "mat\u200bkhau-mat-khau"):
        user.set_password(password)
        user.save()
        answer = client.post("/dang-nhap/", {"username": user.username, "password": password})
        assert answer.status_code == 302


@pytest.mark.parametrize("username", ["x" * 151, "9" * 5000, "a\x00b", MARKUP])
def test_an_account_that_cannot_be_is_answered_as_a_wrong_one(client, upper_union, username):
    answer = client.post("/dang-nhap/", {"username": username, "password": "x" * 5000})
    assert answer.status_code == 422
    assert "chưa đúng" in answer.content.decode()


# What is shown ------------------------------------------------------------------------------------------------------


def test_markup_in_every_name_is_shown_as_letters(wide_world):
    """Names and words are put straight into the rows, past every form: pages must not trust what is stored."""
    UnionBody.objects.update(name=MARKUP, short_name=MARKUP[:40], place=MARKUP[:40])
    Campaign.objects.update(name=MARKUP, theme=MARKUP, basis=MARKUP, summary_text=MARKUP)
    campaign = Campaign.objects.get(uid=wide_world.things["sent"])
    campaign.indicators.update(statement=MARKUP, unit=MARKUP[:20])
    campaign.contents.update(title=MARKUP)
    campaign.participants.update(name=MARKUP)
    Registration.objects.update(late_reason=MARKUP)
    for client, path, form in every_form(wide_world):
        pages = [client.get(path)]
        if form.method == "POST" and form.typed:
            data = form.filled(dict.fromkeys(form.typed, MARKUP))
            pages.append(undone(form.send, client, data))
        for page in pages:
            if not page.streaming:
                assert "<script>alert" not in page.content.decode(), path
                assert "<img src=x" not in page.content.decode(), path


def test_markup_in_the_ledger_is_shown_as_letters(wide_world):
    proposed = wide_world.things["proposed"]
    officer = wide_world.clients["officer"]
    officer.post(reverse("campaign_send_back", args=[proposed]), {"reason": MARKUP})
    assert MARKUP in LedgerEntry.objects.get(act__endswith="send_back", at=NOW).sentence
    page = officer.get(reverse("campaign_detail", args=[proposed])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
