"""A real campaign from plan to Excel, through the pages, at the sizes people use."""

from tests.journeys.s0_plan import type_plan
from tests.journeys.world import PASSWORD


def sign_in(page, username):
    page.goto("/dang-nhap/")
    page.get_by_label("Tài khoản").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_from_plan_to_excel(stack, page_1280, axe):
    stack.manage("shell", "-c", "from tests.journeys.world import build; build()")
    officer = page_1280
    officer.goto("/dang-nhap/")
    axe(officer, "dang-nhap")
    sign_in(officer, "chuyenvien")
    axe(officer, "ban-lam-viec")
    type_plan(officer, axe)
