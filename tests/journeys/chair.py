"""What does a chair do on a telephone: register, check, sign, report? The same with and without JavaScript."""

import io
import re

from PIL import Image


def register_all_as_assigned(page, check, name):
    """From the home page to the sign page: five taps from home to receipt, typing nothing."""
    check(page, f"{name}-viec-cua-toi")
    open_task(page, "Đăng ký chỉ tiêu")
    check(page, f"{name}-dang-ky")
    page.get_by_role("button", name="Nhận đủ chỉ tiêu giao").click()
    check(page, f"{name}-kiem-tra")
    page.get_by_role("button", name="Tiếp tục để ký").click()


def register_declining(page, check, name, *, statement, reason):
    """Register everything but one line, which is declined with a reason, and send it for approval."""
    check(page, f"{name}-viec-cua-toi")
    open_task(page, "Đăng ký chỉ tiêu")
    page.get_by_role("button", name="Nhận đủ chỉ tiêu giao").click()
    page.get_by_role("link", name=re.compile("^Thay đổi")).first.click()
    line = _line(page, statement)
    line.locator("input[value=khong]").check()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    check(page, f"{name}-dang-ky-loi")  # a reason is asked; nothing else is lost
    line = _line(page, statement)
    assert line.locator("input[value=khong]").is_checked()
    line.get_by_label("Lý do, nếu không đăng ký").fill(reason)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    _pass_titles(page, check, name)
    send_for_approval(page)


def correct_after_return(page, check, name, *, statement, asked, reason):
    """What was asked stands on the home page; only the flagged line is open, and a better reason is given for it."""
    page.get_by_text(asked).first.wait_for()
    check(page, f"{name}-tra-lai")
    page.get_by_role("link", name=re.compile("^Sửa")).first.click()
    assert page.locator("input[value=co]").count() == 1
    _line(page, statement).get_by_label("Lý do, nếu không đăng ký").fill(reason)
    check(page, f"{name}-sua")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    _pass_titles(page, check, name)
    send_for_approval(page)


def send_for_approval(page):
    page.get_by_role("button", name=re.compile("^Gửi LĐLĐ huyện Tịnh Biên")).click()


def sign_pledge(page, check, name):
    """Without the tick nothing is signed; with it the receipt follows, and its code is returned."""
    check(page, f"{name}-ky")
    page.get_by_role("button", name="Ký giao ước").click()
    check(page, f"{name}-ky-loi")
    page.get_by_label("Tôi đã đọc toàn bộ nội dung trên").check()
    page.get_by_role("button", name="Ký giao ước").click()
    page.get_by_role("heading", name="Đã ký giao ước").wait_for()
    check(page, f"{name}-bien-nhan")
    return re.search(r"GUTD-[0-9A-Z-]+", page.locator(".slip").inner_text())[0]


def report_results(page, check, name, answers, *, photo_for):
    """Fill in phase 1: {statement: "co" | "khong" | "zero" | (num, den) | words}, a photo at one line, then send."""
    open_task(page, "Báo cáo kết quả")
    while page.get_by_role("button", name="Lưu và tiếp tục").count():
        for group in page.locator(".target").all():
            statement = group.get_by_role("heading").inner_text().split(". ", 1)[1].strip()
            _answer(group, answers[statement])
            if statement == photo_for:
                group.locator("input[type=file]").set_input_files(
                    {"name": "bien-ban.jpg", "mimeType": "image/jpeg", "buffer": photo()}
                )
        check(page, f"{name}-ket-qua")
        page.get_by_role("button", name="Lưu và tiếp tục").click()
    check(page, f"{name}-ket-qua-kiem-tra")
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_text("Đã gửi, chờ duyệt").first.wait_for()
    check(page, f"{name}-ket-qua-da-gui")


def photo():
    """A photograph with the place in it, as telephones take them."""
    image = Image.new("RGB", (1600, 1200), (180, 190, 200))
    exif = Image.Exif()
    exif[0x010F] = "Điện thoại"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _answer(group, answer):
    if answer == "zero":
        group.locator("input[type=checkbox]").first.check()
    elif answer in ("co", "khong"):
        group.locator(f"input[value={answer}]").check()
    elif isinstance(answer, tuple):
        boxes = group.locator("input[inputmode]")
        for place, figure in enumerate(answer):
            boxes.nth(place).fill(figure)
    else:
        group.locator("textarea").first.fill(answer)


def _line(page, statement):
    return page.locator(".target", has=page.get_by_text(statement))


def open_task(page, name):
    page.locator("a.task", has_text=name).first.click()


def _pass_titles(page, check, name):
    """The page of titles and works comes between registering and checking."""
    if "danh-hieu" in page.url:
        check(page, f"{name}-danh-hieu")
        page.get_by_role("button", name="Tiếp tục").click()
