"""Does the command that scripts rely on write the file, and say in a sentence why not?"""

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from reports.models import SummaryReport
from unions.jobs import JobState, claim


def build(*args, out):
    call_command("build_summary", *args, out=str(out))


def test_the_file_holds_the_figures(campaign, tmp_path):
    build("tinh-bien-2021", "1", out=tmp_path / "tong-hop.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")
    assert book.sheetnames[0] == "Tổng quan"
    assert book["Chỉ tiêu"]["G7"].value == 30
    assert SummaryReport.objects.get().state == JobState.READY


def test_asked_twice_the_same_file_comes_out(campaign, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        build("tinh-bien-2021", "1", out=tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert SummaryReport.objects.count() == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("khong-co", "1"), "Không có phong trào mã khong-co. Đang có: tinh-bien-2021."),
        (("tinh-bien-2021", "7"), "Phong trào tinh-bien-2021 không có giai đoạn 7. Đang có: 1, 2."),
    ],
)
def test_what_is_not_there_is_said(campaign, tmp_path, args, said):
    with pytest.raises(CommandError, match="^" + said.replace(".", r"\.") + "$"):
        build(*args, out=tmp_path / "x.xlsx")


def test_a_folder_that_is_not_there(campaign, tmp_path):
    with pytest.raises(CommandError, match="Không có thư mục"):
        build("tinh-bien-2021", "1", out=tmp_path / "khong" / "x.xlsx")


def test_a_campaign_that_was_not_launched(campaign, tmp_path):
    type(campaign).objects.filter(pk=campaign.pk).update(state="draft")
    with pytest.raises(CommandError, match="chưa phát động"):
        build("tinh-bien-2021", "1", out=tmp_path / "x.xlsx")


def test_a_build_that_another_worker_holds(queued, tmp_path, time_machine):
    claim(queued, at=queued.queued_at)
    with pytest.raises(CommandError, match="đang được máy khác lập"):
        build("tinh-bien-2021", "1", out=tmp_path / "x.xlsx")


def test_a_target_that_cannot_be_written(campaign, tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(CommandError, match="Không ghi được"):
        build("tinh-bien-2021", "1", out=tmp_path / "x.xlsx")
    assert list(tmp_path.glob(".x.xlsx*")) == []
