"""What is said of people, their terms, accounts and telephone numbers? No database."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from tests.cast import DAY
from unions.models import Mandate, User
from unions.people import account_words, dialled, has_ended, holds, term_words
from unions.person_columns import Cell, Line, known_columns
from unions.person_forms import ContactForm, EndForm, PostForm, after
from unions.person_wishes import PeopleWish
from unions.roles import Role


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("0296 3000 111", "02963000111"),
        ("912", ""),
        ("0912 345 678 An", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_known_when_all_of_it_was_typed(words, number):
    assert dialled(words) == number


def test_the_searched_column_follows_the_name():
    user = User(full_name="Trần Thị  Mài", username="mai.tinh-bien")
    user.follow_name()
    assert user.search_text == " tran thi mai| mai tinh bien"
    user.full_name, key = "Đỗ Thúy An", user.sort_key
    user.follow_name()
    assert user.search_text == " do thuy an| mai tinh bien"
    assert user.sort_key < key


def test_a_term_in_words():
    held = Mandate(from_on=DAY)
    assert term_words(held, DAY) == "từ 10/03/2021 đến nay"
    assert term_words(held, DAY - timedelta(days=1)) == "từ 10/03/2021"
    held.until_on = date(2026, 3, 10)
    assert term_words(held, DAY) == "từ 10/03/2021 đến trước 10/03/2026"


def test_a_post_holds_between_its_days_once_it_was_agreed_to():
    held = Mandate(from_on=DAY, until_on=DAY + timedelta(days=2))
    days = [DAY + timedelta(days=step) for step in (-1, 0, 1, 2)]
    assert [holds(held, day) for day in days] == [False, True, True, False]
    assert [has_ended(held, day) for day in days] == [False, False, False, True]
    held.awaits_second = True
    assert not holds(held, DAY)


def test_an_account_in_words():
    user = User(password="")
    assert account_words(user) == "Chưa kích hoạt"
    user.set_unusable_password()
    assert account_words(user) == "Chưa kích hoạt"
    user.password = "pbkdf2_sha256$1$x$y"
    assert account_words(user) == "Đang dùng"
    user.is_active = False
    assert account_words(user) == "Đã ngừng dùng"


def test_a_wish_forgets_what_it_does_not_know():
    wish = PeopleWish(QueryDict("q= an &vai-tro=king&tinh-trang=nga&cot=x&cot=so-qd&trang=3&la=1"), DAY)
    assert (wish.words, wish.wanted_role, wish.state, wish.columns) == ("an", "", "", ["so-qd"])
    assert wish.query() == "q=+an+&vai-tro=king&tinh-trang=nga&cot=x&cot=so-qd"
    assert wish.filter_query == "q=+an+&vai-tro=king&tinh-trang=nga"
    assert known_columns(["tai-khoan", "chuc-vu", "chuc-vu"]) == ["chuc-vu", "tai-khoan"]


def test_a_cell_in_a_file_is_one_line():
    assert Cell("Chức vụ", (Line("Chủ tịch", "CĐCS A"), Line("Văn thư"))).text == "Chủ tịch, CĐCS A; Văn thư"


def test_the_last_day_counts():
    assert after(date(2026, 3, 9)) == date(2026, 3, 10)
    assert after(None) is None
    form = PostForm(
        {"role": "chair", "post": "Chủ tịch", "on": "1/3", "last_on": "9/3"}, roles=[Role.CHAIR], year=2021
    )
    assert form.is_valid()
    assert form.columns() == {
        "role": "chair", "post": "Chủ tịch", "decision_no": "", "source": "elected", "until_on": date(2021, 3, 10),
    }  # fmt: skip


def test_forms_say_what_is_missing():
    contact, end = ContactForm({"full_name": " ", "phone": "0912 345 678"}), EndForm({})
    assert contact.errors == {"full_name": ["Nhập họ và tên."]}
    assert set(end.errors) == {"on", "reason"}
