"""S0: LĐLĐ huyện Tịnh Biên, launched on 05/3/2021; on the demo's day, 03/5/2021, phase 1 has just ended."""

from datetime import date

from config.demo import s0_pledges, s0_results
from config.demo.s0_units import BLOCS, FACTS, UNITS
from config.demo.world import World, end_of, moment
from emulation.closing import cancel
from emulation.convening import conclude, convene
from emulation.drafting import (
    discard,
    draft,
    propose,
    set_contents,
    set_indicators,
    set_movements,
    set_phases,
)
from emulation.inviting import choose
from emulation.launching import launch
from unions import appointing
from unions.models import Mandate
from unions.quantities import SCALE
from unions.roles import Role

CODE = "tinh-bien-2021"
LAUNCHED = date(2021, 3, 5)
PER_CENT = SCALE
CALL = (
    "Kêu gọi toàn thể đoàn viên, CNVCLĐ trong huyện tích cực phát huy những thành tích đã đạt được trong những năm "
    "qua, tiếp tục thi đua sôi nổi, đoàn kết, thực hiện thắng lợi nhiệm vụ chính trị năm 2021 và hoàn thành các chỉ "
    "tiêu phát triển kinh tế - xã hội của huyện giai đoạn 2020-2025."
)
TOPICS = [
    "Hướng dẫn củng cố tổ chức công đoàn",
    "Công tác tài chính",
    "Quản lý hồ sơ, sổ sách công đoàn",
    "Công tác thi đua khen thưởng",
    "Triển khai thực hiện các mô hình tiên tiến trong tổ chức công đoàn",
    "Cập nhật phần mềm quản lý đoàn viên",
    "Thẻ công đoàn",
]
CONTENTS = [
    "100% Công đoàn cơ sở tổ chức tuyên truyền phổ biến chủ trương, chính sách, pháp luật của Đảng và Nhà nước, tổ "
    "chức công đoàn",
    "Hướng dẫn tổ chức thương lượng và ký kết thỏa ước lao động tập thể",
    "Tập trung nâng cao chất lượng hoạt động Công đoàn cơ sở và phát triển đoàn viên ở khu vực ngoài nhà nước. Công "
    "tác đào tạo, bồi dưỡng nghiệp vụ công đoàn",
    "Phấn đấu trên 95% cơ quan, đơn vị, doanh nghiệp đạt danh hiệu văn hóa",
    "Kiện toàn bộ máy làm công tác An toàn vệ sinh lao động, phong trào xanh sạch đẹp, bảo đảm ATVSLĐ trong các doanh "
    "nghiệp, trong năm không để xảy ra TNLĐ nghiêm trọng, chết người",
    "Tiếp tục xây dựng và triển khai kế hoạch về tiếp tục đẩy mạnh việc “Học tập và làm theo tư tưởng, đạo đức, phong "
    "cách Hồ Chí Minh”",
]
# Around the campaign of the document, small invented ones in the other states; all marked "số liệu mẫu".
DRAFTS = ["Tháng Công nhân năm 2021", "Tháng hành động về an toàn, vệ sinh lao động năm 2021"]
PROPOSED = ["Thi đua phòng, chống dịch Covid-19 năm 2021", "Hội thi Chủ tịch công đoàn cơ sở giỏi năm 2021"]
DISCARDED = ["Thi đua quý I năm 2021 (soạn trùng)", "Ngày hội đoàn viên tháng 3 năm 2021 (soạn trùng)"]
CANCELLED = ["Hội thao công nhân viên chức lao động năm 2021", "Hội diễn văn nghệ chào mừng 30/4/2021"]


def build():
    world = World(started="2020-12-10", places=0)
    district = _bodies(world)
    officer = world.access("chuyenvien.tinhbien", LAUNCHED)
    # First, so that the real one stands on top of lists.
    called_off = _other_campaigns(world, district, officer)
    campaign = _plan(world, district, officer)
    leader = world.access("lanhdao.tinhbien", LAUNCHED)
    meeting = _convene(campaign, officer)
    launch(campaign, by=leader, at=moment("2021-03-05", "08:00"), on=LAUNCHED)
    conclude(meeting, by=officer, at=moment("2021-03-05", "11:00"), conclusion=CALL)
    s0_pledges.build(world, campaign)
    for each in called_off:
        world.plan(moment("2021-04-22"), _call_off, each, leader)
    s0_results.build(world, campaign)
    world.play()
    return campaign


def _bodies(world):
    province = world.found(
        "tinh-an-giang",
        "Liên đoàn Lao động tỉnh An Giang",
        "tinh",
        short_name="LĐLĐ tỉnh An Giang",
        place="An Giang",
        phone="0296 3000 222",
    )
    administrator = [("quantri.angiang", None, Role.ADMINISTRATOR, "Quản trị hệ thống")]
    world.seat_office(province, "angiang", on=date(2018, 3, 1), extra=administrator)
    district = world.found(
        "huyen-tinh-bien",
        "Liên đoàn Lao động huyện Tịnh Biên",
        "huyen",
        province,
        short_name="LĐLĐ huyện Tịnh Biên",
        place="Tịnh Biên",
        phone="0296 3000 111",
    )
    world.seat_office(district, "tinhbien", on=date(2018, 3, 1), names={"chuyenvien": "Trần Quốc Bảo"})
    bodies = world.found_units(district, UNITS)
    for unit in UNITS:
        world.state(bodies[unit["code"]], {code: unit[code] for code in FACTS}, as_of=date(2020, 12, 31))
    for number, name in BLOCS.items():
        members = [bodies[unit["code"]] for unit in UNITS if unit["bloc"] == number]
        world.form_bloc(district, year=2021, number=number, name=name, bodies=members, on=date(2021, 1, 1))
    world.seat_chairs(
        bodies.values(),
        on=date(2018, 3, 1),
        usernames={"co-quan-huyen-uy": "truongkhoi.tinhbien"},
        names={"may-nha-bang": "Lê Thị Hồng Nhung"},
    )
    _second_person(world, province)
    return district


def _second_person(world, province):
    """Another administrator, and a post at the province that one of the two gave and the other has not answered."""
    second = world.enrol("tochuc.angiang", "Lâm Hoàng Yến")
    row = {"body": province, "source": Mandate.Source.ASSIGNED}
    seat = {"user": second, "role": Role.ADMINISTRATOR, "post": "Phó Trưởng Ban Tổ chức"}
    appointing.appoint_many([row | seat], by=world.by, at=world.at, on=date(2018, 3, 1))
    asked = {
        "user": world.enrol("chuyenvien2.angiang", "Đặng Ngọc Hân"),
        "role": Role.OFFICER,
        "post": "Chuyên viên",
    }
    world.plan(moment("2021-04-29", "14:00"), _ask_second, world, row | asked)


def _ask_second(world, row, at):
    appointing.appoint_many([row], by=world.access("quantri.angiang", at.date()), at=at, on=date(2021, 5, 4))


# The plan -------------------------------------------------------------------------------------------------------------


def _indicators(world):
    firms = [{"ground": "sector", "sector": world.sectors["dn"]}]
    private = [{"ground": "sector", "sector": world.sectors["dn-ngoai-nn"]}]
    green = [world.movements["xanh-sach-dep"]]
    accident = {"kind": "zero", "unit": "vụ", "content": 5, "scope": firms, "is_disqualifying": True}
    words = {"kind": "narrative", "content": 3}
    return [
        {
            "statement": "100% Công đoàn cơ sở tổ chức tuyên truyền phổ biến chủ trương, chính sách, pháp luật của "
            "Đảng và Nhà nước, tổ chức công đoàn",
            "kind": "unit_share",
            "comparator": "all",
            "unit": "CĐCS",
            "content": 1,
            "denominator_note": "công đoàn cơ sở",
        },
        {
            "statement": "Hướng dẫn tổ chức thương lượng và ký kết thỏa ước lao động tập thể, doanh nghiệp ngoài quốc "
            "doanh đạt trên 75%",
            "kind": "unit_share",
            "comparator": "gt",
            "value": 75 * PER_CENT,
            "unit": "doanh nghiệp",
            "content": 2,
            "scope": private,
            "denominator_note": "doanh nghiệp ngoài quốc doanh",
            "denominator_fact": "enterprises",
        },
        {"statement": "Tập trung nâng cao chất lượng hoạt động Công đoàn cơ sở", **words},
        {"statement": "Phát triển đoàn viên ở khu vực ngoài nhà nước", **words},
        {"statement": "Công tác đào tạo, bồi dưỡng nghiệp vụ công đoàn", **words},
        {
            "statement": "Phấn đấu trên 95% cơ quan, đơn vị, doanh nghiệp đạt danh hiệu văn hóa",
            "kind": "unit_share",
            "comparator": "gt",
            "value": 95 * PER_CENT,
            "unit": "cơ quan, đơn vị, doanh nghiệp",
            "content": 4,
            "is_aspiration": True,
            "denominator_note": "cơ quan, đơn vị, doanh nghiệp; theo quyết định công nhận",
            "denominator_fact": "work_units",
        },
        {
            "statement": "Kiện toàn bộ máy làm công tác An toàn vệ sinh lao động trong các doanh nghiệp",
            "kind": "done",
            "unit": "doanh nghiệp",
            "content": 5,
            "scope": firms,
        },
        {
            "statement": "Phong trào xanh sạch đẹp, bảo đảm ATVSLĐ trong các doanh nghiệp",
            "kind": "narrative",
            "content": 5,
            "scope": firms,
            "movements": green,
        },
        {"statement": "Trong năm không để xảy ra TNLĐ nghiêm trọng", **accident},
        {"statement": "Trong năm không để xảy ra TNLĐ chết người", "same_line_as": 9, **accident},
        {
            "statement": CONTENTS[5],
            "kind": "done",
            "unit": "CĐCS",
            "content": 6,
            "movements": [world.movements["hoc-tap-bac"]],
        },
    ]


def _plan(world, district, officer):
    at = moment("2021-03-02", "09:00")
    campaign = draft(
        district,
        by=officer,
        at=at,
        code=CODE,
        name="Phong trào thi đua năm 2021",
        year=2021,
        summary_text=CALL,
        launch_on=LAUNCHED,
        registration_due_at=end_of("2021-03-26"),
    )
    phases = [
        ("Giai đoạn 1", date(2021, 1, 1), date(2021, 4, 30), "2021-05-10"),
        ("Giai đoạn 2", date(2021, 5, 1), date(2021, 12, 31), "2022-01-10"),
    ]
    rows = [
        {"name": name, "starts_on": first, "ends_on": last, "report_due_at": end_of(due)}
        for name, first, last, due in phases
    ]
    set_phases(campaign, rows, by=officer, at=at)
    contents = [{"label": str(number), "title": title} for number, title in enumerate(CONTENTS, start=1)]
    set_contents(campaign, contents, by=officer, at=at)
    set_indicators(campaign, _indicators(world), by=officer, at=at)
    titles = [title for code, title in world.titles.items() if not code.startswith("co-")]
    movements = [world.movements["xanh-sach-dep"], world.movements["hoc-tap-bac"]]
    set_movements(campaign, movements, titles, by=officer, at=at)
    choose(campaign, [world.bodies[unit["code"]] for unit in UNITS], by=officer, at=at)
    return campaign


def _convene(campaign, officer):
    """The launch, which is returned, then one meeting for each bloc, in rounds because of Covid-19."""
    at = moment("2021-03-03", "09:00")
    meeting = convene(
        campaign,
        by=officer,
        at=at,
        name="Hội nghị triển khai các mặt công tác trọng tâm và phát động phong trào thi đua năm 2021",
        starts_at=moment("2021-03-05", "08:00"),
        place="Huyện Tịnh Biên",
        chaired_by="Ban Thường vụ LĐLĐ huyện Tịnh Biên",
        topics=TOPICS,
    )
    blocs = campaign.organiser.owned_blocs.filter(year=2021).order_by("number")
    for bloc, day in zip(blocs, (9, 10, 11, 12, 15, 16), strict=True):
        convene(
            campaign,
            by=officer,
            at=at,
            name=f"Triển khai công tác năm 2021 cho {bloc.name}",
            starts_at=moment(f"2021-03-{day:02d}", "08:00"),
            bloc=bloc,
            chaired_by="Ban Thường vụ LĐLĐ huyện Tịnh Biên",
            topics=TOPICS,
        )
    return meeting


def _other_campaigns(world, district, officer):
    """Build them; returns the two that will be called off later."""
    at, called_off = moment("2021-03-01", "14:00"), []
    leader = world.access("lanhdao.tinhbien", at.date())
    bodies = [world.bodies[unit["code"]] for unit in UNITS]
    groups = (("nhap", DRAFTS), ("trinh", PROPOSED), ("bo", DISCARDED), ("huy", CANCELLED))
    for word, names in groups:
        for number, name in enumerate(names, start=1):
            code = f"tinh-bien-{word}-{number}-2021"
            campaign = draft(
                district, by=officer, at=at, name=name, year=2021, code=code, is_sample=True, has_pledge=False
            )
            if word == "trinh":
                propose(campaign, by=officer, at=at)
            elif word == "bo":
                discard(campaign, by=officer, at=at)
            elif word == "huy":
                choose(campaign, bodies, by=officer, at=at)
                launch(campaign, by=leader, at=at, on=at.date())
                called_off.append(campaign)
    return called_off


def _call_off(campaign, leader, at):
    cancel(campaign, by=leader, at=at, reason="Tạm dừng để phòng, chống dịch.")
