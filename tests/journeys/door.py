"""How does somebody come in, in the browser?"""


def type_password(page, username, password):
    """Fill in the sign-in page and send it; what comes next is for the caller to look at."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tài khoản").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def sign_in(page, username, password):
    """Come in; the page that follows is there."""
    type_password(page, username, password)
    page.get_by_role("button", name="Đăng xuất").wait_for()
