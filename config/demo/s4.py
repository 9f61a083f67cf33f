"""S4: LĐLĐ tỉnh Quảng Trị registers with the Mặt trận by letter 708/LĐLĐ-CTCS, and hands its aims down."""

from datetime import date

from config.demo.world import World, end_of, moment, whole_year
from emulation.convening import convene
from emulation.corresponding import file_dispatch
from emulation.drafting import draft, set_contents, set_indicators, set_movements, set_phases
from emulation.inviting import choose
from emulation.launching import launch
from emulation.models import Dispatch
from targets.assigning import assign_many
from targets.registering import registration_of, save_lines, submit, take_assigned
from unions.quantities import SCALE
from unions.roles import Role

CODE = "quang-tri-2021"
PER_CENT = SCALE
SIGNER = "Nguyễn Thị Thu Hà"
THEME = "Tận dụng cơ hội, vượt mọi khó khăn, nỗ lực phấn đấu, đưa nghị quyết của Đảng vào cuộc sống"
SUBJECT = "đăng ký nội dung thi đua năm 2021"
CONTENTS = [
    (
        "2.1",
        "Vận động đoàn viên, CNVCLĐ ra sức thi đua phát huy sáng kiến, sáng tạo, cải tiến kỹ thuật, đổi mới quy trình "
        "làm việc, đẩy mạnh nghiên cứu, ứng dụng khoa học, công nghệ; thực hành tiết kiệm, chống lãng phí, cải cách "
        "hành chính; đồng hành cùng với doanh nghiệp vượt khó, thúc đẩy tăng năng suất lao động và hiệu quả công tác, "
        "đảm bảo việc làm, thu nhập cho người lao động, góp phần thực hiện tốt các nhiệm vụ được giao và chỉ tiêu kinh "
        "tế-xã hội của ngành, địa phương và tỉnh Quảng Trị.",
    ),
    (
        "2.2",
        "Đẩy mạnh các phong trào thi đua, cuộc vận động do Tổng LĐLĐ Việt Nam phát động, trọng tâm là các phong trào: "
        "“Lao động giỏi, Lao động sáng tạo”; “Giỏi việc nước, đảm việc nhà”; “Xanh - Sạch - Đẹp, Bảo đảm ATVSLĐ”; “Đổi "
        "mới, sáng tạo, hiệu quả trong hoạt động của tổ chức công đoàn”; “Tham mưu giỏi, phục vụ tốt”, cuộc vận động "
        "“Cán bộ, công chức, viên chức nói không với tiêu cực” gắn với chủ đề hoạt động công đoàn năm 2021: “Nâng cao "
        "chất lượng đội ngũ cán bộ công đoàn cơ sở”.",
    ),
    (
        "2.3",
        "Tiếp tục đẩy mạnh việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; tích cực tham gia có "
        "hiệu quả các phong trào thi đua do Thủ tướng Chính phủ và UBND tỉnh phát động: “Cả nước chung sức xây dựng "
        "nông thôn mới”; “Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau”; “Doanh nghiệp Việt Nam "
        "hội nhập và phát triển”; “Cán bộ, công chức, viên chức thi đua thực hiện văn hoá công sở”...",
    ),
    (
        "2.4",
        "Tập trung tổ chức triển khai thực hiện có hiệu quả nghị quyết đại hội đảng các cấp, Nghị quyết Đại hội Đảng "
        "bộ tỉnh lần thứ XVII, Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII; phương hướng, nhiệm vụ trọng tâm của "
        "Đại hội Thi đua yêu nước toàn quốc lần thứ X và công tác thi đua, khen thưởng trong CNVCLĐ toàn quốc giai "
        "đoạn 2020 - 2025.",
    ),
    (
        "2.5",
        "Nâng cao hiệu quả các hoạt động chăm lo lợi ích và phúc lợi cho đoàn viên, người lao động, quan tâm hỗ trợ "
        "kịp thời các trường hợp đoàn viên, CNVCLĐ có hoàn cảnh khó khăn, thiệt hại do thiên tai, dịch bệnh.",
    ),
]
MOVEMENTS = (
    "lao-dong-gioi-lao-dong-sang-tao",
    "gioi-viec-nuoc-dam-viec-nha",
    "xanh-sach-dep",
    "doi-moi-sang-tao-hieu-qua",
    "tham-muu-gioi-phuc-vu-tot",
    "noi-khong-voi-tieu-cuc",
    "nong-thon-moi",
    "vi-nguoi-ngheo",
    "doanh-nghiep-hoi-nhap",
    "van-hoa-cong-so",
)
UPPER = [
    # code, name, short name, kind
    ("qt-dong-ha", "Liên đoàn Lao động thành phố Đông Hà", "LĐLĐ TP Đông Hà", "huyen"),
    ("qt-quang-tri", "Liên đoàn Lao động thị xã Quảng Trị", "LĐLĐ thị xã Quảng Trị", "huyen"),
    ("qt-hai-lang", "Liên đoàn Lao động huyện Hải Lăng", "LĐLĐ huyện Hải Lăng", "huyen"),
    ("qt-huong-hoa", "Liên đoàn Lao động huyện Hướng Hóa", "LĐLĐ huyện Hướng Hóa", "huyen"),
    ("qt-giao-duc", "Công đoàn ngành Giáo dục tỉnh Quảng Trị", "CĐ ngành Giáo dục", "nganh-tinh"),
]
# upper union, code, name, sector, workers, members, fee due (đồng)
UNITS = [
    ("qt-dong-ha", "qt-dh-may", "CĐCS Công ty May Đông Hà", "dn-ngoai-nn", 412, 398, 1_186_000_000),
    ("qt-dong-ha", "qt-dh-go", "CĐCS Công ty Gỗ Đường 9", "dn-ngoai-nn", 187, 176, 540_000_000),
    ("qt-dong-ha", "qt-dh-co-khi", "CĐCS Cơ sở Cơ khí Minh Tân", "dn-ngoai-nn", 8, 8, 21_000_000),
    ("qt-dong-ha", "qt-dh-ubnd", "CĐCS Cơ quan UBND thành phố", "hcsn", 84, 84, 0),
    ("qt-quang-tri", "qt-tx-bao-bi", "CĐCS Công ty Bao bì Thạch Hãn", "dn-ngoai-nn", 96, 91, 276_000_000),
    ("qt-quang-tri", "qt-tx-huyen-uy", "CĐCS Cơ quan Thị ủy", "hcsn", 39, 39, 0),
    ("qt-hai-lang", "qt-hl-tinh-bot", "CĐCS Nhà máy Tinh bột sắn", "dn-nn", 134, 131, 402_000_000),
    ("qt-hai-lang", "qt-hl-ubnd", "CĐCS Cơ quan UBND huyện Hải Lăng", "hcsn", 72, 72, 0),
    ("qt-huong-hoa", "qt-hh-ca-phe", "CĐCS Công ty Cà phê Khe Sanh", "dn-ngoai-nn", 158, 149, 455_000_000),
    ("qt-huong-hoa", "qt-hh-van-tai", "CĐCS Hộ Vận tải Lao Bảo", "dn-ngoai-nn", 9, 9, 18_000_000),
    ("qt-huong-hoa", "qt-hh-y-te", "CĐCS Trung tâm Y tế huyện Hướng Hóa", "y-te", 163, 162, 0),
    ("qt-giao-duc", "qt-gd-thpt", "CĐCS Trường THPT Đông Hà", "truong-hoc", 98, 98, 0),
]
# What each of UPPER is asked for: members, new unions, introduced to the Party, houses, enterprises.
SHARES = [
    (520, 8, 320, 8, 30),
    (210, 3, 150, 5, 12),
    (330, 4, 210, 7, 18),
    (281, 5, 171, 8, 22),
    (160, 0, 150, 2, 0),
]
# What one of them registered, less than it was asked: the gap upwards that the province sees.
REGISTERED_LESS = {"qt-huong-hoa": (250, 4, 171, 6, 20)}
SILENT = {"qt-giao-duc"}


def build():
    world = World(started="2020-12-20", places=800)
    province, front = _bodies(world)
    officer = world.access("chuyenvien.quangtri", date(2021, 2, 22))
    campaign = _plan(world, province, front, officer)
    _letters(campaign, front, officer)
    launch(campaign, by=officer, at=moment("2021-02-22", "14:00"), on=date(2021, 2, 22))
    _hand_down(campaign, officer)
    _plan_registrations(world, campaign)
    world.play()
    return campaign


def _bodies(world):
    province = world.found(
        "tinh-quang-tri",
        "Liên đoàn Lao động tỉnh Quảng Trị",
        "tinh",
        short_name="LĐLĐ tỉnh Quảng Trị",
        place="Quảng Trị",
        phone="0233 3000 111",
    )
    front = world.found(
        "mttq-quang-tri",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Quảng Trị",
        "mat-tran",
        province,
        short_name="Mặt trận tỉnh Quảng Trị",
        is_external=True,
        place="Quảng Trị",
    )
    deputy = [("phochutich.quangtri", SIGNER, Role.LEADER, "Phó Chủ tịch")]
    world.seat_office(province, "quangtri", on=date(2018, 3, 1), extra=deputy)
    for code, name, short_name, kind in UPPER:
        upper = world.found(code, name, kind, province, short_name=short_name)
        world.seat_office(upper, f"{_stem(code)}.qt", on=date(2018, 3, 1))
    units = [
        {"parent": world.bodies[upper], "code": code, "name": name, "sector": sector}
        for upper, code, name, sector, *_ in UNITS
    ]
    bodies = world.found_units(None, units)
    for row in UNITS:
        figures = dict(zip(("workers", "members", "fee_due"), row[4:], strict=True))
        world.state(bodies[row[1]], figures, as_of=date(2020, 11, 30))
    world.seat_chairs(bodies.values(), on=date(2018, 3, 1))
    return province, front


def _indicators(world):
    def of(*, kind=None, sector=None, workers=None):
        rules = [{"ground": "kind", "kind": world.kinds[code]} for code in kind or ()]
        rules += [{"ground": "sector", "sector": world.sectors[code]} for code in sector or ()]
        if workers:
            rules.append({"ground": "fact", "fact": "workers", "at_least": workers * SCALE})
        return rules

    upper = of(kind=("huyen", "nganh-tinh"))
    return [
        {
            "statement": "Phát triển trên 1.500 đoàn viên",
            "kind": "count",
            "comparator": "gt",
            "value": 1500 * SCALE,
            "unit": "đoàn viên",
            "scope": upper,
        },
        {
            "statement": "thành lập 20 CĐCS khu vực doanh nghiệp",
            "kind": "count",
            "comparator": "ge",
            "value": 20 * SCALE,
            "unit": "CĐCS",
            "same_line_as": 1,
            "denominator_note": "khu vực doanh nghiệp",
            "scope": upper,
        },
        {
            "statement": "Tham gia bồi dưỡng, giới thiệu trên 1.000 đoàn viên công đoàn ưu tú cho Đảng xem xét kết nạp",
            "kind": "count",
            "comparator": "gt",
            "value": 1000 * SCALE,
            "unit": "đoàn viên",
            "denominator_note": "được giới thiệu, chưa phải được kết nạp",
            "scope": upper,
        },
        {
            "statement": "Thu kinh phí công đoàn doanh nghiệp đã có tổ chức công đoàn đạt trên 95%",
            "kind": "money_share",
            "comparator": "gt",
            "value": 95 * PER_CENT,
            "unit": "kinh phí phải thu",
            "denominator_note": "kinh phí phải thu của doanh nghiệp đã có công đoàn",
            "denominator_fact": "fee_due",
            "scope": of(kind=("cdcs",), sector=("dn",)),
        },
        {
            "statement": "Hỗ trợ 30 nhà Mái ấm công đoàn cho CNVCLĐ khó khăn về nhà ở",
            "kind": "count",
            "comparator": "ge",
            "value": 30 * SCALE,
            "unit": "nhà",
            "scope": upper,
        },
        {
            "statement": "Phối hợp hướng dẫn, kiểm tra, giám sát, thanh tra thực hiện pháp luật lao động, công đoàn "
            "từ 80 doanh nghiệp trở lên",
            "kind": "count",
            "comparator": "ge",
            "value": 80 * SCALE,
            "unit": "doanh nghiệp",
            "scope": upper,
        },
        {
            "statement": "100% CĐCS khu vực hành chính sự nghiệp phối hợp tổ chức Hội nghị CBCC,VC",
            "kind": "unit_share",
            "comparator": "all",
            "unit": "CĐCS",
            "denominator_note": "CĐCS khu vực hành chính sự nghiệp",
            "scope": of(kind=("cdcs",), sector=("hcsn",)),
        },
        {
            "statement": "100% CĐCS khu vực doanh nghiệp (từ 10 lao động trở lên) phối hợp tổ chức Hội nghị người lao "
            "động và có thoả ước lao động tập thể đạt chất lượng",
            "kind": "composite",
            "comparator": "all",
            "unit": "CĐCS",
            "denominator_note": "CĐCS khu vực doanh nghiệp từ 10 lao động trở lên",
            "scope": of(kind=("cdcs",), sector=("dn",), workers=10),
            "parts": [
                {"statement": "Phối hợp tổ chức Hội nghị người lao động"},
                {"statement": "Có thoả ước lao động tập thể"},
                {"statement": "Thoả ước lao động tập thể đạt chất lượng", "judged_by_reviewer": True},
            ],
        },
        {
            "statement": "100% Công đoàn cấp trên trực tiếp cơ sở tổ chức tối thiểu 01 hội nghị trao đổi kinh nghiệm "
            "hoạt động, nâng cao chất lượng CĐCS",
            "kind": "each_count",
            "comparator": "all",
            "unit_comparator": "ge",
            "unit_value": 1 * SCALE,
            "unit": "hội nghị",
            "denominator_note": "công đoàn cấp trên trực tiếp cơ sở",
            "scope": upper,
        },
    ]


def _plan(world, province, front, officer):
    at = moment("2021-02-19", "09:00")
    campaign = draft(
        province,
        by=officer,
        at=at,
        code=CODE,
        name="Đăng ký nội dung thi đua năm 2021",
        year=2021,
        theme=THEME,
        addressee=front,
        plan_number="708/LĐLĐ-CTCS",
        plan_on=date(2021, 2, 22),
        basis="Công văn số 01/MTTQ-KTĐ ngày 18/02/2021 của Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh “V/v đăng ký nội "
        "dung thi đua năm 2021”",
        launch_on=date(2021, 2, 22),
        registration_due_at=end_of("2021-04-30"),
        has_pledge=False,
    )
    set_phases(campaign, [whole_year(2021, "2021-12-10")], by=officer, at=at)
    set_contents(campaign, [{"label": label, "title": title} for label, title in CONTENTS], by=officer, at=at)
    set_indicators(campaign, _indicators(world), by=officer, at=at)
    movements = [world.movements[code] for code in MOVEMENTS]
    titles = [world.titles["co-ubnd-tinh"], world.titles["co-chinh-phu"]]
    set_movements(campaign, movements, titles, by=officer, at=at)
    bodies = [body for code, body in world.bodies.items() if code.startswith("qt-")]
    choose(campaign, bodies, by=officer, at=at)
    return campaign


def _letters(campaign, front, officer):
    """The letter of the Mặt trận and the answer, with recipients and sign block word for word."""
    incoming = file_dispatch(
        campaign,
        by=officer,
        at=moment("2021-02-19", "09:30"),
        direction=Dispatch.Direction.INCOMING,
        number="01/MTTQ-KTĐ",
        dated_on=date(2021, 2, 18),
        subject=SUBJECT,
        counterpart=front,
    )
    file_dispatch(
        campaign,
        by=officer,
        at=moment("2021-02-22", "10:00"),
        direction=Dispatch.Direction.OUTGOING,
        number="708/LĐLĐ-CTCS",
        dated_on=date(2021, 2, 22),
        subject=SUBJECT,
        counterpart=front,
        recipients=["Như trên", "Thường trực, các ban LĐLĐ tỉnh", "Lưu: VT, CTCS"],
        authority_line="TM. BAN THƯỜNG VỤ",
        signer_post="PHÓ CHỦ TỊCH",
        signer_name=SIGNER,
        answers=incoming,
    )


def _hand_down(campaign, officer):
    """Divide the five totals among the upper unions; "trên" needs at least one more than the figure."""
    units = {row.body.code: row for row in campaign.participants.select_related("body")}
    totals = _totals(campaign)
    values = {
        (units[code].pk, indicator.pk): number * SCALE
        for (code, *_), shares in zip(UPPER, SHARES, strict=True)
        for indicator, number in zip(totals, shares, strict=True)
    }
    assign_many(campaign, values, by=officer, at=moment("2021-02-24", "09:00"))
    convene(
        campaign,
        by=officer,
        at=moment("2021-02-24", "09:30"),
        name="Hội nghị giao chỉ tiêu thi đua năm 2021 cho công đoàn cấp trên trực tiếp cơ sở",
        starts_at=moment("2021-02-26", "14:00"),
        place="Hội trường LĐLĐ tỉnh Quảng Trị",
        topics=["Giao chỉ tiêu thi đua năm 2021", "Hướng dẫn đăng ký"],
    )


def _totals(campaign):
    return [row for row in campaign.indicators.in_order() if row.kind == "count"]


def _plan_registrations(world, campaign):
    rows = campaign.participants.select_related("body", "kind").in_order()
    for place, participant in enumerate(rows):
        code = participant.body.code
        day = "2021-04-29" if code in REGISTERED_LESS else "2021-03-29"
        at = moment(day, f"{8 + place // 2:02d}:{place % 2 * 20 + 4:02d}")
        if code not in SILENT:
            world.plan(at, _register, world, campaign, participant)


def _register(world, campaign, participant, at):
    code = participant.body.code
    if participant.kind.is_grassroots:
        by = world.chair(participant.body, at)
    else:
        by = world.access(f"chuyenvien.{_stem(code)}.qt", at.date())
    registration = registration_of(participant)
    if code in REGISTERED_LESS:
        numbers = zip(_totals(campaign), REGISTERED_LESS[code], strict=True)
        lines = {indicator.pk: {"value": number * SCALE} for indicator, number in numbers}
        save_lines(registration, lines, by=by, at=at)
    take_assigned(registration, by=by, at=at)
    submit(registration, by=by, at=at, received_at=at)


def _stem(code):
    return code.removeprefix("qt-").replace("-", "")
