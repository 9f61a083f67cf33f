"""Does an office change its tree by hand: one decision, foreseen, recorded, and seen as it was before?

In the same running product: does a person's own device take the second step of a sign-in, and does a list of chairs
become paper that opens the door? Does an office's own Excel become units?
"""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests.journeys.door import sign_in, type_password
from tests.journeys.world import PASSWORD

SURVIVOR, ENDED = "CĐCS Công ty TNHH Chế biến gỗ An Cư", "CĐCS Công ty TNHH Đường thốt nốt Bảy Núi"
NEW_PASSWORD = "con đò sang bến sông xanh"
TODAY, YESTERDAY = date(2021, 5, 3), date(2021, 5, 2)  # of the running product


@pytest.fixture(scope="module")
def world(stack):
    stack.manage("shell", "-c", "from tests.journeys.world import build; build()")


@pytest.mark.usefixtures("world")
def test_two_unions_become_one_and_the_day_before_shows_both(page_1280, new_page, axe):
    office = page_1280
    sign_in(office, "chuyenvien", PASSWORD)
    office.goto("/don-vi/")
    axe(office, "don-vi")
    office.get_by_role("link", name=SURVIVOR).click()
    axe(office, "don-vi-mot")
    office.get_by_role("link", name="Ghi biến động").first.click()
    axe(office, "bien-dong-chon")
    office.get_by_role("link", name="Sáp nhập").click()
    office.get_by_label("Tìm theo tên hoặc mã").first.fill("thot not")
    office.get_by_role("button", name="Tìm Các đơn vị cùng sáp nhập").click()
    office.get_by_role("checkbox", name=ENDED).check()
    office.get_by_label("Số quyết định").fill("12/QĐ-LĐLĐ")
    office.get_by_label("Ngày quyết định").fill("30/4/2021")
    office.get_by_label("Có hiệu lực từ ngày").fill("03/5/2021")
    axe(office, "sap-nhap")
    office.get_by_role("button", name="Xem trước khi ghi").last.click()
    assert "Ghi lý do" in office.get_by_role("alert").inner_text()
    office.get_by_label("Lý do", exact=True).fill("Hai công ty đã hợp nhất")
    office.get_by_role("button", name="Xem trước khi ghi").last.click()

    foreseen = office.get_by_role("main").inner_text()
    assert "Chưa ghi" in foreseen
    assert "1 người phụ trách" in foreseen
    axe(office, "xem-truoc")
    office.get_by_role("button", name="Ghi và thực hiện ngay").click()
    office.get_by_text("Đã ghi biến động").wait_for()
    axe(office, "bien-dong-mot")

    assert names_on(office, TODAY).count(ENDED) == 0
    assert names_on(office, YESTERDAY).count(ENDED) == 1
    chair = new_page(360)
    sign_in(chair, "thot-not", PASSWORD)
    axe(chair, "chu-tich-don-vi-da-sap-nhap")


def names_on(page, day):
    """What the tree shows for a day, as one text."""
    page.goto(f"/don-vi/?ngay={day:%d/%m/%Y}")
    return page.get_by_role("table").inner_text()


DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.usefixtures("world")
def test_a_device_of_ones_own_opens_the_door(page_360, axe):
    """Chromium keeps the key as a telephone would: made once, then asked after the password and instead of it."""
    page = page_360
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, "thcs-nha-bang", PASSWORD)
    page.goto("/tai-khoan/hai-buoc/")
    axe(page, "hai-buoc-chon")
    page.get_by_role("link", name="Ứng dụng mã 6 số").click()
    axe(page, "hai-buoc-ung-dung")
    page.goto("/tai-khoan/hai-buoc/khoa/")
    axe(page, "hai-buoc-khoa")
    page.get_by_label("Tên để nhận ra khóa này").fill("Điện thoại của tôi")
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    page.get_by_text("Đã thêm khóa đăng nhập.").wait_for()
    axe(page, "hai-buoc-ma-du-phong")
    backup = page.locator(".codes li").first.inner_text()
    page.get_by_role("button", name="Tôi đã cất mã").click()
    page.get_by_role("link", name="Đổi tên Điện thoại của tôi").wait_for()
    axe(page, "hai-buoc-danh-sach")
    page.get_by_role("button", name="Đăng xuất").click()

    own_key = page.get_by_role("button", name="Dùng vân tay")
    type_password(page, "thcs-nha-bang", PASSWORD)
    axe(page, "hai-buoc-xac-nhan")
    own_key.click()
    page.get_by_role("button", name="Đăng xuất").click()

    page.get_by_role("button", name="Vào bằng vân tay").click()
    page.get_by_role("button", name="Đăng xuất").click()

    type_password(page, "thcs-nha-bang", PASSWORD)
    page.get_by_role("link", name="Dùng mã dự phòng").click()
    page.get_by_label("Mã dự phòng").fill(backup)
    page.get_by_role("button", name="Xác nhận và vào").click()
    page.get_by_text("còn 9 mã chưa dùng").wait_for()
    assert page.get_by_role("button", name="Đăng xuất").is_visible()


NEW_CHAIRS = """Mã đơn vị;Đơn vị;Họ và tên;Điện thoại
huyen-uy;;Trần Thị Mới;0912 000 001
ubnd;;Trần Văn Hai;
y-te;;Trần Văn Ba;
thcs-nha-bang;;Trần Văn Bốn;
mn-an-phu;;Trần Văn Năm;
thi-tran;;Trần Văn Sáu;
may-nha-bang;;Trần Văn Bảy;
xang-dau;;Trần Văn Tám;
go-an-cu;;Trần Văn Chín;
vat-lieu;;Trần Văn Mười;
du-lich;;Trần Văn Thêm;
"""


@pytest.mark.usefixtures("world")
def test_a_list_of_chairs_becomes_slips_that_open_the_door(page_1280, new_page, axe):
    """Eleven new chairs: two A4 pages of slips; one of them comes in with the telephone."""
    office = page_1280
    sign_in(office, "chuyenvien", PASSWORD)
    office.goto("/nguoi/moi/")
    axe(office, "moi-nguoi")
    upload = {"name": "Chủ tịch mới.csv", "mimeType": "text/csv", "buffer": NEW_CHAIRS.encode()}
    office.locator("#tep").set_input_files(upload)
    office.get_by_role("button", name="Xem trước").click()
    office.get_by_label("Bàn giao ở cả 11 nơi").check()
    axe(office, "moi-xem-truoc")
    office.get_by_role("button", name="Mở tài khoản và ghi chức vụ").click()
    office.get_by_text("Đã mở 11 tài khoản").wait_for()
    axe(office, "moi-in")
    office.get_by_role("button", name="Cấp mã và in 11 phiếu").click()
    axe(office, "moi-phieu")
    assert office.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
    slip = office.locator("article", has_text="Trần Thị Mới")
    chair = new_page(360)
    chair.goto(f"/kich-hoat/?ma={slip.locator('.cut-code').inner_text()}")
    chair.get_by_role("button", name="Tiếp tục").click()
    assert "Trần Thị Mới" in chair.get_by_role("main").inner_text()
    chair.locator("[name=password_new]").fill(NEW_PASSWORD)
    chair.locator("[name=password_again]").fill(NEW_PASSWORD)
    chair.get_by_role("button", name="Kích hoạt và vào").click()
    chair.get_by_role("button", name="Đăng xuất").wait_for()
    office.goto("/nguoi/moi/?tinh-trang=da-kich-hoat&q=tran+thi+moi")
    assert "Đã kích hoạt" in office.get_by_role("table").inner_text()


def messy_list():
    """As an office keeps it: a title over the table, numbers as text, a total, a name that is almost another's."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in (
        ["DANH SÁCH CÔNG ĐOÀN CƠ SỞ NĂM 2021"],
        [],
        ["TT", "Đơn vị", "Quân số", "Đoàn viên"],
        [1, "CĐCS Trường Mầm non Hoa Sen", "25", 24],
        [2, "Mầm non An Phú", 18, 18],
        ["Cộng", None, 43, 42],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    kept = BytesIO()
    book.save(kept)
    return {"name": "ds.xlsx", "mimeType": "application/octet-stream", "buffer": kept.getvalue()}


@pytest.mark.usefixtures("world")
def test_an_offices_own_excel_comes_in(page_1280, axe):
    """Columns put right, a doubt settled, all of it taken by a worker while the page waits."""
    office = page_1280
    sign_in(office, "chuyenvien", PASSWORD)
    office.goto("/don-vi/nhap-excel/")
    axe(office, "nhap-tai-len")
    office.locator("#tep").set_input_files(messy_list())
    office.get_by_role("button", name="Tải lên và đọc tệp").click()
    office.get_by_label("Cột C nghĩa là").select_option("Lao động")
    axe(office, "nhap-ghep-cot")
    office.get_by_role("button", name="Xem kết quả từng ô").last.click()
    office.get_by_role("radio", name="Là “CĐCS Trường Mầm non An Phú”").check()
    office.get_by_text("Đã chọn đủ").wait_for()
    axe(office, "nhap-phai-hoi")
    office.get_by_role("button", name="Lưu lựa chọn và đối chiếu lại").click()
    office.get_by_role("heading", name="Thêm 1, đổi 1, không đổi 0").wait_for()
    axe(office, "nhap-xem-truoc")
    office.get_by_role("button", name="Nhập vào hệ thống").click()
    office.get_by_role("link", name="Xem các đơn vị").wait_for()
    axe(office, "nhap-xong")
    office.get_by_role("link", name="Xem các đơn vị").click()
    office.get_by_role("link", name="CĐCS Trường Mầm non Hoa Sen").click()
    assert "25" in office.get_by_role("main").inner_text()
