"""Are kinds and sectors data that only the top may change, and never against what stands on them?"""

from datetime import date

import pytest

from tests.cast import NOW
from tests.factories import BodyFactory
from unions import defining
from unions.defining import (
    AlreadyEnded,
    BodiesStand,
    CodeTaken,
    DaysInOrder,
    OwnParent,
    TwoNatures,
    define_kind,
    define_sector,
    end_kind,
    revise_kind,
    revise_sector,
)
from unions.errors import NotAllowed
from unions.models import BodyKind, ChangedBody, LedgerEntry, TreeChange, UnionBody
from unions.roles import Role

LAST, MERGED = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def admin(access_of_role, province):
    return access_of_role(province, Role.ADMINISTRATOR)


def last_line():
    return LedgerEntry.objects.order_by("-sequence")[0].sentence


def commune(admin, kinds, **columns):
    first = {"code": "xa", "name": "Công đoàn xã", "short_name": "CĐ xã", "rank": 3}
    return define_kind(by=admin, at=NOW, allowed_parents=[kinds["tinh"]], **{**first, **columns})


def test_a_new_level_is_a_row(admin, kinds, province):
    kind = commune(admin, kinds, from_on=MERGED)
    assert list(kind.allowed_parents.all()) == [kinds["tinh"]]
    assert last_line() == (
        f"{admin.name} thêm loại tổ chức Công đoàn xã, trực thuộc: Liên đoàn Lao động tỉnh."
    )
    with pytest.raises(CodeTaken):
        commune(admin, kinds)


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({"is_external": True, "is_grassroots": True}, TwoNatures),
        ({"from_on": MERGED, "until_on": LAST}, DaysInOrder),
    ],
)
def test_a_kind_that_makes_no_sense(admin, kinds, columns, refusal):
    with pytest.raises(refusal):
        commune(admin, kinds, **columns)
    assert not BodyKind.objects.filter(code="xa").exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.CLERK])
def test_others_may_not_define(access_of_role, province, kinds, role):
    with pytest.raises(NotAllowed):
        commune(access_of_role(province, role), kinds)


def test_an_administrator_below_the_top_may_not_define(access_of_role, upper_union, kinds):
    with pytest.raises(NotAllowed):
        commune(access_of_role(upper_union, Role.ADMINISTRATOR), kinds)


def test_what_changed_is_told(admin, kinds):
    revise_kind(kinds["huyen"], by=admin, at=NOW, name="LĐLĐ cấp huyện", needs_second=True)
    assert last_line() == (
        f"{admin.name} sửa loại tổ chức LĐLĐ cấp huyện: tên từ “Liên đoàn Lao động huyện” thành “LĐLĐ cấp huyện”; "
        "cấp quyền phải có người thứ hai từ không thành có."
    )
    lines = LedgerEntry.objects.count()
    revise_kind(kinds["huyen"], by=admin, at=NOW, name="LĐLĐ cấp huyện")
    assert LedgerEntry.objects.count() == lines


def test_an_allowed_parent_is_not_taken_from_under_bodies(admin, kinds, grassroots):
    with pytest.raises(BodiesStand, match="Còn 1 đơn vị loại Công đoàn cơ sở đang trực thuộc"):
        revise_kind(kinds["cdcs"], by=admin, at=NOW, allowed_parents=[kinds["tinh"]])
    revise_kind(kinds["cdcs"], by=admin, at=NOW, allowed_parents=[kinds["huyen"]])
    assert list(kinds["cdcs"].allowed_parents.all()) == [kinds["huyen"]]
    assert last_line().endswith("trực thuộc được: Liên đoàn Lao động huyện.")


def test_the_nature_of_a_kind_stays_under_bodies(admin, kinds, grassroots):
    with pytest.raises(BodiesStand, match="Đã có 1 đơn vị loại Công đoàn cơ sở"):
        revise_kind(kinds["cdcs"], by=admin, at=NOW, is_grassroots=False)


def test_a_kind_ends_when_its_bodies_do(admin, kinds, upper_union):
    with pytest.raises(
        BodiesStand, match="Còn 1 đơn vị loại Liên đoàn Lao động huyện hoạt động sau ngày 30/06/2025"
    ):
        end_kind(kinds["huyen"], by=admin, at=NOW, on=LAST)
    with pytest.raises(BodiesStand):
        revise_kind(kinds["huyen"], by=admin, at=NOW, until_on=LAST)
    UnionBody.objects.filter(pk=upper_union.pk).update(state="ended", ended_on=MERGED)
    kind = end_kind(kinds["huyen"], by=admin, at=NOW, on=LAST, decision_no="1/QĐ-TLĐ")
    assert last_line() == (
        f"{admin.name} ghi loại tổ chức Liên đoàn Lao động huyện chỉ có đến hết ngày 30/06/2025 theo quyết định "
        "1/QĐ-TLĐ."
    )
    with pytest.raises(AlreadyEnded):
        end_kind(kind, by=admin, at=NOW, on=LAST)


def test_a_foreseen_end_of_the_bodies_is_enough(admin, kinds, upper_union, province):
    change = TreeChange.objects.create(
        kind="merge",
        decider=province,
        decision_no="1/QĐ",
        decided_on=date(2025, 6, 16),
        effective_on=MERGED,
        recorded_name="A",
        recorded_at=NOW,
    )
    ChangedBody.objects.create(change=change, body=upper_union, part="old")
    end_kind(kinds["huyen"], by=admin, at=NOW, on=LAST)
    assert BodyKind.objects.get(code="huyen").until_on == LAST


def test_used_by_counts(admin, kinds, grassroots, upper_union):
    BodyFactory(kind=kinds["cdcs"], parent=upper_union, state="ended", ended_on=MERGED)
    counts = {kind.code: (kind.active, kind.known) for kind in defining.kinds_in_use()}
    assert list(counts.items()) == [("tinh", (1, 1)), ("huyen", (1, 1)), ("cdcs", (1, 2))]
    assert [(each.code, each.active) for each in defining.sectors_in_use()] == [
        ("hcsn", 0),
        ("dn-ngoai-nn", 1),
    ]


def test_sectors_are_a_tree(admin, sectors):
    schools = define_sector(by=admin, at=NOW, code="truong", name="Trường học", parent=sectors["hcsn"])
    assert last_line() == f"{admin.name} thêm khu vực Trường học thuộc Hành chính, sự nghiệp."
    with pytest.raises(CodeTaken):
        define_sector(by=admin, at=NOW, code="truong", name="Trường")
    with pytest.raises(OwnParent):
        revise_sector(sectors["hcsn"], by=admin, at=NOW, parent=schools)
    revise_sector(schools, by=admin, at=NOW, name="Trường", parent=None)
    assert last_line() == (
        f"{admin.name} sửa khu vực Trường học: tên từ “Trường học” thành “Trường”; thuộc từ “Hành chính, sự nghiệp” "
        "thành chưa ghi."
    )
    revise_sector(schools, by=admin, at=NOW, name="Trường")
    assert LedgerEntry.objects.filter(act="defining.revise_sector").count() == 1
