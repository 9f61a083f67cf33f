"""Is a movement found again by any form of its name, and added once when it is new?"""

import pytest

from emulation.models import Movement
from emulation.naming import name_movements
from tests.factories.campaigns import AT
from unions.errors import NotAllowed
from unions.models import LedgerEntry


@pytest.fixture
def green(db):
    aliases = ["Xanh, Sạch, Đẹp, Bảo đảm an toàn vệ sinh lao động"]
    return Movement.objects.create(code="xanh", name="Xanh - Sạch - Đẹp, Bảo đảm ATVSLĐ", aliases=aliases)


def test_known_by_name_and_by_alias_without_care_for_marks(green, officer, upper_union):
    names = ["“xanh - sach - dep, bảo đảm atvslđ”", "Xanh, Sạch, Đẹp, Bảo đảm an toàn vệ sinh lao động"]
    assert name_movements(upper_union, names, by=officer, at=AT) == [green]
    assert not LedgerEntry.objects.filter(act="naming.name_movements").exists()


def test_new_ones_are_added_once_without_their_quotes(officer, upper_union):
    names = ["“Lao động giỏi, Lao động sáng tạo”", "  ", "Lao động giỏi, lao động sáng tạo"]
    (made,) = name_movements(upper_union, names, by=officer, at=AT)
    assert (made.name, made.code) == ("Lao động giỏi, Lao động sáng tạo", "lao-dong-gioi-lao-dong-sang-tao")
    line = LedgerEntry.objects.get(act="naming.name_movements")
    assert line.sentence.endswith(
        "thêm phong trào, cuộc vận động “Lao động giỏi, Lao động sáng tạo” vào danh sách chung."
    )


def test_codes_never_clash(officer, upper_union):
    Movement.objects.create(code="gioi-viec-nuoc", name="Khác hẳn")
    (made,) = name_movements(upper_union, ["Giỏi việc nước"], by=officer, at=AT)
    assert made.code == "gioi-viec-nuoc-2"


def test_a_chair_adds_nothing(chair_of, grassroots, upper_union):
    with pytest.raises(NotAllowed):
        name_movements(upper_union, ["Giỏi việc nước"], by=chair_of(grassroots), at=AT)
