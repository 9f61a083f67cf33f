"""How does a country of any size look: 34 provinces, upper unions, grassroots unions, their figures and blocs?

All of it is invented by a random generator that starts alike each time, and written through the same acts as real data.
"""

from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from config.demo import lists
from config.demo.people import PASSWORD
from unions import appointing, grouping, placing
from unions.access import SystemAccess
from unions.models import BodyKind, UnionBody
from unions.quantities import SCALE
from unions.roles import Role
from unions.vietnamese import fold

# Since 01/7/2025.
PROVINCES = (
    "Hà Nội, Huế, Lai Châu, Điện Biên, Sơn La, Lạng Sơn, Quảng Ninh, Thanh Hóa, Nghệ An, Hà Tĩnh, Cao Bằng, "
    "Tuyên Quang, Lào Cai, Thái Nguyên, Phú Thọ, Bắc Ninh, Hưng Yên, Hải Phòng, Ninh Bình, Quảng Trị, Đà Nẵng, "
    "Quảng Ngãi, Gia Lai, Khánh Hòa, Lâm Đồng, Đắk Lắk, Hồ Chí Minh, Đồng Nai, Tây Ninh, Cần Thơ, Vĩnh Long, "
    "Đồng Tháp, Cà Mau, An Giang"
).split(", ")
FIRST = (
    "An Bình Châu Đại Đông Hải Hòa Hưng Kim Long Minh Mỹ Nam Ngọc Phú Phước Quang "
    "Sơn Tân Thạnh Thới Trung Vĩnh Xuân"
).split()
SECOND = (
    "An Biên Cường Đức Giang Hà Hiệp Khánh Lâm Lộc Lợi Mỹ Nghĩa Ninh Phong Phúc "
    "Quý Sơn Thành Thịnh Tiến Trạch Vân"
).split()
# Beginning of a name: sector, how often of a hundred.
TRADES = [
    ("CĐCS Công ty TNHH May", "dn-ngoai-nn", 16),
    ("CĐCS Công ty cổ phần Thủy sản", "dn-ngoai-nn", 12),
    ("CĐCS Công ty TNHH Điện tử", "fdi", 10),
    ("CĐCS Công ty TNHH Xây dựng", "dn-ngoai-nn", 10),
    ("CĐCS Công ty Cấp nước", "dn-nn", 4),
    ("CĐCS Trường Tiểu học", "truong-hoc", 14),
    ("CĐCS Trường THCS", "truong-hoc", 10),
    ("CĐCS Trường Mầm non", "truong-hoc", 10),
    ("CĐCS Trạm Y tế", "y-te", 6),
    ("CĐCS Hợp tác xã", "htx", 8),
]
TOP, UPPER = "tong-lien-doan", "cd-cap-tren"
ON = date(2025, 7, 1)
AT = datetime(2025, 7, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
UNITS_OF_UPPER = 115  # 124,762 grassroots unions stood under 1,073 upper unions before 2025 (DOMAIN §3)
LARGEST = 3000
BLOCS_OF_PROVINCE, SEATS = 10, 25


def build(bodies, *, tell=lambda words: None):
    """Write a country with `bodies` grassroots unions; a province that is there already is left alone."""
    country = _Country(bodies)
    for name in PROVINCES:
        if not UnionBody.objects.filter(code=country.code(name)).exists():
            with transaction.atomic():
                count = country.province(name)
            tell(f"{name}: {count}")


class _Country:
    def __init__(self, bodies):
        self.by = SystemAccess(ON)
        self.sectors = lists.sectors()
        self.kinds = self._kinds()
        self.shares = _shares(bodies)
        self.password = make_password(PASSWORD)
        self.top = UnionBody.objects.filter(code=TOP).first() or placing.found(
            code=TOP, name="Tổng Liên đoàn Lao động Việt Nam", kind=self.kinds[TOP], by=self.by, at=AT, on=ON
        )

    @staticmethod
    def code(name):
        return "tinh-" + fold(name).replace(" ", "-")

    def province(self, name):
        """Found one province with all below it; returns how many grassroots unions it has."""
        random, sizes = Random(name), self.shares[name]  # noqa: S311 (invented names, no secrets)
        code = self.code(name)
        office = self._found([(code, f"Liên đoàn Lao động {name}", self.kinds["tinh"], self.top, None)])[0]
        uppers = self._found(
            (
                f"{code}-{number}",
                f"Công đoàn phường {_place(random)} {number}",
                self.kinds[UPPER],
                office,
                None,
            )
            for number, _ in enumerate(sizes, start=1)
        )
        units = self._found(
            (f"{upper.code}-{number}", *_unit(random, number), upper)
            for upper, size in zip(uppers, sizes, strict=True)
            for number in range(1, size + 1)
        )
        self._state(random, units)
        self._form_blocs(office, [*uppers, *random.sample(units, min(len(units), 200))])
        self._appoint(name, office)
        return len(units)

    def _kinds(self):
        kinds = lists.kinds()
        for code, name, rank in (
            (TOP, "Tổng Liên đoàn", 1),
            (UPPER, "Công đoàn cấp trên trực tiếp cơ sở", 3),
        ):
            columns = {"name": name, "short_name": name, "rank": rank}
            kinds[code] = BodyKind.objects.get_or_create(code=code, defaults=columns)[0]
        kinds["tinh"].allowed_parents.add(kinds[TOP])
        kinds[UPPER].allowed_parents.add(kinds["tinh"])
        kinds["cdcs"].allowed_parents.add(kinds[UPPER])
        return kinds

    def _found(self, rows):
        founded = []
        for code, name, kind, parent, sector in map(self._row, rows):
            columns = {"code": code, "name": name, "kind": kind, "parent": parent, "sector": sector}
            founded.append(columns)
        return placing.found_many(founded, by=self.by, at=AT, on=ON)

    def _row(self, row):
        if len(row) == 5:
            return row
        code, name, sector, upper = row
        return code, name, self.kinds["cdcs"], upper, self.sectors[sector]

    def _state(self, random, units):
        stated = []
        for unit in units:
            workers = random.randint(10, 60) if random.random() < 0.8 else random.randint(60, 900)
            women, members = random.randint(2, workers), random.randint(workers // 2, workers)
            values = {
                "workers": workers,
                "women": women,
                "members": members,
                "women_members": min(women, members),
            }
            stated.append((unit, {code: number * SCALE for code, number in values.items()}))
        source = "Báo cáo 6 tháng đầu năm 2025"
        placing.state_facts_many(stated, as_of=date(2025, 5, 31), source=source, by=self.by, at=AT)

    def _form_blocs(self, office, bodies):
        for number in range(1, BLOCS_OF_PROVINCE + 1):
            members = bodies[(number - 1) * SEATS : number * SEATS]
            if not members:
                return
            name = f"Khối thi đua số {number}"
            bloc = grouping.form(office, year=ON.year, number=number, name=name, by=self.by, at=AT)
            grouping.seat(bloc, members, by=self.by, at=AT, on=ON, head=members[0])

    def _appoint(self, name, office):
        username = "chuyenvien." + fold(name).replace(" ", "")
        user = appointing.enrol(
            username=username, full_name=f"Chuyên viên {name}", by=self.by, at=AT, hashed=self.password
        )
        appointing.appoint(user, body=office, role=Role.OFFICER, post="Chuyên viên", by=self.by, at=AT, on=ON)


def _shares(bodies):
    """{province: sizes of its upper unions}: one union of 3,000 where there are enough, the others around 115."""
    largest = min(LARGEST, bodies // 4)
    each, rest = divmod(bodies - largest, len(PROVINCES))
    shares = {}
    for place, name in enumerate(PROVINCES):
        units = each + (place < rest)
        uppers = max(1, units // UNITS_OF_UPPER)
        size, more = divmod(units, uppers)
        shares[name] = [size + (number < more) for number in range(uppers)]
    if largest:
        shares[PROVINCES[0]].insert(0, largest)
    return shares


def _place(random):
    return f"{random.choice(FIRST)} {random.choice(SECOND)}"


def _unit(random, number):
    (trade, sector, _), *_ = random.choices(TRADES, weights=[often for *_, often in TRADES])
    return f"{trade} {_place(random)} {number}", sector
