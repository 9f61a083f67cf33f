"""Are parents of the same file, kinds, days, member lists and known columns taken as the file means them?"""

from datetime import date

import pytest

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, BodyKindFactory
from tests.unions.import_lists import bring, counts, facts_of, look, sheet_of
from unions.access import SystemAccess
from unions.body_sheets import file_of
from unions.import_columns import recognise, remember
from unions.models import LedgerEntry, UnionBody
from unions.placing import state_fact
from unions.quantities import SCALE
from unions.tree_columns import COLUMNS
from unions.workbooks import read_workbook

pytestmark = pytest.mark.django_db


# Parents, kinds and days ----------------------------------------------------------------------------------------------


@pytest.fixture
def ward_kinds(kinds):
    """Two kinds may stand under a province beside the grassroots, as since 2025."""
    ward = BodyKindFactory(
        code="xa", name="Công đoàn xã, phường, đặc khu", short_name="CĐ xã", rank=3, is_grassroots=False
    )
    ward.allowed_parents.set([kinds["tinh"]])
    kinds["cdcs"].allowed_parents.add(ward)
    return {**kinds, "xa": ward}


def test_parents_of_the_same_file_are_founded_first(province, officer_of, ward_kinds):
    by = officer_of(province)
    rows = sheet_of(
        ["Mã", "Tên đơn vị", "Cấp trên", "Đoàn viên"],
        [None, "CĐCS A", "Công đoàn phường Long Xuyên", 5],
        [None, "CĐCS B", "cd-binh-an", 6],
        [None, "Công đoàn phường Long Xuyên", None, None],
        ["cd-binh-an", "Công đoàn xã Bình An", "LĐLĐ tỉnh An Giang", 7],
        [None, "CĐCS C", None, 8],
    )
    found = look(rows, province, by)
    assert counts(found) == [5, 0, 0, 0]
    assert found.plans[0].parent.label == "Công đoàn phường Long Xuyên"
    assert not UnionBody.objects.filter(name="CĐCS A").exists()
    bring(rows, province, by)
    above = {
        body.name: (body.parent.name, body.kind.code) for body in UnionBody.objects.exclude(pk=province.pk)
    }
    assert above == {
        "CĐCS A": ("Công đoàn phường Long Xuyên", "cdcs"),
        "CĐCS B": ("Công đoàn xã Bình An", "cdcs"),
        "CĐCS C": (province.name, "cdcs"),
        "Công đoàn phường Long Xuyên": (province.name, "xa"),
        "Công đoàn xã Bình An": (province.name, "xa"),
    }
    assert counts(bring(rows, province, by)) == [0, 0, 5, 0]


def test_rings_and_unknown_parents_are_named(province, officer_of, ward_kinds):
    rows = sheet_of(
        ["Tên đơn vị", "Cấp trên", "Đoàn viên"],
        ["Công đoàn xã A", "Công đoàn xã B", 5],
        ["Công đoàn xã B", "Công đoàn xã A", 6],
        ["CĐCS C", "Công đoàn xã A", 7],
        ["CĐCS D", "Công đoàn xã E", 7],
        ["CĐCS F", "CĐCS F", 7],
        ["Công đoàn xã G", "Công đoàn xã H", 1],
        ["Công đoàn xã H", None, 1],
        ["Công đoàn xã H", None, 1],
    )
    problems = look(rows, province, officer_of(province)).problems
    assert [problem.cell for problem in problems] == ["B2", "B3", "B4", "B5", "B6", "B7", "A9"]
    assert problems[5].reason == "Có 2 đơn vị tên “Công đoàn xã H”."
    assert problems[0].reason == "Đơn vị này và đơn vị cấp trên của nó trong tệp trực thuộc lẫn nhau."


def test_a_unit_of_the_tree_is_not_moved_under_a_new_one(province, officer_of, ward_kinds, grassroots):
    rows = sheet_of(
        ["Tên đơn vị", "Cấp trên", "Đoàn viên"],
        ["Công đoàn xã A", None, 5],
        [grassroots.name, "Công đoàn xã A", 6],
    )
    (problem,) = look(rows, province, officer_of(province)).problems
    assert problem.reason.endswith("đang trực thuộc LĐLĐ huyện Tịnh Biên, tệp ghi Công đoàn xã A.")


def test_kinds_are_said_or_asked_for(province, officer_of, ward_kinds, grassroots):
    rows = sheet_of(
        ["Tên đơn vị", "Cấp trên", "Loại tổ chức", "Đoàn viên"],
        ["Bình An", None, "CĐ xã", 1],
        ["Bình Hòa", None, "Phường", 1],
        ["Bình Thủy", None, "cdcs", 1],
        ["Bình Mỹ", None, "Đội", 1],
        ["Bình Long", "Bình An", "Công đoàn xã", 1],
        [grassroots.name, None, "Công đoàn xã", 1],
        ["Bình Phú", "Chợ Mới", None, 1],
        ["Chợ Mới", None, None, 1],
    )
    found = look(rows, province, officer_of(province))
    kinds = {plan.row.texts["name"]: plan.kind.code for plan in found.plans}
    assert kinds == {"Bình An": "xa", "Bình Hòa": "xa", "Bình Thủy": "cdcs"}
    assert {problem.cell: problem.reason for problem in found.problems} == {
        "C5": "Không có loại tổ chức “Đội”.",
        "C6": "Công đoàn xã, phường, đặc khu không lập được dưới Công đoàn xã, phường, đặc khu.",
        "C7": f"{grassroots.name} là Công đoàn cơ sở, tệp ghi “Công đoàn xã”.",
        "C9": "Không rõ Chợ Mới là loại tổ chức nào.",
    }
    assert found.problems[0].suggestion == "Ghi vào cột Loại tổ chức: LĐLĐ huyện, CĐ xã, CĐCS."
    assert found.plans[0].said == [("Loại tổ chức", "Công đoàn xã, phường, đặc khu")]


def test_a_kind_that_has_ended_is_not_founded_again(province, officer_of, ward_kinds):
    ward_kinds["huyen"].until_on = date(2021, 1, 1)
    ward_kinds["huyen"].save()
    rows = sheet_of(
        ["Tên đơn vị", "Cấp", "Đoàn viên"], ["LĐLĐ huyện A", "Huyện", 5], ["LĐLĐ huyện B", None, 5]
    )
    first, second = look(rows, province, officer_of(province)).problems
    assert (first.cell, first.reason) == (
        "B2",
        "Liên đoàn Lao động huyện không phải loại tổ chức có trong ngày 10/03/2021.",
    )
    assert (second.cell, second.reason) == ("B3", first.reason)


def test_words_of_offices_for_sectors_and_the_union_above(province, officer_of, upper_union, sectors):
    rows = sheet_of(
        ["Tên đơn vị", "Cấp trên", "Loại hình"],
        ["CĐCS A", "LĐLĐ tỉnh", "DN ngoài NN"],
        ["CĐCS B", "Liên đoàn LĐ huyện Tịnh Biên", "HCSN"],
        ["CĐCS C", "ldld huyện tịnh biên", "dnnnn"],
    )
    found = look(rows, province, officer_of(province))
    assert [problem.cell for problem in found.problems] == []
    assert [plan.parent for plan in found.plans] == [province, upper_union, upper_union]
    assert [plan.columns["sector"].code for plan in found.plans] == ["dn-ngoai-nn", "hcsn", "dn-ngoai-nn"]


def test_days_and_decisions_of_new_bodies(officer, upper_union, grassroots):
    rows = [
        ["Tên đơn vị", "Ngày thành lập", "Số QĐ", "Đoàn viên"],
        ["CĐCS A", "05/03/2019", "12/QĐ-LĐLĐ", 1],
        [grassroots.name, "06/03/2019", None, 1],
    ]
    found = bring(sheet_of(*rows), upper_union, officer)
    body = UnionBody.objects.get(name="CĐCS A")
    assert (f"{body.founded_on}", body.placements.get().decision_no) == ("2019-03-05", "12/QĐ-LĐLĐ")
    assert body.placements.get().from_on == DAY
    was = grassroots.founded_on
    grassroots.refresh_from_db()
    assert grassroots.founded_on == was
    assert found.notes == ["Ngày và quyết định thành lập của đơn vị đã có trong hệ thống được giữ nguyên."]
    rows[1][:2] = ["CĐCS B", "11/03/2021"]
    (problem,) = look(sheet_of(*rows), upper_union, officer).problems
    assert (problem.cell, problem.reason) == ("B2", "Ngày thành lập 11/03/2021 ở sau hôm nay.")


def test_a_heading_that_means_an_unknown_union_is_named(
    province, officer_of, upper_union, stranger, ward_kinds
):
    rows = sheet_of(
        ["Tên CĐCS", "Đoàn viên"],
        ["I. Các CĐCS trực thuộc LĐLĐ huyện Châu Phú"],
        ["CĐCS A", 1],
        ["II. Công đoàn phường Long Xuyên"],
        ["CĐCS B", 1],
        ["III. Khối trường học"],
        ["CĐCS C", 1],
    )
    found = look(rows, province, officer_of(province))
    assert [plan.parent for plan in found.plans] == [stranger, province, province]
    assert [problem.cell for problem in found.problems] == ["A4"]


def test_under_a_row_that_is_wrong_or_asked_about_nothing_more_is_said(province, officer_of, ward_kinds):
    BodyFactory(code="xa-an-cu", name="Công đoàn xã phường An Cư", kind=ward_kinds["xa"], parent=province)
    rows = sheet_of(
        ["Tên đơn vị", "Cấp trên", "Loại tổ chức"],
        ["Công đoàn xã A", None, "Đội"],
        ["CĐCS B", "Công đoàn xã A", None],
        ["Công đoàn cơ sở xã phường An Cư", None, None],
        ["CĐCS C", "Công đoàn cơ sở xã phường An Cư", None],
    )
    by = officer_of(province)
    found = look(rows, province, by)
    assert [problem.cell for problem in found.problems] == ["C2"]
    assert [plan.line for plan, _ in found.doubts] == [3]
    assert found.plans == []
    answered = look(rows, province, by, answers={"DS!4": "xa-an-cu"})
    assert [(plan.row.texts["name"], plan.parent and plan.parent.code) for plan in answered.plans] == [
        ("Công đoàn cơ sở xã phường An Cư", province.code),
        ("CĐCS C", "xa-an-cu"),
    ]
    BodyFactory(name="CĐCS C", kind=ward_kinds["cdcs"], parent=UnionBody.objects.get(code="xa-an-cu"))
    again = look(rows, province, by, answers={"DS!4": "xa-an-cu"})
    assert [plan.outcome for plan in again.plans] == ["unchanged", "unchanged"]


def test_every_wrong_cell_of_a_row_is_named_at_once(officer, upper_union, sectors):
    rows = sheet_of(
        ["Tên CĐCS", "Cấp trên", "Loại hình", "Loại tổ chức", "Ngày thành lập", "Đoàn viên"],
        ["CĐCS A", "Huyện Không Có", "Sao Hỏa", None, "01/01/2030", "nhiều"],
        ["CĐCS B", None, "Sao Kim", "Đội", "01/01/2030", 5],
    )
    problems = look(rows, upper_union, officer).problems
    assert [problem.cell for problem in problems] == ["B2", "C2", "E2", "F2", "C3", "D3", "E3"]


def test_codes_made_from_names_keep_clear_of_old_ones(officer, upper_union, kinds):
    renamed = BodyFactory(code="moi", kind=kinds["cdcs"], parent=upper_union)
    renamed.past_names.create(name="Cũ", code="cdcs-a", until_on=DAY)
    bring(sheet_of(["Tên CĐCS", "Đoàn viên"], ["CĐCS A", 5]), upper_union, officer)
    assert UnionBody.objects.get(name="CĐCS A").code == "cdcs-a-2"
    rows = sheet_of(["Mã", "Tên CĐCS", "Đoàn viên"], ["x", "CĐCS X", 5], ["x", "CĐCS Y", 5])
    (problem,) = look(rows, upper_union, officer).problems
    assert (problem.cell, problem.reason) == ("A3", "Mã này đã có ở DS, dòng 2.")


# Lists with one row a member, and columns put right before ------------------------------------------------------------


def test_the_membership_software_s_list(officer, upper_union, grassroots):
    rows = sheet_of(
        ["STT", "Họ và tên", "Giới tính", "Số thẻ đoàn viên", "Đơn vị"],
        [1, "Nguyễn Thị Hoa", "Nữ", "1", grassroots.name],
        [2, "Trần Văn Nam", "Nam", "2", grassroots.name],
        [3, "Lê Thị Lan", "Nữ", "3", "CĐCS Mới"],
    )
    assert counts(bring(rows, upper_union, officer)) == [1, 1, 0, 0]
    assert facts_of(grassroots.name) == {"members": 2, "women_members": 1}
    assert facts_of("CĐCS Mới") == {"members": 1, "women_members": 1}
    assert counts(bring(rows, upper_union, officer)) == [0, 0, 2, 0]
    assert not LedgerEntry.objects.filter(sentence__contains="Lan").exists()


def test_columns_put_right_are_known_below_too(officer, province, upper_union, stranger):
    headings = ["Tên", "Lao động", "Số người"]
    columns = {"name": 0, "members": 2}
    assert recognise(headings, upper_union) is None
    remember(headings, province, columns, "Mẫu tỉnh")
    assert recognise(["TÊN", "lao động", "Số người", ""], upper_union) == columns
    found = bring(sheet_of(headings, ["CĐCS A", 5, 6]), upper_union, officer)
    assert (facts_of("CĐCS A"), found.notes) == ({"members": 6}, ["Cột không dùng: “Lao động” (B)."])
    remember(headings, stranger, {"name": 0, "workers": 2}, "Mẫu huyện khác")
    assert recognise(headings, upper_union) == columns
    remember(headings, upper_union, {"name": 0, "workers": 1}, "Mẫu huyện")
    assert recognise(headings, upper_union) == {"name": 0, "workers": 1}
    assert recognise(["Họ và tên", "Giới tính", "Mã đoàn viên", "CĐCS"], upper_union)["card"] == 2


def test_our_own_list_again_changes_nothing(province, upper_union, grassroots, stranger, officer_of, kinds):
    state_fact(
        grassroots, code="members", value=12 * SCALE, as_of=DAY, source="", by=SystemAccess(DAY), at=NOW
    )
    gone = BodyFactory(name="CĐCS Cũ", kind=kinds["cdcs"], parent=upper_union)
    UnionBody.objects.filter(pk=gone.pk).update(state="merged", ended_on=DAY)
    listed = UnionBody.objects.within(upper_union).select_related("kind", "sector", "parent")
    data = file_of(listed.order_by("path"), list(COLUMNS), today=DAY)
    found = look(read_workbook(data, "ds.xlsx"), upper_union, officer_of(upper_union))
    assert (counts(found), found.doubts) == ([0, 0, 2, 0], [])
    assert found.notes == [
        "Bỏ qua đơn vị đã kết thúc: dòng 6.",
        "Người phụ trách không nhập ở đây: cột “Người đứng đầu” (H), “Điện thoại” (I). "
        "Đồng chí dùng trang Mời người phụ trách.",
        "Cột không dùng: “CĐCS” (G), “Khối thi đua” (J).",
    ]
