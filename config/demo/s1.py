"""S1: LĐLĐ huyện Thanh Trì, launched and pledged on 14/01/2021; no numeric indicator, two đợt with themes."""

from datetime import date

from config.demo.world import World, end_of, moment
from emulation.drafting import draft, set_contents, set_indicators, set_movements, set_phases
from emulation.inviting import choose
from emulation.launching import launch
from targets.models import Pledge
from targets.registering import registration_of, submit, take_assigned
from targets.signing import sign

CODE = "thanh-tri-2021"
DAY = "2021-01-14"
THEMES = (
    "Chào mừng Đại hội Đại biểu lần thứ XIII của Đảng- Mừng sinh nhật Bác",
    "Thi đua lao động giỏi, lao động sáng tạo, hoàn thành thắng lợi nhiệm vụ năm 2021",
)
BASIS = [
    "Chủ đề công tác năm 2021 của Tổng liên đoàn Lao động Việt Nam và thành phố Hà Nội",
    "Nghị quyết Đại hội XIII của Đảng",
    "Nghị quyết Đại hội Đảng bộ Thành phố lần thứ XVII",
    "Nghị quyết Đại hội Đảng bộ huyện Thanh Trì lần thứ XXIV",
    "Nghị quyết XII Đại hội Công đoàn Việt Nam",
    "Nghị quyết Đại hội Công đoàn Thành phố lần thứ XVI",
    "Nghị quyết Đại hội Công đoàn huyện Thanh Trì lần thứ X",
]
FIRMS = [
    "Phát động các phong trào thi đua thực hiện thắng lợi các mục tiêu, chỉ tiêu, nhiệm vụ sản xuất kinh doanh của "
    "doanh nghiệp và kế hoạch phát triển kinh tế - xã hội huyện năm 2021; vận động công nhân lao động ra sức thi đua "
    "phát huy sáng kiến, cải tiến kỹ thuật, đổi mới quy trình làm việc, tăng năng suất lao động",
    "Thực hiện tốt “mục tiêu kép” vừa phòng chống dịch bệnh Covid-19 vừa tận dụng các cơ hội để phát triển sản xuất "
    "kinh doanh trong trạng thái bình thường mới",
    "Chăm lo cho đoàn viên, người lao động dịp Tết Nguyên đán Tân Sửu 2021; giám sát thực hiện các chế độ chính sách "
    "liên quan đến quyền, lợi ích hợp pháp chính đáng của người lao động như: tiền lương, tiền thưởng, bảo hiểm xã "
    "hội, điều kiện làm việc, an toàn vệ sinh lao động",
    "Thi đua nâng cao chất lượng hoạt động thương lượng, đối thoại tại nơi làm việc, thực hiện quy chế dân chủ; "
    "thương lượng, ký kết thỏa ước lao động tập thể",
]
OFFICES = [
    "Thi đua đẩy mạnh cải cách hành chính, sắp xếp bộ máy tinh gọn, hoạt động hiệu lực, hiệu quả, trong đó đề cao vai "
    "trò, trách nhiệm chỉ đạo, kiểm tra, giám sát của người đứng đầu ở tất cả các cấp, các ngành",
    "Thi đua đẩy mạnh các hoạt động chăm lo đời sống thiết thực và đại diện, bảo vệ quyền, lợi ích hợp pháp, chính "
    "đáng của cán bộ, công chức, viên chức, người lao động; thực hiện quy chế dân chủ ở cơ sở, phòng chống tham "
    "nhũng, lãng phí",
    "Đẩy mạnh phát triển đoàn viên, thành lập CĐCS góp phần xây dựng giai cấp công nhân và tổ chức Công đoàn vững "
    "mạnh, tham gia xây dựng Đảng và Nhà nước trong sạch, vững mạnh",
]
MOVEMENTS = (
    "lao-dong-gioi-lao-dong-sang-tao",
    "cong-nhan-gioi",
    "sang-kien",
    "gioi-viec-nuoc-dam-viec-nha",
    "xanh-sach-dep",
    "nong-thon-moi",
    "doanh-nghiep-hoi-nhap",
)
BLOCS = {
    1: "Khối doanh nghiệp",
    2: "Khối hành chính, sự nghiệp",
    3: "Khối trường học",
}
# bloc, code, name, sector, workers, members, women
UNITS = [
    (1, "tt-co-khi-ngoc-hoi", "CĐCS Công ty Cổ phần Cơ khí Ngọc Hồi", "dn-ngoai-nn", 214, 205, 62),
    (1, "tt-may-lien-ninh", "CĐCS Công ty TNHH May Liên Ninh", "dn-ngoai-nn", 356, 340, 281),
    (1, "tt-bao-bi-van-dien", "CĐCS Công ty Cổ phần Bao bì Văn Điển", "dn-ngoai-nn", 128, 120, 55),
    (1, "tt-dien-tu-ngu-hiep", "CĐCS Công ty TNHH Điện tử Ngũ Hiệp", "fdi", 502, 488, 377),
    (1, "tt-xay-dung-ta-thanh-oai", "CĐCS Công ty Cổ phần Xây dựng Tả Thanh Oai", "dn-ngoai-nn", 96, 88, 14),
    (1, "tt-moi-truong", "CĐCS Xí nghiệp Môi trường đô thị huyện", "dn-nn", 143, 143, 71),
    (2, "tt-huyen-uy", "CĐCS Cơ quan Huyện ủy Thanh Trì", "hcsn", 52, 52, 23),
    (2, "tt-ubnd", "CĐCS Cơ quan UBND huyện Thanh Trì", "hcsn", 118, 117, 58),
    (2, "tt-toa-an", "CĐCS Tòa án nhân dân huyện Thanh Trì", "hcsn", 27, 27, 13),
    (2, "tt-trung-tam-y-te", "CĐCS Trung tâm Y tế huyện Thanh Trì", "y-te", 186, 184, 132),
    (2, "tt-xa-dong-my", "CĐCS xã Đông Mỹ", "hcsn", 31, 31, 12),
    (2, "tt-thi-tran", "CĐCS thị trấn Văn Điển", "hcsn", 36, 36, 16),
    (3, "tt-thpt-ngoc-hoi", "CĐCS Trường THPT Ngọc Hồi", "truong-hoc", 92, 92, 61),
    (3, "tt-thcs-van-dien", "CĐCS Trường THCS Văn Điển", "truong-hoc", 64, 64, 47),
    (3, "tt-thcs-lien-ninh", "CĐCS Trường THCS Liên Ninh", "truong-hoc", 58, 58, 44),
    (3, "tt-tieu-hoc-dong-my", "CĐCS Trường Tiểu học Đông Mỹ", "truong-hoc", 49, 49, 42),
    (3, "tt-mam-non-ngu-hiep", "CĐCS Trường Mầm non Ngũ Hiệp", "truong-hoc", 45, 45, 45),
    (3, "tt-gdnn", "CĐCS Trung tâm GDNN - GDTX huyện Thanh Trì", "truong-hoc", 33, 33, 17),
]
UNSIGNED = {
    "tt-xay-dung-ta-thanh-oai",
    "tt-gdnn",
    "tt-moi-truong",
}  # still on the chase list on the demo's day
ABSENT = {"tt-dien-tu-ngu-hiep"}  # has not registered at all


def build():
    world = World(started="2020-12-01", places=200)
    district = _bodies(world)
    officer = world.access("chuyenvien.thanhtri", date(2021, 1, 14))
    campaign = _plan(world, district, officer)
    launch(campaign, by=officer, at=moment(DAY, "08:00"), on=date(2021, 1, 14))
    _sign(world, campaign)
    return campaign


def _bodies(world):
    city = world.found(
        "tp-ha-noi",
        "Liên đoàn Lao động thành phố Hà Nội",
        "tinh",
        short_name="LĐLĐ TP Hà Nội",
        place="Hà Nội",
    )
    district = world.found(
        "huyen-thanh-tri",
        "Liên đoàn Lao động huyện Thanh Trì",
        "huyen",
        city,
        short_name="LĐLĐ huyện Thanh Trì",
        place="Thanh Trì",
        phone="024 3000 111",
    )
    world.seat_office(district, "thanhtri", on=date(2018, 3, 1))
    units = [dict(zip(("bloc", "code", "name", "sector"), row[:4], strict=True)) for row in UNITS]
    bodies = world.found_units(district, units)
    for row in UNITS:
        figures = dict(zip(("workers", "members", "women"), row[4:], strict=True))
        world.state(bodies[row[1]], figures, as_of=date(2020, 11, 30))
    for number, name in BLOCS.items():
        members = [bodies[row[1]] for row in UNITS if row[0] == number]
        world.form_bloc(district, year=2021, number=number, name=name, bodies=members, on=date(2021, 1, 1))
    world.seat_chairs(bodies.values(), on=date(2018, 3, 1))
    # The city's own clusters of upper unions, which pledged for 2020.
    for number in (1, 5):
        world.form_bloc(
            city,
            year=2020,
            number=number,
            name=f"Cụm thi đua số {number} LĐLĐ thành phố Hà Nội",
            bodies=[district] if number == 5 else [],
            on=date(2020, 1, 1),
        )
    return district


def _plan(world, district, officer):
    at = moment("2021-01-08", "09:00")
    campaign = draft(
        district,
        by=officer,
        at=at,
        code=CODE,
        name="Phong trào thi đua trong công nhân viên chức lao động năm 2021",
        year=2021,
        basis="\n".join(BASIS),
        summary_text="Hưởng ứng các phong trào thi đua do Liên đoàn lao động thành phố Hà Nội và huyện Thanh Trì "
        "phát động.",
        launch_on=date(2021, 1, 14),
        registration_due_at=end_of("2021-03-31"),
        phase_word="đợt",
    )
    phases = [
        ("Đợt 1", date(2021, 1, 1), date(2021, 6, 30), "2021-07-10"),
        ("Đợt 2", date(2021, 7, 1), date(2021, 12, 31), "2022-01-10"),
    ]
    rows = [
        {"name": name, "theme": theme, "starts_on": first, "ends_on": last, "report_due_at": end_of(due)}
        for (name, first, last, due), theme in zip(phases, THEMES, strict=True)
    ]
    set_phases(campaign, rows, by=officer, at=at)
    firms = [world.sectors["dn"]]
    offices = [world.sectors["hcsn"]]
    contents = [
        {"label": f"I.{n}", "title": title, "sectors": firms} for n, title in enumerate(FIRMS, start=1)
    ]
    contents += [
        {"label": f"II.{n}", "title": title, "sectors": offices} for n, title in enumerate(OFFICES, start=1)
    ]
    set_contents(campaign, contents, by=officer, at=at)
    indicators = [
        {
            "statement": row["title"],
            "kind": "narrative",
            "content": place,
            "scope": [{"ground": "sector", "sector": row["sectors"][0]}],
        }
        for place, row in enumerate(contents, start=1)
    ]
    set_indicators(campaign, indicators, by=officer, at=at)
    set_movements(campaign, [world.movements[code] for code in MOVEMENTS], [], by=officer, at=at)
    choose(campaign, [world.bodies[row[1]] for row in UNITS], by=officer, at=at)
    return campaign


def _sign(world, campaign):
    """After the launch the chairs go up one after the other and sign."""
    rows = campaign.participants.select_related("body").in_order()
    for place, participant in enumerate(rows):
        if participant.body.code in ABSENT:
            continue
        at = moment(DAY, f"{9 + place // 6:02d}:{place % 6 * 9:02d}")
        by = world.chair(participant.body, at)
        registration = registration_of(participant)
        take_assigned(registration, by=by, at=at)
        submit(registration, by=by, at=at, received_at=at)
        if participant.body.code not in UNSIGNED:
            pledge = Pledge.objects.get(participant=participant)
            sign(pledge, by=by, at=at, received_at=at, password_age=40 + place, seen_hash=pledge.content_hash)
