"""Is an office's own Excel understood as it comes, named cell by cell where not, and taken whole or not at all?"""

import json
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.cast import DAY, NOW
from tests.counts import count
from tests.factories import BodyFactory
from tests.unions.hostile_workbooks import saved
from tests.unions.import_lists import bring, counts, facts_of, look, sent, sheet_of
from unions.errors import NotAllowed, OutOfScope
from unions.importing import HasProblems, NothingToTake, take
from unions.models import LedgerEntry, UnionBody
from unions.quantities import SCALE
from unions.workbooks import read_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.prove("import")]


MESSY = [
    ["LIÊN ĐOÀN LAO ĐỘNG HUYỆN TỊNH BIÊN"],
    ["DANH SÁCH CÔNG ĐOÀN CƠ SỞ NĂM 2021"],
    [],
    ["STT", "Tên đơn vị", "Loại hình", "CNVCLĐ", None, "Đoàn viên", None, "Ghi chú"],
    [None, None, None, "Tổng số", "Nữ", "Tổng số", "Nữ", None],
    ["I", "Khối trường học"],
    [1, "CĐCS Trường Tiểu học Kim Đồng", "Trường học", 40, 30, "38", 29, "mới"],
    [2, "CĐCS Trường THCS Lê Lợi", "nt", "1.500", 900, 1400, 880],
    [3, "C«ng ®oµn c¬ së Tr­êng MÇm non Hoa Sen", "nt", 25, 25, 24, 24],
    ["Cộng", None, None, 1565, 955, 1462, 933],
    ["II", "Khối doanh nghiệp"],
    [4, "CĐCS Công ty TNHH May Nhà Bàng", "Doanh nghiệp ngoài Nhà nước", 10, 5, 8, "-"],
]
MERGES = ["A1:H1", "A2:H2", "D4:E4", "F4:G4", "A4:A5", "B4:B5", "C4:C5", "H4:H5"]


@pytest.fixture
def school(sectors):
    from tests.factories import SectorFactory

    return SectorFactory(code="truong-hoc", name="Trường học", position=3)


# As it comes ----------------------------------------------------------------------------------------------------------


def test_a_messy_list_is_understood(officer, upper_union, grassroots, school):
    found = bring(sent(*MESSY, merges=MERGES), upper_union, officer)
    assert counts(found) == [3, 1, 0, 0]
    assert found.notes == ["Bỏ qua dòng cộng: dòng 10.", "Cột không dùng: “Ghi chú” (H)."]
    assert facts_of("CĐCS Trường THCS Lê Lợi") == {
        "workers": 1500,
        "women": 900,
        "members": 1400,
        "women_members": 880,
    }
    hoa_sen = UnionBody.objects.get(name="Công đoàn cơ sở Trường Mầm non Hoa Sen")
    assert (hoa_sen.sector, hoa_sen.parent, hoa_sen.code) == (
        school,
        upper_union,
        "cong-doan-co-so-truong-mam-non-hoa",
    )
    assert facts_of(grassroots.name) == {"workers": 10, "women": 5, "members": 8}


def test_the_same_file_again_changes_nothing(officer, upper_union, grassroots, school):
    bring(sent(*MESSY, merges=MERGES), upper_union, officer)
    lines, bodies = LedgerEntry.objects.count(), UnionBody.objects.count()
    again = bring(sent(*MESSY, merges=MERGES), upper_union, officer)
    assert counts(again) == [0, 0, 4, 0]
    assert (LedgerEntry.objects.count(), UnionBody.objects.count()) == (lines, bodies)


def test_a_total_that_does_not_add_up_is_told(officer, upper_union, school):
    found = look(
        sheet_of(["Tên CĐCS", "Đoàn viên"], ["CĐCS A", 10], ["CĐCS B", 20], ["Tổng cộng", 31]),
        upper_union,
        officer,
    )
    assert counts(found) == [2, 0, 0, 0]
    assert found.notes == ["Dòng cộng B4 ghi 31, cộng các đơn vị được 30.", "Bỏ qua dòng cộng: dòng 4."]


def test_what_differs_is_changed_and_nothing_else(officer, upper_union, grassroots):
    rows = [
        ["Mã", "Tên", "Điện thoại", "Email", "Đoàn viên"],
        ["may-nha-bang", None, "0912 111 222", "a@b.vn", 12],
    ]
    found = bring(sheet_of(*rows), upper_union, officer)
    assert counts(found) == [0, 1, 0, 0]
    grassroots.refresh_from_db()
    assert (grassroots.phone, grassroots.email) == ("0912 111 222", "a@b.vn")
    rows[1][4] = 13
    assert look(sheet_of(*rows), upper_union, officer).plans[0].figures == {"members": 13 * SCALE}
    assert look(sheet_of(*rows), upper_union, officer).plans[0].columns == {}


def test_merged_cells_and_sections_name_the_union_above(
    province, officer_of, upper_union, stranger, kinds, sectors
):
    by = officer_of(province)
    rows = [
        ["Tên CĐCS", "Đơn vị cấp trên", "Đoàn viên"],
        ["CĐCS A", "LĐLĐ huyện Tịnh Biên", 5],
        ["CĐCS B", None, 6],
        ["CĐCS C", "huyen-khac", 7],
    ]
    found = bring(sheet_of(*rows, merges=["B2:B3"]), province, by)
    assert [plan.body.parent for plan in found.plans] == [upper_union, upper_union, stranger]
    sections = [["STT", "Tên CĐCS", "Đoàn viên"], ["I", "LĐLĐ huyện Châu Phú"], [1, "CĐCS D", 5]]
    assert bring(sheet_of(*sections), province, by).plans[0].body.parent == stranger


def test_several_sheets_and_one_without_units(officer, upper_union):
    book = openpyxl.Workbook()
    book.active.append(["Hướng dẫn"])
    for name in ("Xã A", "Xã B"):
        sheet = book.create_sheet(name)
        sheet.append(["Tên CĐCS", "Đoàn viên"])
        sheet.append([f"CĐCS {name}", 10])
    assert counts(bring(read_workbook(saved(book), "a.xlsx"), upper_union, officer)) == [2, 0, 0, 0]


@pytest.mark.parametrize(
    ("headings", "figures"),
    [
        (
            ["Lao động", "Nữ", "Đoàn viên", "Nữ"],
            {"workers": 40, "women": 30, "members": 38, "women_members": 29},
        ),
        (["Đoàn viên", "Nữ"], {"members": 40, "women_members": 30}),
        (["Lao động", "Trong đó nữ"], {"workers": 40, "women": 30}),
    ],
)
def test_a_bare_nu_counts_the_women_of_the_column_before(officer, upper_union, headings, figures):
    bring(sheet_of(["Tên CĐCS", *headings], ["CĐCS A", 40, 30, 38, 29]), upper_union, officer)
    assert facts_of("CĐCS A") == figures


def test_codes_are_one_in_capitals_or_not(officer, upper_union, kinds):
    BodyFactory(code="MAY-01", name="CĐCS May 01", kind=kinds["cdcs"], parent=upper_union)
    rows = sheet_of(["Mã", "Tên CĐCS", "Đoàn viên"], ["may-01", "CĐCS May 01", 5])
    assert counts(look(rows, upper_union, officer)) == [0, 1, 0, 0]


# What cannot be taken is named ----------------------------------------------------------------------------------------


def test_each_bad_cell_is_named(officer, upper_union, grassroots, sectors):
    rows = [
        ["Mã", "Tên CĐCS", "Loại hình", "Cấp trên", "Đoàn viên"],
        [None, "CĐCS A", "Sao Hỏa", None, 1],
        [None, "CĐCS B", None, "Huyện Không Có", 1],
        [None, "CĐCS C", None, None, "1,5"],
        [None, "CĐCS D", None, None, "nhiều"],
        [None, None, None, None, 4],
        ["may-nha-bang", "CĐCS Tên Khác", None, None, 1],
        [None, "CĐCS E", None, None, -3],
        [None, "CĐCS F", None, None, 1],
        [None, "CĐCS F", None, None, 2],
        ["ma-moi", None, None, None, 3],
    ]
    found = look(sheet_of(*rows), upper_union, officer)
    assert sorted(problem.cell for problem in found.problems) == [
        "B10",
        "B11",
        "B6",
        "B7",
        "C2",
        "D3",
        "E4",
        "E5",
        "E8",
    ]
    assert all(problem.reason.endswith((".", "?")) and problem.suggestion for problem in found.problems)
    with pytest.raises(HasProblems, match="Còn 9 chỗ phải sửa: chưa dòng nào được nhập"):
        take(found, under=upper_union, as_of=DAY, source="", by=officer, at=NOW, on=DAY)
    assert not UnionBody.objects.filter(name="CĐCS F").exists()


def test_what_no_column_can_hold_is_named(officer, upper_union):
    rows = [
        ["Mã", "Tên CĐCS", "Điện thoại", "Email", "Lao động", "Nữ"],
        ["CĐ 01/AG", "CĐCS A", None, None, 5, 4],
        [None, "CĐCS " + "a" * 230, None, None, 5, 4],
        [None, "CĐCS C", "0912 345 678 hoặc 0987 654 321", None, 5, 4],
        [None, "CĐCS D", None, "không phải thư", 5, 4],
        [None, "CĐCS E", None, None, 5, 6],
    ]
    found = look(sheet_of(*rows), upper_union, officer)
    assert [problem.cell for problem in found.problems] == ["A2", "B3", "C4", "D5", "F6"]


def test_codes_of_the_past_are_not_given_again(officer, upper_union, kinds):
    gone = BodyFactory(code="cu", kind=kinds["cdcs"], parent=upper_union)
    UnionBody.objects.filter(pk=gone.pk).update(state="dissolved", ended_on=DAY)
    renamed = BodyFactory(code="moi", kind=kinds["cdcs"], parent=upper_union)
    renamed.past_names.create(name="Cũ", code="ten-cu", until_on=DAY)
    rows = sheet_of(["Mã", "Tên", "Đoàn viên"], ["cu", "CĐCS X", 5], ["ten-cu", "CĐCS Y", 5])
    assert [problem.cell for problem in look(rows, upper_union, officer).problems] == ["A2", "A3"]


def test_many_rows_take_a_few_statements(officer, upper_union, django_assert_max_num_queries):
    rows = [[f"CĐCS số {n}", n] for n in range(60)]
    with django_assert_max_num_queries(40):
        assert counts(bring(sheet_of(["Tên CĐCS", "Đoàn viên"], *rows), upper_union, officer)) == [
            60,
            0,
            0,
            0,
        ]


def test_many_known_errors_are_all_found(officer, upper_union, measured):
    total, wrong = count(5000), set(range(7, count(5000), 9))
    rows = [[f"CĐCS số {n}", "sai" if n in wrong else n] for n in range(total)]
    found = look(sheet_of(["Tên CĐCS", "Đoàn viên"], *rows), upper_union, officer)
    assert {problem.cell for problem in found.problems} == {f"B{n + 2}" for n in wrong}
    measured(cells_wrong=len(wrong), cells_named=len(found.problems), cells_named_falsely=0)


def test_one_error_in_the_last_row_and_nothing_is_written(officer, upper_union):
    rows = [["Tên CĐCS", "Đoàn viên"], *([f"CĐCS số {n}", n] for n in range(count(5000)))]
    found = look(sheet_of(*rows, ["CĐCS cuối", "x y"]), upper_union, officer)
    with pytest.raises(HasProblems):
        take(found, under=upper_union, as_of=DAY, source="", by=officer, at=NOW, on=DAY)
    assert UnionBody.objects.filter(parent=upper_union).count() == LedgerEntry.objects.count() == 0


def test_doubtful_names_ask(officer, upper_union, kinds):
    there = BodyFactory(
        code="th-kim-dong", name="CĐCS Tiểu học Kim Đồng", kind=kinds["cdcs"], parent=upper_union
    )
    rows = sheet_of(["Tên CĐCS", "Đoàn viên"], ["CĐCS Trường Tiểu học Kim Đồng", 5])
    found = look(rows, upper_union, officer)
    assert [(plan.line, bodies) for plan, bodies in found.doubts] == [(1, [there])]
    with pytest.raises(HasProblems):
        take(found, under=upper_union, as_of=DAY, source="", by=officer, at=NOW, on=DAY)
    assert counts(look(rows, upper_union, officer, answers={"DS!2": "th-kim-dong"})) == [0, 1, 0, 0]
    assert counts(look(rows, upper_union, officer, answers={"DS!2": "new"})) == [1, 0, 0, 0]
    BodyFactory(name="CĐCS Tiểu học Kim Đồng", kind=kinds["cdcs"], parent=upper_union)
    twice = look(sheet_of(["Tên CĐCS", "Đoàn viên"], ["CĐCS Tiểu học Kim Đồng", 5]), upper_union, officer)
    assert len(twice.doubts[0][1]) == 2


def test_a_unit_that_stands_elsewhere_is_not_moved(province, officer_of, grassroots, stranger):
    rows = [["Tên CĐCS", "Cấp trên", "Đoàn viên"], [grassroots.name, "LĐLĐ huyện Châu Phú", 5]]
    (problem,) = look(sheet_of(*rows), province, officer_of(province)).problems
    assert problem.reason.endswith("đang trực thuộc LĐLĐ huyện Tịnh Biên, tệp ghi LĐLĐ huyện Châu Phú.")


def test_what_stands_elsewhere_is_not_told(officer, upper_union, stranger, kinds):
    foreign = BodyFactory(code="la", name="CĐCS Lạ", kind=kinds["cdcs"], parent=stranger)
    (problem,) = look(
        sheet_of(["Mã", "Tên", "Đoàn viên"], [foreign.code, "CĐCS A", 5]), upper_union, officer
    ).problems
    assert problem.reason == "Mã này không dùng được ở đây."


def test_who_may(chair, officer, officer_of, stranger, upper_union):
    workbook = sheet_of(["Tên CĐCS", "Đoàn viên"], ["CĐCS A", 5])
    with pytest.raises(NotAllowed):
        look(workbook, upper_union, chair)
    with pytest.raises(OutOfScope):
        look(workbook, upper_union, officer_of(stranger))


def test_a_file_without_units(officer, upper_union):
    with pytest.raises(NothingToTake):
        look(sheet_of(["Kế hoạch"], ["Số 12"]), upper_union, officer)


def test_where_no_kind_fits(officer_of, province, upper_union, kinds, grassroots):
    rows = sheet_of(["Mã", "Tên", "Cấp trên", "Đoàn viên"], ["x", "CĐCS X", "", 5])
    (problem,) = look(rows, grassroots, officer_of(grassroots)).problems
    assert (problem.cell, problem.reason) == ("B2", "Không lập được đơn vị nào dưới Công đoàn cơ sở.")


# The command ----------------------------------------------------------------------------------------------------------


def run(path, *more):
    out = StringIO()
    call_command("import_bodies", path, "--under", "huyen-tinh-bien", *more, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path, upper_union):
    path = tmp_path / "ds.csv"
    path.write_text("Tên CĐCS;Đoàn viên\nCĐCS A;10\nCĐCS B;20\n")
    return path


def test_the_command_takes_a_file(file):
    assert json.loads(run(file, "--dry-run", "--json")) == {
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "errors": [],
    }
    assert not UnionBody.objects.filter(name="CĐCS A").exists()
    assert run(file) == "Thêm 2, đổi 0, giữ nguyên 0, lỗi 0 ô.\n"
    assert json.loads(run(file, "--json"))["unchanged"] == 2


def test_the_command_names_bad_cells(file):
    file.write_text("Tên CĐCS;Đoàn viên\nCĐCS A;mười\n")
    out = StringIO()
    with pytest.raises(CommandError, match="Chưa dòng nào được nhập"):
        call_command("import_bodies", file, "--under", "huyen-tinh-bien", "--json", stdout=out)
    (error,) = json.loads(out.getvalue())["errors"]
    assert (error["sheet"], error["cell"]) == ("ds", "B2")


def test_the_command_names_doubts(file, upper_union, kinds):
    BodyFactory(name="CĐCS Công ty A", kind=kinds["cdcs"], parent=upper_union)
    with pytest.raises(CommandError):
        run(file)
    assert not UnionBody.objects.filter(name="CĐCS B").exists()


def test_the_command_refuses_in_a_sentence(file, tmp_path):
    with pytest.raises(CommandError, match="Không mở được"):
        run(tmp_path / "khong-co.xlsx")
    with pytest.raises(CommandError, match="Không có đơn vị mang mã"):
        call_command("import_bodies", file, "--under", "khong-co")
    file.write_bytes(b"%PDF-1.7\x00")
    with pytest.raises(CommandError, match="không phải bảng tính"):
        run(file)
