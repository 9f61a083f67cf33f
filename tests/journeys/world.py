"""Which union does a journey walk into? Run through `manage.py shell`: the acts build it, nothing is planned yet.

One district with twelve grassroots unions in two blocs, its officer, leader and chairs; a second district as stranger.
"""

from datetime import date

from unions import appointing, clock, grouping, placing
from unions.access import SystemAccess
from unions.models import BodyFacts, BodyKind, Sector
from unions.quantities import SCALE
from unions.roles import Role

PASSWORD = "hanh-trinh-2021-mau"
FOUNDED = date(2015, 1, 1)
HCSN, DN = "hcsn", "dn-ngoai-nn"

# code, name, sector, bloc, workers, offices and enterprises it covers
UNITS = [
    ("huyen-uy", "CĐCS Cơ quan Huyện ủy", HCSN, 1, 46, 3),
    ("ubnd", "CĐCS Cơ quan UBND huyện", HCSN, 1, 52, 5),
    ("y-te", "CĐCS Trung tâm Y tế huyện", HCSN, 1, 118, 4),
    ("thcs-nha-bang", "CĐCS Trường THCS Nhà Bàng", HCSN, 1, 64, 1),
    ("mn-an-phu", "CĐCS Trường Mầm non An Phú", HCSN, 1, 31, 1),
    ("thi-tran", "CĐCS thị trấn Tịnh Biên", HCSN, 1, 24, 2),
    ("may-nha-bang", "CĐCS Công ty TNHH May Nhà Bàng", DN, 2, 240, 1),
    ("xang-dau", "CĐCS Công ty TNHH Xăng dầu Xuân Tô", DN, 2, 35, 1),
    ("go-an-cu", "CĐCS Công ty TNHH Chế biến gỗ An Cư", DN, 2, 72, 1),
    ("vat-lieu", "CĐCS Công ty CP Vật liệu xây dựng Núi Cấm", DN, 2, 88, 1),
    ("thot-not", "CĐCS Công ty TNHH Đường thốt nốt Bảy Núi", DN, 2, 41, 1),
    ("du-lich", "CĐCS Công ty CP Du lịch Rừng Tràm", DN, 2, 57, 1),
]
CHAIRS = {
    "huyen-uy": "Phạm Văn Lành",
    "ubnd": "Nguyễn Thị Ánh",
    "y-te": "Trần Minh Đức",
    "thcs-nha-bang": "Lê Thị Ơn",
    "mn-an-phu": "Võ Thị Út",
    "thi-tran": "Huỳnh Văn Tâm",
    "may-nha-bang": "Lê Thị Hồng Nhung",
    "xang-dau": "Đặng Quốc Khải",
    "go-an-cu": "Bùi Văn Ân",
    "vat-lieu": "Đỗ Thị Yến",
    "thot-not": "Chau Sóc Kha",
    "du-lich": "Ngô Thanh Bình",
}


def build():
    at, today = clock.now(), clock.today()
    by = SystemAccess(today)
    kinds, sectors = _kinds(), _sectors()

    def found(code, name, kind, parent=None, **columns):
        return placing.found(
            by=by, at=at, on=FOUNDED, code=code, name=name, kind=kinds[kind], parent=parent, **columns
        )

    def person(username, full_name, body, role, post):
        user = appointing.enrol(
            username=username, full_name=full_name, by=by, at=at, phone="0912 345 678", password=PASSWORD
        )
        appointing.appoint(user, body=body, role=role, post=post, by=by, at=at, on=date(2020, 1, 1))

    province = found(
        "tinh-an-giang", "Liên đoàn Lao động tỉnh An Giang", "tinh", short_name="LĐLĐ tỉnh An Giang"
    )
    district = found(
        "huyen-tinh-bien",
        "Liên đoàn Lao động huyện Tịnh Biên",
        "huyen",
        province,
        short_name="LĐLĐ huyện Tịnh Biên",
        phone="0296 3000 111",
        place="Tịnh Biên",
    )
    person("chuyenvien", "Trần Quốc Bảo", district, Role.OFFICER, "Chuyên viên")
    person("lanhdao", "Nguyễn Văn Hiệp", district, Role.LEADER, "Chủ tịch")
    seats = {1: [], 2: []}
    for code, name, sector, bloc, workers, work_units in UNITS:
        body = found(code, name, "cdcs", district, sector=sectors[sector])
        for fact, value in ((BodyFacts.Code.WORKERS, workers), (BodyFacts.Code.WORK_UNITS, work_units)):
            placing.state_fact(
                body,
                code=fact,
                value=value * SCALE,
                as_of=date(2020, 12, 31),
                source="Báo cáo năm 2020",
                by=by,
                at=at,
            )
        seats[bloc].append(body)
        person(code, CHAIRS[code], body, Role.CHAIR, "Chủ tịch CĐCS")
    for number, bodies in seats.items():
        bloc = grouping.form(
            district, year=2021, number=number, name=f"Khối thi đua số {number}", by=by, at=at
        )
        grouping.seat(bloc, bodies, by=by, at=at, on=date(2021, 1, 1), head=bodies[0])
    other = found(
        "huyen-chau-phu",
        "Liên đoàn Lao động huyện Châu Phú",
        "huyen",
        province,
        short_name="LĐLĐ huyện Châu Phú",
    )
    neighbour = found("may-chau-phu", "CĐCS Công ty May Châu Phú", "cdcs", other, sector=sectors[DN])
    person("nguoi-la", "Hồ Văn Lạ", other, Role.OFFICER, "Chuyên viên")
    person("chu-tich-la", "Mai Thị Xa", neighbour, Role.CHAIR, "Chủ tịch CĐCS")


def _kinds():
    rows = {
        code: BodyKind.objects.create(
            code=code, name=name, short_name=short, rank=rank, is_grassroots=code == "cdcs"
        )
        for rank, code, name, short in (
            (2, "tinh", "Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh"),
            (3, "huyen", "Liên đoàn Lao động huyện", "LĐLĐ huyện"),
            (4, "cdcs", "Công đoàn cơ sở", "CĐCS"),
        )
    }
    rows["huyen"].allowed_parents.set([rows["tinh"]])
    rows["cdcs"].allowed_parents.set([rows["tinh"], rows["huyen"]])
    return rows


def _sectors():
    return {
        HCSN: Sector.objects.create(code=HCSN, name="Hành chính, sự nghiệp", position=1),
        DN: Sector.objects.create(code=DN, name="Doanh nghiệp ngoài Nhà nước", position=2),
    }
