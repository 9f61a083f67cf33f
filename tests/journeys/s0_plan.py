"""How does an officer type the plan of S0 by hand, exactly as DOMAIN §12 gives it?"""

NAME = "Phong trào thi đua năm 2021"
DN = "Doanh nghiệp ngoài Nhà nước"

# The eleven statements, in the words of the plan.
PROPAGANDA = "100% CĐCS tổ chức tuyên truyền phổ biến chủ trương, chính sách, pháp luật"
AGREEMENT = (
    "Hướng dẫn tổ chức thương lượng và ký kết thỏa ước lao động tập thể, doanh nghiệp ngoài quốc doanh "
    "đạt trên 75%"
)
QUALITY = "Nâng cao chất lượng CĐCS"
MEMBERS = "Phát triển đoàn viên khu vực ngoài nhà nước"
TRAINING = "Đào tạo, bồi dưỡng nghiệp vụ công đoàn"
CULTURE = "Phấn đấu trên 95% cơ quan, đơn vị, doanh nghiệp đạt danh hiệu văn hóa"
SERIOUS = "Trong năm không để xảy ra TNLĐ nghiêm trọng"
DEADLY = "Trong năm không để xảy ra TNLĐ chết người"
SAFETY = "Kiện toàn bộ máy làm công tác ATVSLĐ"
HO_CHI_MINH = (
    'Xây dựng và triển khai kế hoạch "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"'
)
GREEN = "Phong trào xanh sạch đẹp"

# One row of the grid: statement, kind, comparator, value, unit, scope, and whether "phấn đấu".
CONTENTS = [
    (
        "Tuyên truyền, xây dựng tổ chức công đoàn",
        [
            (PROPAGANDA, "Tỷ lệ đơn vị", "100%", "", "CĐCS", "", False),
            (AGREEMENT, "Tỷ lệ đơn vị", "trên", "75", "doanh nghiệp", DN, False),
            (QUALITY, "Nội dung bằng lời", "", "", "", "", False),
            (MEMBERS, "Nội dung bằng lời", "", "", "", DN, False),
            (TRAINING, "Nội dung bằng lời", "", "", "", "", False),
        ],
    ),
    (
        "Văn hóa, an toàn vệ sinh lao động, học tập và làm theo Bác",
        [
            (CULTURE, "Tỷ lệ đơn vị", "trên", "95", "cơ quan, đơn vị, doanh nghiệp", "", True),
            (SERIOUS, "Không để xảy ra", "không để xảy ra", "", "vụ", DN, False),
            (DEADLY, "Không để xảy ra", "không để xảy ra", "", "vụ", DN, False),
            (SAFETY, "Có làm", "", "", "doanh nghiệp", DN, False),
            (HO_CHI_MINH, "Có làm", "", "", "CĐCS", "", False),
            (GREEN, "Nội dung bằng lời", "", "", "", DN, False),
        ],
    ),
]


def type_plan(page, check):
    """From the list of campaigns to "Phát động"; `check(page, name)` looks at every page on the way."""
    page.get_by_role("link", name="Phong trào", exact=True).click()
    check(page, "phong-trao")
    page.get_by_role("link", name="Tạo phong trào").first.click()
    _information(page, check)
    _phases(page, check)
    _contents(page, check)
    _participants(page, check)
    check(page, "ke-hoach-5")
    page.get_by_role("button", name="Phát động").click()
    check(page, "phong-trao-phat-dong")


def _next(page):
    page.get_by_role("button", name="Lưu và sang bước sau").click()


def _information(page, check):
    page.get_by_label("Tên phong trào").fill(NAME)
    page.get_by_label("Năm", exact=True).fill("2021")
    page.get_by_label("Số, ký hiệu kế hoạch").fill("05/KH-LĐLĐ")
    page.get_by_label("Ngày kế hoạch").fill("22/02/2021")
    page.get_by_label("Chủ đề").fill("Đoàn kết, thực hiện thắng lợi nhiệm vụ chính trị năm 2021")
    page.get_by_label("Căn cứ", exact=True).fill(
        "Căn cứ chương trình công tác năm 2021 của LĐLĐ tỉnh An Giang;"
    )
    page.get_by_label("Ngày phát động").fill("05/3/2021")
    page.get_by_label("Hạn đăng ký: ngày").fill("31/5/2021")
    page.get_by_label("Hạn đăng ký: giờ").fill("17:00")
    check(page, "ke-hoach-1")
    _next(page)


def _phases(page, check):
    page.get_by_label("Tên, giai đoạn 1").fill("Giai đoạn một")
    page.get_by_label("Từ ngày, giai đoạn 1").fill("01/01/2021")
    page.get_by_label("Đến hết ngày, giai đoạn 1").fill("30/4/2021")
    page.get_by_label("Hạn báo cáo: ngày, giai đoạn 1").fill("10/5/2021")
    page.get_by_label("Tên, giai đoạn 2").fill("Giai đoạn 2")
    page.get_by_label("Từ ngày, giai đoạn 2").fill(
        "01/13/2021"
    )  # month and day turned round: asked, nothing lost
    page.get_by_label("Đến hết ngày, giai đoạn 2").fill("31/12/2021")
    _next(page)
    assert page.get_by_label("Từ ngày, giai đoạn 2").input_value() == "01/13/2021"
    assert page.get_by_label("Tên, giai đoạn 1").input_value() == "Giai đoạn một"
    check(page, "ke-hoach-2-loi")
    page.get_by_label("Từ ngày, giai đoạn 2").fill("1/5/2021")
    check(page, "ke-hoach-2")
    _next(page)


def _contents(page, check):
    for place, (title, rows) in enumerate(CONTENTS, start=1):
        if page.get_by_label(f"Nội dung thi đua {place}", exact=True).count() == 0:
            page.get_by_role("button", name="Thêm nội dung thi đua").click()
        page.get_by_label(f"Nội dung thi đua {place}", exact=True).fill(title)
        for row in rows:
            _row(page, place, row)
    _count_by_work_units(page)
    check(page, "ke-hoach-3")
    _next(page)


def _row(page, place, row):
    """Fill the next empty row of a content, asking for more rows when there is none."""
    statement, kind, comparator, value, unit, scope, is_aspiration = row
    body = page.locator("table.grid-in tbody").nth(place)
    boxes = body.locator("textarea[aria-label^='Chỉ tiêu']")
    while not (free := [each for each in boxes.all() if not each.input_value()]):
        before = boxes.count()
        body.get_by_role("button", name="Thêm chỉ tiêu").click()
        page.wait_for_function(
            "([place, before]) => document.querySelectorAll('table.grid-in tbody')[place]"
            ".querySelectorAll(\"textarea[aria-label^='Chỉ tiêu']\").length > before",
            arg=[place, before],
        )
    label = free[0].get_attribute("aria-label").rpartition(" ")[2]
    free[0].fill(statement)
    page.get_by_label(f"Kiểu {label}", exact=True).select_option(label=kind)
    if comparator:
        page.get_by_label(f"So sánh {label}", exact=True).select_option(label=comparator)
    page.get_by_label(f"Giá trị {label}", exact=True).fill(value)
    page.get_by_label(f"Đơn vị tính {label}", exact=True).fill(unit)
    if scope:
        page.get_by_label(f"Áp dụng cho {label}", exact=True).select_option(label=scope)
    if is_aspiration:
        page.get_by_label(f"Phấn đấu {label}", exact=True).check()


def _count_by_work_units(page):
    """ "cơ quan, đơn vị, doanh nghiệp": one union covers several, so the denominator comes from its figures."""
    boxes = page.locator("textarea[aria-label^='Chỉ tiêu']").all()
    box = next(each for each in boxes if "danh hiệu văn hóa" in each.input_value())
    label = box.get_attribute("aria-label").rpartition(" ")[2]
    page.get_by_role("button", name=f"Chi tiết chỉ tiêu {label}", exact=True).click()
    page.get_by_label("Mẫu số lấy từ số liệu").select_option(label="Cơ quan, đơn vị, doanh nghiệp")


def _participants(page, check):
    page.get_by_role("button", name="Chọn cả 12 đơn vị", exact=True).click()
    page.get_by_text("Đã chọn 12 trên 12 đơn vị").wait_for()
    check(page, "ke-hoach-4")
    _next(page)
