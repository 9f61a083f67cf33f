"""S2: an unnamed LĐLĐ tỉnh works with its 10 khối thi đua from 01/3 to 09/3/2021 and assigns targets.

The document gives no figures: every target here is invented and the campaign is marked "số liệu mẫu".
"""

from datetime import date

from config.demo.world import World, end_of, moment, whole_year
from emulation.convening import answer_petition, conclude, convene, note_attendance, note_petition
from emulation.drafting import draft, set_contents, set_indicators, set_phases
from emulation.inviting import choose
from emulation.launching import launch
from targets.assigning import assign_blocs, assign_many
from targets.registering import registration_of, submit, take_assigned
from unions.quantities import SCALE

CODE = "khoi-thi-dua-2021"
THEME = "Nâng cao chất lượng đội ngũ cán bộ công đoàn cơ sở"
CHAIR = "Nguyễn Thiện Phú"
# Ten meetings in seven working days; the first is the one of the document, the others follow its dates.
MEETINGS = [
    ("2021-03-01", "14:00"),
    ("2021-03-02", "08:00"),
    ("2021-03-02", "14:00"),
    ("2021-03-03", "08:00"),
    ("2021-03-03", "14:00"),
    ("2021-03-04", "08:00"),
    ("2021-03-05", "08:00"),
    ("2021-03-08", "08:00"),
    ("2021-03-08", "14:00"),
    ("2021-03-09", "08:00"),
]
TOPICS = [
    "Báo cáo tình hình hoạt động; tình hình đoàn viên, CNVLĐ trong tình hình mới của các CĐCS trong khối",
    "Lắng nghe, giải đáp và tháo gỡ những khó khăn, vướng mắc trong hoạt động của các CĐCS",
    "Giao chỉ tiêu thực hiện nhiệm vụ năm 2021 cho các CĐCS và Khối thi đua",
]
PETITIONS = [
    ("Đề nghị LĐLĐ tỉnh tập huấn nghiệp vụ tài chính cho kế toán CĐCS", "Mở lớp trong quý II năm 2021."),
    ("Đề nghị hướng dẫn thu kinh phí công đoàn ở doanh nghiệp giảm giờ làm do dịch bệnh", ""),
]
INDICATORS = [
    {
        "statement": "Phát triển đoàn viên mới (số liệu mẫu)",
        "kind": "count",
        "comparator": "ge",
        "value": 600 * SCALE,
        "unit": "đoàn viên",
        "content": 1,
    },
    {
        "statement": "100% CĐCS có cán bộ được tập huấn nghiệp vụ trong năm (số liệu mẫu)",
        "kind": "unit_share",
        "comparator": "all",
        "unit": "CĐCS",
        "content": 2,
    },
    {
        "statement": "Mỗi CĐCS chăm lo ít nhất 05 đoàn viên có hoàn cảnh khó khăn (số liệu mẫu)",
        "kind": "each_count",
        "comparator": "all",
        "unit_comparator": "ge",
        "unit_value": 5 * SCALE,
        "unit": "đoàn viên",
        "content": 3,
    },
]
# Three grassroots unions for each of the ten blocs: name, sector, members.
UNITS = [
    [
        ("Công ty Cổ phần Cấp nước", "dn-nn", 186),
        ("Công ty Xổ số kiến thiết", "dn-nn", 94),
        ("Điện lực tỉnh", "dn-nn", 312),
    ],
    [
        ("Sở Tài chính", "hcsn", 71),
        ("Sở Kế hoạch và Đầu tư", "hcsn", 63),
        ("Kho bạc Nhà nước tỉnh", "hcsn", 88),
    ],
    [
        ("Bệnh viện Đa khoa tỉnh", "y-te", 604),
        ("Trung tâm Kiểm soát bệnh tật", "y-te", 142),
        ("Bệnh viện Sản - Nhi", "y-te", 256),
    ],
    [
        ("Trường Cao đẳng nghề", "truong-hoc", 118),
        ("Trường Chính trị tỉnh", "truong-hoc", 47),
        ("Trường THPT chuyên", "truong-hoc", 96),
    ],
    [
        ("Công ty TNHH May Sao Mai", "dn-ngoai-nn", 720),
        ("Công ty Giày Tân Phát", "dn-ngoai-nn", 845),
        ("Công ty Bao bì An Khang", "dn-ngoai-nn", 210),
    ],
    [
        ("Công ty TNHH Thủy sản Biển Đông", "dn-ngoai-nn", 530),
        ("Công ty Lương thực tỉnh", "dn-nn", 164),
        ("Công ty Thức ăn chăn nuôi Việt Hưng", "fdi", 148),
    ],
    [
        ("Công ty Cổ phần Cầu đường", "dn-ngoai-nn", 133),
        ("Công ty Xây dựng số 9", "dn-ngoai-nn", 102),
        ("Công ty Tư vấn thiết kế", "dn-ngoai-nn", 58),
    ],
    [
        ("Ngân hàng Nông nghiệp tỉnh", "dn-nn", 275),
        ("Ngân hàng Chính sách xã hội tỉnh", "hcsn", 121),
        ("Bảo hiểm xã hội tỉnh", "hcsn", 134),
    ],
    [
        ("Báo tỉnh", "hcsn", 52),
        ("Đài Phát thanh và Truyền hình tỉnh", "hcsn", 97),
        ("Viễn thông tỉnh", "dn-nn", 203),
    ],
    [
        ("Công ty TNHH Điện tử Hoàn Cầu", "fdi", 910),
        ("Công ty Dệt Đông Á", "fdi", 388),
        ("Công ty Đồ gỗ Minh Tâm", "dn-ngoai-nn", 176),
    ],
]


def build():
    world = World(started="2020-12-15", places=300)
    province, blocs = _bodies(world)
    officer = world.access("chuyenvien.khoithidua", date(2021, 2, 22))
    campaign = _plan(world, province, officer)
    meetings = _convene(campaign, officer, blocs)
    launch(campaign, by=officer, at=moment("2021-03-01", "08:00"), on=date(2021, 3, 1))
    for meeting, (day, _) in zip(meetings, MEETINGS, strict=True):
        world.plan(moment(day, "17:00"), _attend, meeting, officer)
    world.plan(moment("2021-03-01", "17:15"), _ask, meetings[0], officer)
    world.plan(moment("2021-03-09", "17:30"), _assign, campaign, officer)
    world.plan(moment("2021-03-15", "10:00"), _answer, meetings[0], officer)
    rows = campaign.participants.filter(bloc__number__lte=3).select_related("body", "bloc").in_order()
    for place, participant in enumerate(rows):
        at = moment("2021-03-22", f"{8 + place // 2:02d}:{place * 6:02d}")
        world.plan(at, _register, world, participant)
    world.play()
    return campaign


def _bodies(world):
    province = world.found(
        "tinh-khoi-thi-dua", "Liên đoàn Lao động tỉnh", "tinh", short_name="LĐLĐ tỉnh", phone="0299 3000 111"
    )
    world.seat_office(province, "khoithidua", on=date(2018, 3, 1), names={"lanhdao": CHAIR})
    blocs = []
    for number, rows in enumerate(UNITS, start=1):
        units = [
            {"code": f"k{number:02d}-{place}", "name": f"CĐCS {name}", "sector": sector}
            for place, (name, sector, _) in enumerate(rows, start=1)
        ]
        bodies = world.found_units(province, units)
        for body, (_, _, members) in zip(bodies.values(), rows, strict=True):
            world.state(body, {"members": members}, as_of=date(2020, 11, 30))
        world.seat_chairs(bodies.values(), on=date(2018, 3, 1))
        name = f"Khối thi đua số {number:02d}"
        blocs.append(
            world.form_bloc(
                province,
                year=2021,
                number=number,
                name=name,
                bodies=list(bodies.values()),
                on=date(2021, 1, 1),
            )
        )
    return province, blocs


def _plan(world, province, officer):
    at = moment("2021-02-22", "09:00")
    campaign = draft(
        province,
        by=officer,
        at=at,
        code=CODE,
        name="Chương trình làm việc với 10 khối thi đua trực thuộc LĐLĐ tỉnh năm 2021",
        year=2021,
        theme=THEME,
        summary_text="Hoạt động định kỳ hằng năm đến 10 khối thi đua trực thuộc LĐLĐ tỉnh, từ ngày 01/3/2021; "
        "dự kiến kết thúc ngày 09/3/2021.",
        launch_on=date(2021, 3, 1),
        registration_due_at=end_of("2021-05-31"),
        is_sample=True,
        has_pledge=False,
    )
    set_phases(campaign, [whole_year(2021, "2021-12-15")], by=officer, at=at)
    titles = [
        "Phát triển đoàn viên",
        "Nâng cao chất lượng đội ngũ cán bộ công đoàn cơ sở",
        "Chăm lo lợi ích cho đoàn viên và người lao động ngày càng thiết thực, hiệu quả hơn",
    ]
    set_contents(campaign, [{"title": title} for title in titles], by=officer, at=at)
    set_indicators(campaign, INDICATORS, by=officer, at=at)
    units = [body for code, body in world.bodies.items() if code.startswith("k")]
    choose(campaign, units, by=officer, at=at)
    return campaign


def _convene(campaign, officer, blocs):
    return [
        convene(
            campaign,
            by=officer,
            at=moment("2021-02-24", "09:00"),
            name=f"Buổi làm việc với {bloc.name} trực thuộc LĐLĐ tỉnh năm 2021",
            starts_at=moment(day, clock),
            bloc=bloc,
            chaired_by=f"Chủ tịch LĐLĐ tỉnh {CHAIR}",
            topics=TOPICS,
        )
        for bloc, (day, clock) in zip(blocs, MEETINGS, strict=True)
    ]


def _members(bloc):
    return [seat.body for seat in bloc.members.select_related("body").order_by("pk")]


def _attend(meeting, officer, at):
    province = meeting.campaign.organiser
    rows = [
        {"name": CHAIR, "post": "Chủ tịch LĐLĐ tỉnh", "body": province},
        {"name": "Các Phó Chủ tịch", "post": "Phó Chủ tịch LĐLĐ tỉnh", "body": province},
        {"name": "Các Ủy viên Ban Thường vụ", "post": "UVTV LĐLĐ tỉnh", "body": province},
        {
            "name": "Các Phó ban chuyên môn",
            "post": "UVBCH - Phó các ban chuyên môn LĐLĐ tỉnh",
            "body": province,
        },
    ]
    rows += [
        {"name": f"Ban Chấp hành {body.label}", "post": "Ban Chấp hành CĐCS", "body": body}
        for body in _members(meeting.bloc)
    ]
    note_attendance(meeting, rows, by=officer, at=at)


def _ask(meeting, officer, at):
    for body, (question, _) in zip(_members(meeting.bloc), PETITIONS, strict=False):
        note_petition(meeting, by=officer, at=at, question=question, body=body)
    words = "Chủ tịch LĐLĐ tỉnh giao chỉ tiêu năm 2021 cho các CĐCS và Khối thi đua số 01."
    conclude(meeting, by=officer, at=at, conclusion=words)


def _answer(meeting, officer, at):
    for petition, (_, answer) in zip(meeting.petitions.order_by("pk"), PETITIONS, strict=True):
        if answer:
            answer_petition(petition, by=officer, at=at, answer=answer, on=at.date())


def _assign(campaign, officer, at):
    """Thirty grassroots unions share some 610 new members by their size; each bloc carries the sum of its three."""
    members, _, care = campaign.indicators.in_order()
    rows = list(campaign.participants.in_order())
    everybody = sum(row.facts["members"] for row in rows)
    values, of_bloc = {}, {}
    for row in rows:
        share = -(-610 * row.facts["members"] // everybody) * SCALE  # rounded up: nobody is left at 0
        values[row.pk, members.pk] = share
        values[row.pk, care.pk] = 5 * SCALE
        of_bloc[row.bloc_id, members.pk] = of_bloc.get((row.bloc_id, members.pk), 0) + share
    assign_many(campaign, values, by=officer, at=at)
    assign_blocs(campaign, of_bloc, by=officer, at=at)


def _register(world, participant, at):
    """The first three blocs have begun to answer, two of them have sent; the others have time until 31/5."""
    by = world.chair(participant.body, at)
    registration = registration_of(participant)
    take_assigned(registration, by=by, at=at)
    if participant.bloc.number < 3:
        submit(registration, by=by, at=at, received_at=at)
