"""Who are the persons of the demo, and with which accounts does one look around? All names but three are invented.

The three stand in the documents: Nguyễn Thiện Phú (S2), Nguyễn Thị Thu Hà (S4) and, as bodies only, nobody else.
"""

from itertools import count

PASSWORD = "thi-dua-2021-mau"  # noqa: S105 (a demo without real data; production never runs this command)

FAMILIES = "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Phan Trương Đinh Chau".split()
MEN = "Văn Minh Quốc Hữu Thanh Đức Hoàng".split()
WOMEN = "Thị Ngọc Thanh Kim Thu Mỹ Hồng".split()
MEN_GIVEN = (
    "An Bình Cường Dũng Đạt Giang Hải Hiệp Khải Lâm Long Nam Nghĩa Phong Quân Sơn Tài Thắng Trung Tuấn Vinh "
    "Xuân Ý"
).split()
WOMEN_GIVEN = (
    "Ánh Bích Cúc Dung Đào Hà Hạnh Hiền Hoa Hương Lan Liên Loan Mai Nga Nhung Oanh Phượng Quyên Tâm Thảo Uyên "
    "Yến"
).split()

# Printed by `seed_demo --accounts`: role, username, whose desk it opens.
ACCOUNTS = [
    ("Chủ tịch CĐCS", "chutich.maynhabang", "CĐCS Công ty TNHH May Nhà Bàng"),
    ("Trưởng khối", "truongkhoi.tinhbien", "Khối thi đua số 1, LĐLĐ huyện Tịnh Biên"),
    ("Chuyên viên", "chuyenvien.tinhbien", "LĐLĐ huyện Tịnh Biên"),
    ("Lãnh đạo", "lanhdao.tinhbien", "LĐLĐ huyện Tịnh Biên"),
    ("Văn thư", "vanthu.tinhbien", "LĐLĐ huyện Tịnh Biên"),
    ("Ủy ban Kiểm tra", "ubkt.tinhbien", "LĐLĐ huyện Tịnh Biên"),
    ("Quản trị", "quantri.angiang", "LĐLĐ tỉnh An Giang"),
    ("Chuyên viên", "chuyenvien.thanhtri", "LĐLĐ huyện Thanh Trì"),
    ("Chuyên viên", "chuyenvien.khoithidua", "LĐLĐ tỉnh (10 khối thi đua)"),
    ("Chuyên viên", "chuyenvien.vienchuc", "Công đoàn viên chức tỉnh"),
    ("Chuyên viên", "chuyenvien.quangtri", "LĐLĐ tỉnh Quảng Trị"),
]


def invented_names():
    """Full names without end, women and men in turn, none twice within the demo."""
    for number in count():
        middles, given = (MEN, MEN_GIVEN) if number % 2 else (WOMEN, WOMEN_GIVEN)
        family = FAMILIES[number % len(FAMILIES)]
        half = number // 2
        yield f"{family} {middles[half % len(middles)]} {given[half % len(given)]}"


def invented_phone(number):
    return f"09{10 + number % 80} {100 + number * 7 % 900:03d} {100 + number * 13 % 900:03d}"
