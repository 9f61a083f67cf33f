"""A real campaign from plan to Excel, through the pages, at the sizes people use."""

import re
import time

import pytest

from tests.journeys import chair
from tests.journeys.door import sign_in
from tests.journeys.s0_plan import (
    AGREEMENT,
    CULTURE,
    DEADLY,
    GREEN,
    HO_CHI_MINH,
    MEMBERS,
    PROPAGANDA,
    QUALITY,
    SAFETY,
    SERIOUS,
    TRAINING,
    type_plan,
)
from tests.journeys.workbook import ON_THE_PAGE, check_workbook
from tests.journeys.world import PASSWORD

RETURN_REASON = "Kế hoạch năm 2021 phải xây dựng mới, đề nghị đồng chí ghi rõ vì sao không đăng ký."
FACTORY_ANSWERS = {
    PROPAGANDA: "co",
    AGREEMENT: "co",
    QUALITY: "Họp tổ công đoàn mỗi tháng một lần",
    MEMBERS: "Kết nạp đoàn viên mới",
    TRAINING: "Cử 03 cán bộ đi tập huấn",
    CULTURE: "co",
    SERIOUS: "zero",
    DEADLY: "zero",
    SAFETY: "co",
    HO_CHI_MINH: "co",
    GREEN: "Trồng 50 cây xanh",
}
SCHOOL_ANSWERS = {
    PROPAGANDA: "co",
    QUALITY: "Đổi mới sinh hoạt tổ công đoàn",
    TRAINING: "Cử 01 cán bộ đi tập huấn",
    CULTURE: "co",
    HO_CHI_MINH: "co",
}


def in_stack(stack, module, act):
    stack.manage("shell", "-c", f"from tests.journeys.{module} import {act}; {act}()")


@pytest.mark.smoke
def test_from_plan_to_excel(stack, page_1280, page_360, page_360_nojs, new_page, axe):
    in_stack(stack, "world", "build")
    officer = page_1280
    officer.goto("/dang-nhap/")
    axe(officer, "dang-nhap")
    sign_in(officer, "chuyenvien", PASSWORD)
    axe(officer, "ban-lam-viec")
    type_plan(officer, axe)

    # A chair on a telephone: everything as assigned, so that the sign page follows at once.
    factory = page_360
    sign_in(factory, "may-nha-bang", PASSWORD)
    chair.register_all_as_assigned(factory, axe, "may")
    code = chair.sign_pledge(factory, axe, "may")
    assert code.startswith("GUTD-2021-")

    # Another one without JavaScript: declines one line, is asked why, answers, is approved, signs.
    school = page_360_nojs
    sign_in(school, "thcs-nha-bang", PASSWORD)
    chair.register_declining(school, axe, "thcs", statement=HO_CHI_MINH, reason="Đã xây dựng từ năm trước")
    send_back(officer, axe, statement=HO_CHI_MINH)
    school.goto("/")
    chair.correct_after_return(
        school, axe, "thcs", statement=HO_CHI_MINH, asked=RETURN_REASON, reason="Đảng ủy xã xây dựng chung"
    )
    approve(officer, axe)
    in_stack(stack, "others", "register_and_sign")
    school.goto("/")
    chair.open_task(school, "Ký giao ước")
    chair.sign_pledge(school, axe, "thcs")

    factory.goto("/")
    chair.report_results(factory, axe, "may", FACTORY_ANSWERS, photo_for=AGREEMENT)
    school.goto("/")
    chair.report_results(school, axe, "thcs", SCHOOL_ANSWERS, photo_for=CULTURE)
    in_stack(stack, "others", "report")
    verify(officer, axe, "CĐCS Công ty TNHH May Nhà Bàng")
    verify(officer, axe, "CĐCS Trường THCS Nhà Bàng")
    in_stack(stack, "others", "verify")

    leader = new_page(1280)
    sign_in(leader, "lanhdao", PASSWORD)
    axe(leader, "lanh-dao")
    seen, path = ask_for_summary(leader, axe)
    assert len(seen) >= 3, seen
    check_workbook(path)
    shown = leader.get_by_role("main").inner_text()
    assert [words for words in ON_THE_PAGE if words not in shown] == []
    assert "Nhật ký nguyên vẹn" in stack.manage("verify_ledger")


def send_back(officer, check, *, statement):
    """Without a reason nothing is returned; the flag that was set stays."""
    officer.goto("/")
    check(officer, "ban-lam-viec-cho-duyet")
    officer.get_by_role("link", name="Duyệt tiếp").click()
    row = officer.locator("tr", has_text="Hồ Chí Minh")
    row.get_by_role("checkbox").check()
    officer.get_by_role("button", name="Trả lại").click()
    check(officer, "duyet-dang-ky-loi")
    assert officer.locator("tr", has_text="Hồ Chí Minh").get_by_role("checkbox").is_checked()
    officer.get_by_label("Lý do trả lại").fill(RETURN_REASON)
    officer.get_by_role("button", name="Trả lại").click()
    check(officer, "duyet-dang-ky-da-tra-lai")


def approve(officer, check):
    officer.goto("/")
    officer.get_by_role("link", name="Duyệt tiếp").click()
    officer.get_by_text("Đảng ủy xã xây dựng chung").first.wait_for()
    check(officer, "duyet-dang-ky-lan-hai")
    officer.get_by_role("button", name="Duyệt", exact=True).click()
    check(officer, "duyet-dang-ky-xong")


def verify(officer, check, name):
    """The oldest waiting result first; after "Duyệt" the next one follows."""
    officer.goto("/")
    officer.get_by_role("link", name="Duyệt tiếp").click()
    officer.get_by_role("heading", name=name).wait_for()
    check(officer, "duyet-ket-qua")
    officer.get_by_role("button", name="Duyệt", exact=True).click()
    check(officer, "duyet-ket-qua-xong")


def ask_for_summary(page, check):
    """Press the button, watch the build, download; returns the counts of progress seen and the path of the file."""
    page.get_by_role("link", name="Tổng quan", exact=True).click()
    check(page, "tong-quan-ds")
    page.get_by_role("link", name="Giai đoạn một").click()
    check(page, "tong-quan")
    page.get_by_role("button", name="Lập bảng tổng hợp").click()
    seen = set()
    deadline = time.monotonic() + 90
    while page.get_by_role("link", name="Tải Excel tổng hợp").count() == 0:
        assert time.monotonic() < deadline, page.content()
        words = page.get_by_role("main").inner_text()  # waits where the page is just showing itself anew
        seen |= set(re.findall(r"đã đọc (\d+/\d+) đơn vị", words))
        page.wait_for_timeout(200)
    check(page, "bang-tong-hop")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel tổng hợp").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    return seen, download.value.path()
