"""Does whoever runs the server get a union its administrator, with a way in?"""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import UserFactory
from unions import clock
from unions.admitting import accept
from unions.models import LedgerEntry, Mandate


def made(*words):
    out = StringIO()
    call_command("make_administrator", *words, stdout=out)
    return out.getvalue()


def test_a_new_person_gets_a_post_and_a_code(province):
    printed = made("tinh-an-giang", "lam.yen", "Lâm Hoàng Yến")
    assert "Lâm Hoàng Yến (lam.yen) là quản trị của LĐLĐ tỉnh An Giang." in printed
    mandate = Mandate.objects.get()
    assert (mandate.body, mandate.role, mandate.awaits_second, mandate.granter) == (
        province,
        "administrator",
        False,
        None,
    )
    assert LedgerEntry.objects.first().actor_name == "Hệ thống"
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", printed).group()
    assert accept(code, password="mot-mat-khau-rat-dai-va-la", at=clock.now()) == mandate.user


def test_a_person_with_an_account_keeps_it(province):
    user = UserFactory(username="lam.yen")
    assert "Mã kích hoạt" not in made("tinh-an-giang", "lam.yen")
    assert user.mandates.get().role == "administrator"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("khong-co", "lam.yen", "Yến"), "Không có đơn vị"),
        (("tinh-an-giang", "lam.yen"), "ghi thêm họ và tên"),
        (("tinh-an-giang", "Lâm Yến", "Yến"), "chữ thường không dấu"),
    ],
)
def test_it_refuses_in_a_sentence(province, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        made(*words)
    assert not Mandate.objects.exists()
