"""Which kinds of body, sectors, movements and titles stand ready? Reference rows, written once, never overwritten."""

from datetime import date

from emulation.models import Movement, Title
from unions.models import BodyKind, Sector

# code: name, short name, rank, codes of allowed parents
KINDS = {
    "tinh": ("Liên đoàn Lao động tỉnh, thành phố", "LĐLĐ tỉnh", 2, []),
    "nganh-tinh": ("Công đoàn ngành địa phương", "CĐ ngành", 3, ["tinh"]),
    "huyen": ("Liên đoàn Lao động huyện, thị xã, thành phố", "LĐLĐ huyện", 3, ["tinh"]),
    "xa": ("Công đoàn xã, phường, đặc khu", "CĐ xã", 3, ["tinh"]),
    "cdcs": ("Công đoàn cơ sở", "CĐCS", 4, ["tinh", "nganh-tinh", "huyen", "xa"]),
    "mat-tran": ("Ủy ban Mặt trận Tổ quốc", "Mặt trận", 9, ["tinh", "huyen", "xa"]),
}
WIDE = {"tinh"}  # posts there hold only when a second person agrees
OUTSIDE = {"mat-tran"}  # no accounts: one registers with them, writes to them
# code: valid from, until; levels come and go with the laws
KIND_DAYS = {"huyen": (None, date(2025, 6, 30)), "xa": (date(2025, 7, 1), None)}
# code: name, code of the sector above
SECTORS = {
    "hcsn": ("Hành chính, sự nghiệp", None),
    "truong-hoc": ("Trường học", "hcsn"),
    "y-te": ("Y tế", "hcsn"),
    "kd-dv": ("Đơn vị kinh doanh, dịch vụ", None),
    "dn": ("Doanh nghiệp", None),
    "dn-nn": ("Doanh nghiệp Nhà nước", "dn"),
    "dn-ngoai-nn": ("Doanh nghiệp ngoài Nhà nước", "dn"),
    "fdi": ("Doanh nghiệp có vốn đầu tư nước ngoài", "dn"),
    "htx": ("Hợp tác xã", None),
}
TLD, PRIME_MINISTER = "Tổng LĐLĐ Việt Nam", "Thủ tướng Chính phủ, UBND tỉnh"
# code: name, issuer, other forms found in plans
MOVEMENTS = {
    "lao-dong-gioi-lao-dong-sang-tao": ("Lao động giỏi, Lao động sáng tạo", TLD, []),
    "cong-nhan-gioi": ("Công nhân giỏi", "", []),
    "sang-kien": ("Sáng kiến trong công nhân viên chức lao động", "", []),
    "gioi-viec-nuoc-dam-viec-nha": ("Giỏi việc nước, đảm việc nhà", TLD, []),
    "xanh-sach-dep": (
        "Xanh - Sạch - Đẹp, Bảo đảm ATVSLĐ",
        TLD,
        ["Xanh, Sạch, Đẹp, Bảo đảm an toàn vệ sinh lao động", "xanh sạch đẹp, bảo đảm ATVSLĐ"],
    ),
    "doi-moi-sang-tao-hieu-qua": (
        "Đổi mới, sáng tạo, hiệu quả trong hoạt động của tổ chức công đoàn",
        TLD,
        [],
    ),
    "tham-muu-gioi-phuc-vu-tot": ("Tham mưu giỏi, phục vụ tốt", TLD, []),
    "noi-khong-voi-tieu-cuc": ("Cán bộ, công chức, viên chức nói không với tiêu cực", TLD, []),
    "nong-thon-moi": (
        "Cả nước chung sức xây dựng nông thôn mới",
        PRIME_MINISTER,
        ["Thi đua xây dựng nông thôn mới"],
    ),
    "vi-nguoi-ngheo": (
        "Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau",
        PRIME_MINISTER,
        [],
    ),
    "doanh-nghiep-hoi-nhap": (
        "Doanh nghiệp Việt Nam hội nhập và phát triển",
        PRIME_MINISTER,
        ["Doanh nghiệp Thủ đô hội nhập và phát triển"],
    ),
    "van-hoa-cong-so": (
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hoá công sở",
        PRIME_MINISTER,
        [],
    ),
    "hoc-tap-bac": (
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "",
        ["Học tập và làm theo tấm gương đạo đức Hồ Chí Minh"],
    ),
}
PERSON, GROUP, TITLE, FORM = Title.Level.PERSON, Title.Level.GROUP, Title.Kind.TITLE, Title.Kind.FORM
# code: name, kind, level, authority
TITLES = {
    "ldtt": ("Lao động tiên tiến", TITLE, PERSON, "Thủ trưởng cơ quan, đơn vị"),
    "cstd-co-so": ("Chiến sĩ thi đua cơ sở", TITLE, PERSON, "Thủ trưởng cơ quan, đơn vị"),
    "cstd-tinh": ("Chiến sĩ thi đua cấp tỉnh", TITLE, PERSON, "Chủ tịch UBND tỉnh"),
    "tap-the-ldtt": ("Tập thể Lao động tiên tiến", TITLE, GROUP, "Thủ trưởng cơ quan, đơn vị"),
    "tap-the-ldxs": ("Tập thể Lao động xuất sắc", TITLE, GROUP, "Chủ tịch UBND tỉnh"),
    "giay-khen-huyen": ("Giấy khen LĐLĐ huyện", FORM, GROUP, "LĐLĐ huyện"),
    "bang-khen-tinh": ("Bằng khen LĐLĐ tỉnh", FORM, GROUP, "LĐLĐ tỉnh"),
    "co-ubnd-tinh": ("Cờ thi đua UBND tỉnh", TITLE, GROUP, "UBND tỉnh"),
    "co-chinh-phu": ("Cờ thi đua Chính phủ", TITLE, GROUP, "Chính phủ"),
}


def kinds():
    """{code: BodyKind}."""
    found = {}
    for code, (name, short_name, rank, parents) in KINDS.items():
        columns = {"name": name, "short_name": short_name, "rank": rank, "is_grassroots": code == "cdcs"}
        columns["is_external"], columns["needs_second"] = code in OUTSIDE, code in WIDE
        columns["from_on"], columns["until_on"] = KIND_DAYS.get(code, (None, None))
        found[code], is_new = BodyKind.objects.get_or_create(code=code, defaults=columns)
        if is_new:
            found[code].allowed_parents.set([found[parent] for parent in parents])
    return found


def sectors():
    """{code: Sector}."""
    found = {}
    for position, (code, (name, above)) in enumerate(SECTORS.items(), start=1):
        columns = {"name": name, "position": position, "parent": found.get(above)}
        found[code] = Sector.objects.get_or_create(code=code, defaults=columns)[0]
    return found


def movements():
    """{code: Movement}."""
    return {
        code: Movement.objects.get_or_create(
            code=code, defaults={"name": name, "issuer": issuer, "aliases": aliases}
        )[0]
        for code, (name, issuer, aliases) in MOVEMENTS.items()
    }


def titles():
    """{code: Title}."""
    return {
        code: Title.objects.get_or_create(
            code=code, defaults={"name": name, "kind": kind, "level": level, "authority": authority}
        )[0]
        for code, (name, kind, level, authority) in TITLES.items()
    }
