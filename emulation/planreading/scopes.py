"""Whom does a sentence of a plan concern: which sectors, units of which size, people or things?"""

import re

from emulation.planreading.drafts import Condition, Scope
from emulation.planreading.figures import QUOTED, sizes_of
from unions.vietnamese import fold

# Most particular first; what stands in brackets is taken back where a finer sector was found.
SECTORS = [
    (
        "dn-ngoai-nn",
        r"ngoai (?:khu vuc )?nha nuoc|ngoai quoc doanh|(?:doanh nghiep|kinh te) (?:tu nhan|dan doanh)",
    ),
    ("dn-nn", r"doanh nghiep (?:co von )?nha nuoc|dnnn|dn nha nuoc|doanh nghiep quoc doanh"),
    ("fdi", r"fdi|von dau tu nuoc ngoai|von nuoc ngoai"),
    ("htx", r"hop tac xa|htx"),
    (
        "truong-hoc",
        r"truong hoc|khoi truong|cong doan truong|cac truong|nha truong|co so giao duc|"
        r"truong (?:mam non|tieu hoc|thcs|thpt|pho thong)|khoi (?:giao duc|mam non)|cdcs truong",
    ),
    ("y-te", r"khoi y te|don vi y te|co so y te|cdcs y te|tram y te|khoi benh vien"),
    ("kd-dv", r"kinh doanh,? (?:va )?dich vu"),
    (
        "hcsn",
        r"hanh chinh,? (?:va )?su nghiep|hcsn|co quan hanh chinh|don vi su nghiep|co quan nha nuoc|khoi co quan|"
        r"khu vuc hanh chinh|hanh chinh[ -]+su nghiep|cac co quan(?!,)|khoi hanh chinh|co quan dang|cdcs co quan",
    ),
    (
        "dn",
        r"doanh nghiep|dn(?!\w)|san xuat,? (?:va )?kinh doanh|sxkd|khoi cong ty|khoi san xuat|"
        r"cong ty (?:tnhh|co phan)|cac cong ty",
    ),
]
FINER = {"dn": {"dn-ngoai-nn", "dn-nn", "fdi"}, "hcsn": {"truong-hoc", "y-te"}}


def _named(code, pattern):
    lead = "(?:doanh nghiep (?:co )?)?" if code in FINER["dn"] else ""
    return re.compile(rf"(?<!\w)(?:cac |khoi |khu vuc )*{lead}(?:{pattern})")


NAMED = [(code, _named(code, pattern)) for code, pattern in SECTORS]
EVERYBODY = re.compile(r"co quan,? (?:va )?don vi,? (?:va )?doanh nghiep|doanh nghiep, don vi, co quan")
HEADED = re.compile(r"(?:khoi|khu vuc|doi voi|trong|nhom|linh vuc|cdcs|cong doan)(?!\w)")
OPENED = re.compile(
    r"(?:cac )?(?:doanh nghiep|hanh chinh|hop tac xa|htx|truong|co quan|don vi su nghiep|kinh doanh)"
)
PEOPLE_OF_OFFICES = re.compile(
    r"doi voi (?:can bo, )?(?:cong chuc|can bo,? cong chuc)|khoi can bo, cong chuc"
)

BODY = (
    r"CĐCS|công\s+đoàn(?!\s+viên)|doanh\s+nghiệp|DN(?=\s)|đơn\s+vị|cơ\s+quan|trường|hợp\s+tác\s+xã|HTX|nghiệp\s+đoàn|"
    r"tổ(?=\s|$)|chi\s+nhánh|đội\s+tàu|cụm|khối|phòng(?!\s+trọ)|khoa|LĐLĐ|liên\s+đoàn|công\s+ty|xí\s+nghiệp|"
    r"ban(?=\s)|bộ\s+phận|bộ\s+môn|nhà\s+máy|phân\s+xưởng|nông\s+trường|trạm|xã(?!\s+viên)|phường|bưu\s+cục|"
    r"các\s+(?:chi\s+nhánh|đơn\s+vị|trường|cấp)|chi\s+hội|đội(?=\s)|bệnh\s+viện|mỏ|cửa\s+hàng|khách\s+sạn|nhà\s+hàng|"
    r"cơ\s+sở(?=\s)|văn\s+phòng|viện|trung\s+tâm|tổng\s+công\s+ty|cấp\s+công\s+đoàn|huyện|thị\s+xã"
)
UNION = re.compile(
    r"(?:các\s+)?(?:CĐCS|công\s+đoàn(?!\s+viên)|nghiệp\s+đoàn|tổ\s+công\s+đoàn|LĐLĐ|CĐ(?=\s))", re.IGNORECASE
)
BODY_FIRST = re.compile(rf"(?:số\s+|các\s+|tổng\s+số\s+|trong\s+số\s+|những\s+)*(?:{BODY})", re.IGNORECASE)
# A body in the first words, but people or things are meant: "đoàn viên", "chủ tịch CĐCS".
PEOPLE_FIRST = re.compile(
    r"(?:số\s+|các\s+|tổng\s+số\s+|những\s+)*(?:đoàn\s+viên|công\s+nhân|lao\s+động|người|cán\s+bộ|công\s+chức|viên\s+chức|"
    r"CN|CB|NLĐ|nữ|chị\s+em|nhà\s+giáo|giáo\s+viên|giảng\s+viên|chủ\s+tịch|phó|ủy\s+viên|uỷ\s+viên|thuyền\s+viên|"
    r"tổ\s+trưởng|trưởng|đảng\s+viên|ngư\s+dân|xã\s+viên|thợ|y\s+bác\s+sĩ|bác\s+sĩ|điều\s+dưỡng)",
    re.IGNORECASE,
)


def sectors_of(text):
    """Codes of the sectors that the words name; "doanh nghiệp nhà nước" names no other enterprises."""
    words, found = EVERYBODY.sub(" ", fold(QUOTED.sub(" ", text))), []
    for code, whole in NAMED:
        if whole.search(words):
            found.append(code)
            words = whole.sub(" ; ", words)
    return sorted(found, key=_position)


def _position(code):
    order = ["hcsn", "truong-hoc", "y-te", "kd-dv", "dn", "dn-nn", "dn-ngoai-nn", "fdi", "htx"]
    return order.index(code)


def headed_sectors(heading):
    """Sectors for which a heading says that what stands below it is meant."""
    words = fold(heading)
    if PEOPLE_OF_OFFICES.search(words):
        return ["hcsn"]
    is_short = len(words) < 70 and OPENED.match(words)
    return sectors_of(heading) if HEADED.search(words) or is_short else []


def opening_sectors(text):
    """Sectors named by the opening words of a content: "Đối với khối doanh nghiệp, …", "Khối cơ quan thi đua …"."""
    opening = re.split(r"[,:;](?!\s*(?:sự|dịch))", text, maxsplit=1)[0][:90]
    if re.match(r"(?:doi voi|khoi|khu vuc|trong cac|tai cac|cac cdcs|cdcs|cac don vi khoi)", fold(opening)):
        head = re.split(r"\s(?:thi đua|tổ chức|thực hiện|phát động|vận động|đẩy mạnh)\s", opening)[0]
        return headed_sectors(head) or sectors_of(head)
    return []


def is_body(noun):
    """Are units meant by these words (True), people or things (False), or can nobody tell (None)?"""
    if PEOPLE_FIRST.match(noun):
        return False
    if BODY_FIRST.match(noun):
        return True
    return None


def is_union(noun):
    return bool(UNION.match(re.sub(r"^(?:số|tổng số|các)\s+", "", noun)))


def scope_of(noun, trail=(), whole=""):
    """The scope that a noun phrase names; sectors also of the headings above and, failing those, of the whole."""
    found = sectors_of(noun) if noun else []
    if not found and whole:
        found = sectors_of(whole)
    above = next((codes for heading in reversed(trail) if (codes := headed_sectors(heading))), [])
    if not found or (len(found) == 1 and above and set(above) <= FINER.get(found[0], set())):
        found = above  # the heading says more exactly which enterprises
    conditions = [Condition(*each) for each in sizes_of(f"{noun} " if noun else whole)]
    return Scope(noun or None, found, conditions)
