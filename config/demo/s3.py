"""S3: Công đoàn viên chức tỉnh sums 2019 up and opens 2020 in one meeting on 25/12/2019.

2019: xây mới 1 nhà, sửa chữa 3 nhà for 4 families (1 + 3 = 4). 2020: seven aims, all "phấn đấu", with invented results.
"""

from datetime import date

from config.demo.world import World, end_of, moment, whole_year
from emulation.closing import close
from emulation.convening import conclude, convene
from emulation.drafting import draft, set_contents, set_indicators, set_movements, set_phases
from emulation.indicator_kinds import Rating
from emulation.inviting import choose
from emulation.launching import launch
from targets.declaring import declare, save_results
from targets.registering import registration_of, submit, take_assigned
from targets.verifying import verify
from unions.quantities import SCALE

BEFORE, CODE = "vien-chuc-2019", "vien-chuc-2020"
YES, NO = SCALE, 0
PER_CENT = SCALE
# code, name, sector, workers, members, women, key officers
UNITS = [
    ("vc-van-phong-tinh-uy", "CĐCS Văn phòng Tỉnh ủy", "hcsn", 74, 74, 31, 3),
    ("vc-van-phong-ubnd", "CĐCS Văn phòng UBND tỉnh", "hcsn", 68, 68, 30, 3),
    ("vc-so-noi-vu", "CĐCS Sở Nội vụ", "hcsn", 59, 59, 27, 2),
    ("vc-so-tai-chinh", "CĐCS Sở Tài chính", "hcsn", 66, 66, 35, 3),
    ("vc-so-tu-phap", "CĐCS Sở Tư pháp", "hcsn", 51, 51, 28, 2),
    ("vc-so-cong-thuong", "CĐCS Sở Công Thương", "hcsn", 83, 83, 34, 3),
    ("vc-so-van-hoa", "CĐCS Sở Văn hóa, Thể thao và Du lịch", "hcsn", 97, 97, 49, 3),
    ("vc-so-lao-dong", "CĐCS Sở Lao động - Thương binh và Xã hội", "hcsn", 88, 88, 46, 3),
    ("vc-so-tai-nguyen", "CĐCS Sở Tài nguyên và Môi trường", "hcsn", 92, 92, 37, 3),
    ("vc-so-khoa-hoc", "CĐCS Sở Khoa học và Công nghệ", "hcsn", 44, 44, 19, 2),
    ("vc-thanh-tra", "CĐCS Thanh tra tỉnh", "hcsn", 38, 38, 14, 2),
    ("vc-nha-khach", "CĐCS Nhà khách Tỉnh", "kd-dv", 57, 55, 38, 2),
    ("vc-trung-tam-hoi-nghi", "CĐCS Trung tâm Hội nghị tỉnh", "kd-dv", 42, 41, 25, 2),
    ("vc-ban-ve-xe", "CĐCS Trung tâm Dịch vụ bến xe", "kd-dv", 49, 47, 16, 2),
    ("vc-cong-ty-in", "CĐCS Công ty In tỉnh", "dn-nn", 63, 61, 24, 2),
    ("vc-cong-ty-sach", "CĐCS Công ty Phát hành sách", "dn-nn", 41, 40, 22, 2),
]
HOUSES = {"vc-so-van-hoa": (1, 0), "vc-nha-khach": (0, 1), "vc-ban-ve-xe": (0, 1), "vc-so-lao-dong": (0, 1)}
# 2020, invented: who held no meeting of the staff, who did not register, and how the year was rated.
NO_MEETING = {"vc-thanh-tra"}
UNREGISTERED = {"vc-ban-ve-xe"}
NOT_GOOD = {"vc-cong-ty-sach": Rating.COMPLETED}
EXCELLENT = {"vc-van-phong-tinh-uy", "vc-so-tai-chinh", "vc-so-van-hoa", "vc-nha-khach"}


def build():
    world = World(started="2018-12-10", places=600)
    union = _bodies(world)
    _year_2019(world, union)
    return _year_2020(world, union)


def _bodies(world):
    union = world.found(
        "cong-doan-vien-chuc-tinh",
        "Công đoàn viên chức tỉnh",
        "nganh-tinh",
        short_name="CĐ viên chức tỉnh",
        phone="0298 3000 111",
    )
    world.seat_office(union, "vienchuc", on=date(2018, 3, 1))
    units = [dict(zip(("code", "name", "sector"), row[:3], strict=True)) for row in UNITS]
    bodies = world.found_units(union, units)
    for row in UNITS:
        figures = dict(zip(("workers", "members", "women", "key_officers"), row[3:], strict=True))
        if row[2].startswith("dn"):
            figures["enterprises"] = 1
        world.state(bodies[row[0]], figures, as_of=date(2018, 11, 30))
    world.seat_chairs(bodies.values(), on=date(2018, 3, 1))
    members = list(bodies.values())
    for number, (first, last) in enumerate([(0, 6), (6, 11), (11, 16)], start=1):
        for year in (2019, 2020):
            world.form_bloc(
                union,
                year=year,
                number=number,
                name=f"Khối thi đua số {number}",
                bodies=members[first:last],
                on=date(year, 1, 1),
            )
    return union


def _plan(world, union, *, year, code, at, officer, contents, indicators, movements=(), **columns):
    """One year of the union: no phases in the document, so the whole year is one."""
    campaign = draft(
        union,
        by=officer,
        at=at,
        code=code,
        year=year,
        name=f"Phong trào thi đua trong cán bộ, công chức, viên chức, lao động năm {year}",
        has_pledge=False,
        **columns,
    )
    set_phases(campaign, [whole_year(year, f"{year}-12-20")], by=officer, at=at)
    set_contents(campaign, [{"title": title} for title in contents], by=officer, at=at)
    set_indicators(campaign, indicators, by=officer, at=at)
    set_movements(campaign, [world.movements[each] for each in movements], [], by=officer, at=at)
    choose(campaign, [world.bodies[row[0]] for row in UNITS], by=officer, at=at)
    return campaign


# 2019 -----------------------------------------------------------------------------------------------------------------


def _year_2019(world, union):
    officer = world.access("chuyenvien.vienchuc", date(2019, 1, 15))
    at = moment("2019-01-10", "09:00")
    contents = [
        "Chăm lo, bảo vệ quyền và lợi ích hợp pháp, chính đáng của cán bộ công chức, viên chức, lao động",
        "Tổ chức các hoạt động xã hội, từ thiện; ủng hộ các quỹ: Đền ơn đáp nghĩa, Vì người nghèo",
    ]
    indicators = [
        {"statement": "Xây mới nhà từ quỹ mái ấm công đoàn", "kind": "count", "unit": "nhà", "content": 1},
        {"statement": "Sửa chữa nhà từ quỹ mái ấm công đoàn", "kind": "count", "unit": "nhà", "content": 1},
        {"statement": "Số gia đình được hỗ trợ nhà ở", "kind": "count", "unit": "gia đình", "content": 1},
    ]
    campaign = _plan(
        world,
        union,
        year=2019,
        code=BEFORE,
        at=at,
        officer=officer,
        contents=contents,
        indicators=indicators,
        registration_due_at=end_of("2019-03-31"),
    )
    launch(campaign, by=officer, at=moment("2019-01-15"), on=date(2019, 1, 15))
    built, mended, families = campaign.indicators.in_order()
    for place, (participant, phase) in enumerate(_units(campaign)):
        at = moment("2019-12-16", f"{8 + place // 2:02d}:{place % 2 * 25 + 5:02d}")
        new, old = HOUSES.get(participant.body.code, (0, 0))
        lines = {
            built.pk: {"num": new * SCALE},
            mended.pk: {"num": old * SCALE},
            families.pk: {"num": (new + old) * SCALE},
        }
        _report(world, participant, phase, lines, at)
    meeting = convene(
        campaign,
        by=officer,
        at=moment("2019-12-20", "15:00"),
        name="Tổng kết phong trào cán bộ, công chức, viên chức, lao động và hoạt động công đoàn năm 2019; "
        "triển khai nhiệm vụ năm 2020",
        starts_at=moment("2019-12-25", "08:00"),
        chaired_by="Ban Thường vụ Công đoàn viên chức tỉnh",
        topics=["Tổng kết năm 2019", "Triển khai nhiệm vụ năm 2020"],
    )
    _verify_all(campaign, officer, moment("2019-12-23", "09:00"))
    words = "Năm 2019 đã xây mới 1 nhà và sửa chữa 3 nhà từ quỹ mái ấm công đoàn cho 4 gia đình."
    conclude(meeting, by=officer, at=moment("2019-12-25", "11:00"), conclusion=words)
    close(campaign, by=officer, at=moment("2019-12-25", "11:30"))


# 2020 -----------------------------------------------------------------------------------------------------------------


def _indicators_2020(world):
    def sector(code):
        return [{"ground": "sector", "sector": world.sectors[code]}]

    aspired = {"is_aspiration": True, "content": 1}
    rows = [
        {
            "statement": "100% các đơn vị hành chính sự nghiệp tổ chức hội nghị cán bộ, công chức, viên chức",
            "kind": "unit_share",
            "comparator": "all",
            "unit": "đơn vị",
            "scope": sector("hcsn"),
            "denominator_note": "đơn vị hành chính sự nghiệp",
        },
        {
            "statement": "100% các đơn vị kinh doanh, dịch vụ tổ chức hội nghị người lao động",
            "kind": "unit_share",
            "comparator": "all",
            "unit": "đơn vị",
            "scope": sector("kd-dv"),
            "denominator_note": "đơn vị kinh doanh, dịch vụ",
        },
        {
            "statement": "100% doanh nghiệp ký kết và thực hiện thỏa ước lao động tập thể",
            "kind": "composite",
            "comparator": "all",
            "unit": "doanh nghiệp",
            "scope": sector("dn"),
            "denominator_note": "doanh nghiệp",
            "parts": [
                {"statement": "Ký kết thỏa ước lao động tập thể"},
                {"statement": "Thực hiện thỏa ước lao động tập thể"},
            ],
        },
        {
            "statement": "90% các công đoàn cơ sở đăng ký phong trào thi đua “Giỏi việc nước, đảm việc nhà”",
            "kind": "unit_share",
            "comparator": "ge",
            "value": 90 * PER_CENT,
            "unit": "CĐCS",
            "denominator_note": "công đoàn cơ sở, theo bản đăng ký",
            "movements": [world.movements["gioi-viec-nuoc-dam-viec-nha"]],
        },
        {
            "statement": "85% nữ công chức, viên chức, lao động đạt danh hiệu cấp cơ sở",
            "kind": "quantity_share",
            "comparator": "ge",
            "value": 85 * PER_CENT,
            "unit": "người",
            "denominator_note": "nữ công chức, viên chức, lao động",
            "denominator_fact": "women",
        },
        {
            "statement": "100% cán bộ chủ chốt công đoàn cơ sở được tập huấn nghiệp vụ",
            "kind": "quantity_share",
            "comparator": "all",
            "unit": "người",
            "denominator_note": "cán bộ chủ chốt CĐCS",
            "denominator_fact": "key_officers",
        },
        {
            "statement": "Trên 95% công đoàn cơ sở đạt tiêu chuẩn công đoàn cơ sở hoàn thành tốt nhiệm vụ",
            "kind": "rating_share",
            "comparator": "gt",
            "value": 95 * PER_CENT,
            "minimum_rating": Rating.GOOD.value,
            "unit": "CĐCS",
            "denominator_note": "công đoàn cơ sở được xếp loại",
        },
    ]
    return [row | aspired for row in rows]


def _year_2020(world, union):
    officer = world.access("chuyenvien.vienchuc", date(2019, 12, 25))
    campaign = _plan(
        world,
        union,
        year=2020,
        code=CODE,
        at=moment("2019-12-23", "14:00"),
        officer=officer,
        contents=[
            "Tổ chức hiệu quả các phong trào thi đua yêu nước, xây dựng tổ chức công đoàn vững mạnh, nâng cao chất "
            "lượng đội ngũ cán bộ công đoàn, công tác nữ công",
            "Đẩy mạnh công tác tuyên truyền, vận động, giáo dục nâng cao nhận thức cho đoàn viên, cán bộ, công chức, "
            "viên chức, lao động",
        ],
        indicators=_indicators_2020(world),
        movements=["gioi-viec-nuoc-dam-viec-nha"],
        registration_due_at=end_of("2020-03-31"),
    )
    launch(campaign, by=officer, at=moment("2019-12-25", "14:00"), on=date(2019, 12, 25))
    indicators = list(campaign.indicators.prefetch_related("parts").in_order())
    for place, (participant, phase) in enumerate(_units(campaign)):
        clock = f"{8 + place // 2:02d}:{place % 2 * 25 + 5:02d}"
        if participant.body.code not in UNREGISTERED:
            world.plan(moment("2020-02-24", clock), _register, world, participant)
        lines = _results_2020(participant, indicators)
        world.plan(moment("2020-12-14", clock), _report, world, participant, phase, lines)
    world.play()
    _verify_all(campaign, officer, moment("2020-12-21", "09:00"), ratings=indicators[-1])
    close(campaign, by=officer, at=moment("2020-12-24", "16:00"))
    return campaign


def _results_2020(participant, indicators):
    """What a unit of this sector reports for 2020: by indicator, only the lines that concern it."""
    code, sector = participant.body.code, participant.sector.code
    meeting = NO if code in NO_MEETING else YES
    women, officers = participant.facts["women"], participant.facts["key_officers"]
    titled = women // SCALE * 9 // 10 * SCALE
    lines = {
        indicators[3].pk: {"num": NO if code in UNREGISTERED else YES},
        indicators[4].pk: {"num": titled, "den": women},
        indicators[5].pk: {"num": officers, "den": officers},
    }
    if sector == "hcsn":
        lines[indicators[0].pk] = {"num": meeting}
    elif sector == "kd-dv":
        lines[indicators[1].pk] = {"num": YES}
    else:
        parts = {part.pk: (YES, None) for part in indicators[2].parts.all()}
        lines[indicators[2].pk] = {"parts": parts}
    return lines


# Both years -----------------------------------------------------------------------------------------------------------


def _units(campaign):
    phase = campaign.phases.get()
    rows = campaign.participants.select_related("body", "sector", "campaign__organiser").in_order()
    return [(participant, phase) for participant in rows]


def _register(world, participant, at):
    by = world.chair(participant.body, at)
    registration = registration_of(participant)
    take_assigned(registration, by=by, at=at)
    submit(registration, by=by, at=at, received_at=at)


def _report(world, participant, phase, lines, at):
    by = world.chair(participant.body, at)
    save_results(participant, phase, lines, by=by, at=at)
    declare(participant, phase, by=by, at=at, received_at=at)


def _verify_all(campaign, officer, at, ratings=None):
    """Verify every unit; `ratings` is the indicator for which the reviewer writes the year's rating."""
    for participant, phase in _units(campaign):
        code = participant.body.code
        word = Rating.EXCELLENT if code in EXCELLENT else NOT_GOOD.get(code, Rating.GOOD)
        words = {ratings.pk: word.value} if ratings else None
        verify(participant, phase, by=officer, at=at, ratings=words)
