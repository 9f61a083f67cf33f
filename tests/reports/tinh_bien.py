"""The phase summary drawn by hand for the mocks (figures.json): 34 bodies × 7 indicators, as typed literals.

One line per body: number | bloc | name | sector | workers,members,women | registration state,sent,approved,days late |
pledge state,day | result state,sent,verified,days late | H = nhập hộ | collective title,reward form,LĐTT,CSTĐ cơ sở,
CSTĐ tỉnh | cells of CT1 CT2 CT3 CT4a CT4b CT5 CT6 | registered values of the same | work.
Cells: num/den · "0!" nothing happened and confirmed · "(1/1)" declared, not verified · "?" nothing sent ·
"none" Không phát sinh · "-" Không áp dụng.
"""

from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from emulation.models import Campaign, Indicator, Participant, Phase, ScopeRule, Title
from targets.models import (
    Pledge,
    PledgeParty,
    RegisteredTitle,
    RegisteredWork,
    Registration,
    Result,
    Signature,
    Target,
    ZeroConfirmation,
)
from tests.factories import BlocFactory, BodyFactory, SectorFactory, UserFactory
from unions.vietnamese import sort_key

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DATA_AT = datetime(2021, 5, 14, 16, 30, tzinfo=HANOI)
CODES = ("CT1", "CT2", "CT3", "CT4a", "CT4b", "CT5", "CT6")
SCALE = 10_000
BLOCS = (
    "Khối thi đua số 1 – Cơ quan Đảng, chính quyền, đoàn thể",
    "Khối thi đua số 2 – Xã, thị trấn",
    "Khối thi đua số 3 – Trường học",
    "Khối thi đua số 4 – Dịch vụ, tài chính, công ích",
    "Khối thi đua số 5 – Sản xuất, chế biến, hợp tác xã",
)
SECTORS = {
    "hcsn": "HCSN",
    "truong": "Trường học",
    "dn-nn": "DN nhà nước",
    "dn-ngoai-nn": "DN ngoài nhà nước",
    "htx": "Hợp tác xã",
}
REASONS = {
    (12, ""): "Thiếu biên bản hội nghị tuyên truyền",
    (20, "CT3"): "Sáp nhập từ 01/3/2021, chưa đủ thời gian đăng ký danh hiệu",
    (33, "CT2"): "02 doanh nghiệp tạm ngừng hoạt động cả giai đoạn",
    (33, "CT3"): "02 doanh nghiệp tạm ngừng hoạt động cả giai đoạn",
    (33, "CT5"): "02 doanh nghiệp tạm ngừng hoạt động cả giai đoạn",
}
BODIES = """\
1|1|CĐCS Cơ quan Huyện ủy|hcsn|46,46,17
    V,03/17,03/31,0|S,04/05|V,05/07,05/12,0|-|XS,BK,40,6,1|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
2|1|CĐCS Khối Mặt trận và các đoàn thể huyện|hcsn|38,38,16
    V,03/26,04/01,0|S,04/05|V,05/05,05/13,0|-|TT,-,30,4,0|1/1 - 6/6 - - - 1/1|1 - 6 - - - 1|
3|1|CĐCS Văn phòng HĐND và UBND huyện|hcsn|31,31,12
    V,03/16,03/30,0|S,04/05|V,05/10,05/14,0|-|XS,GK,27,4,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
4|1|CĐCS Khối các phòng chuyên môn huyện|hcsn|74,73,30
    V,03/25,03/31,0|S,04/05|V,05/06,05/11,0|-|TT,GK,58,8,1|1/1 - 7/8 - - - 1/1|1 - 8 - - - 1|
5|1|CĐCS Tòa án nhân dân huyện|hcsn|19,19,8
    V,03/15,04/01,0|S,04/05|V,05/04,05/12,0|-|XS,GK,17,2,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
6|1|CĐCS Viện kiểm sát nhân dân huyện|hcsn|16,16,6
    V,03/24,03/30,0|S,04/05|V,05/07,05/13,0|-|TT,-,13,1,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
7|1|CĐCS Chi cục Thi hành án dân sự huyện|hcsn|18,18,6
    V,03/12,03/31,0|S,04/05|V,05/05,05/14,0|-|TT,-,14,2,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
8|1|CĐCS Trung tâm Y tế huyện|hcsn|163,158,97
    V,03/23,04/01,0|S,04/05|V,05/10,05/11,0|-|XS,BK,131,19,2|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1
    “Góc chăm sóc sức khỏe đoàn viên”
9|2|CĐCS thị trấn Cửa Nam|hcsn|33,33,13
    V,03/11,03/30,0|S,04/06|V,05/06,05/12,0|-|XS,GK,25,3,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
10|2|CĐCS thị trấn Núi Xanh|hcsn|34,34,14
    V,03/22,03/31,0|S,04/06|V,05/04,05/13,0|-|XS,GK,27,4,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|“Tuyến đường hoa công đoàn”
11|2|CĐCS xã An Thạnh|hcsn|29,29,11
    V,03/10,04/01,0|S,04/06|V,05/07,05/14,0|-|TT,-,20,3,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
12|2|CĐCS xã Hòa Thuận|hcsn|28,28,10
    V,03/19,03/30,0|S,04/06|R,05/07,-,0|-|TT,-,19,2,0|(1/1) - (1/1) - - - (1/1)|1 - 1 - - - 1|
13|2|CĐCS xã Phú Lộc|hcsn|30,30,12
    V,03/29,04/01,3|A,04/12|V,05/10,05/12,0|-|TT,-,21,3,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
14|2|CĐCS xã Tân Hiệp|hcsn|26,26,9
    V,03/18,04/01,0|S,04/06|V,05/06,05/13,0|H|-,-,13,1,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
15|2|CĐCS xã Vĩnh Thành|hcsn|27,27,11
    V,03/08,03/30,0|S,04/06|V,05/04,05/14,0|-|TT,-,19,2,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
16|3|CĐCS Trường THPT Nguyễn Trãi|truong|68,68,39
    V,03/17,03/31,0|S,04/07|V,05/07,05/11,0|-|XS,BK,56,8,1|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|“Vườn thực hành xanh”
17|3|CĐCS Trường THCS Lê Lợi|truong|47,47,28
    V,03/26,04/01,0|S,04/07|V,05/05,05/12,0|-|XS,GK,38,5,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
18|3|CĐCS Trường THCS Trần Quốc Toản|truong|41,41,23
    V,03/16,03/30,0|A,04/13|D,05/13,-,3|-|TT,-,30,4,0|(1/1) - (1/1) - - - (1/1)|1 - 1 - - - 1|
19|3|CĐCS Trường Tiểu học Kim Đồng|truong|44,44,31
    V,03/25,03/31,0|S,04/07|V,05/06,05/14,0|-|TT,-,33,4,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|“Thư viện xanh”
20|3|CĐCS Trường Tiểu học Phú Lộc|truong|52,51,36
    V,03/15,04/01,0|S,04/07|V,05/04,05/11,0|-|TT,-,38,5,0|1/1 - - - - - 1/1|1 - - - - - 1|
21|3|CĐCS Trường Mẫu giáo Hoa Sen|truong|29,29,29
    V,03/24,03/30,0|S,04/07|V,05/07,05/12,0|-|TT,-,20,2,0|1/1 - 0/1 - - - 1/1|1 - 1 - - - 1|
22|3|CĐCS Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên|truong|27,26,11
    V,03/12,03/31,0|S,04/07|V,05/05,05/13,0|-|TT,-,19,2,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
23|4|CĐCS Điện lực huyện|dn-nn|52,52,8
    V,03/23,04/01,0|S,04/08|V,05/10,05/14,0|-|XS,BK,43,6,1|1/1 - 1/1 0! 0! 1/1 1/1|1 - 1 1 1 1 1|“Thắp sáng đường quê”
24|4|CĐCS Ngân hàng chi nhánh huyện|dn-nn|34,34,18
    V,03/11,03/30,0|S,04/08|V,05/06,05/11,0|-|XS,GK,28,4,0|1/1 - 1/1 0! 0! 1/1 1/1|1 - 1 1 1 1 1|
25|4|CĐCS Công ty TNHH Thương mại Minh Lộc|dn-ngoai-nn|27,24,15
    V,03/22,03/31,0|S,04/08|V,05/04,05/12,0|-|TT,-,16,1,0|1/1 1/1 1/1 0! 0! 1/1 1/1|1 1 1 1 1 1 1|
26|4|CĐCS Công ty Cổ phần Vận tải Tân Tiến|dn-ngoai-nn|63,55,9
    V,03/10,04/01,0|S,04/08|V,05/07,05/13,0|-|TT,-,38,3,0|1/1 1/1 1/1 0! 0! 1/1 1/1|1 1 1 1 1 1 1|
27|4|CĐCS Cụm doanh nghiệp chợ biên giới|dn-ngoai-nn|41,33,26
    V,03/19,03/30,0|S,04/08|V,05/11,05/14,1|-|-,-,12,0,0|0/1 1/2 1/2 0! 0! 2/2 1/1|1 2 2 1 1 2 1|
28|5|CĐCS Công ty TNHH May Hoàng Phúc An|dn-ngoai-nn|418,403,341
    V,03/09,03/31,0|S,04/09|V,05/10,05/11,0|-|XS,BK,296,21,1|1/1 1/1 1/1 0! 0! 1/1 1/1|1 1 1 1 1 1 1
    “Chuyền may an toàn, năng suất”
29|5|CĐCS Công ty Cổ phần Lương thực Đồng Phát|dn-ngoai-nn|138,131,44
    V,03/18,04/01,0|S,04/09|V,05/06,05/12,0|-|XS,GK,102,9,0|1/1 1/1 1/1 0! 0! 1/1 1/1|1 1 1 1 1 1 1
    “Kho sạch, kho an toàn”
30|5|CĐCS Cụm tiểu thủ công nghiệp số 1|dn-ngoai-nn|186,152,88
    V,03/30,04/01,4|A,04/14|V,05/04,05/13,0|-|TT,-,98,5,0|1/1 8/9 6/9 0! 0! 8/9 1/1|1 9 8 1 1 9 1|
31|5|CĐCS Công ty TNHH Khai thác đá Tân Sơn|dn-ngoai-nn|96,90,11
    V,03/17,03/31,0|S,04/09|V,05/07,05/14,0|-|TT,-,60,4,0|1/1 1/1 1/1 0! 0! 1/1 1/1|1 1 1 1 1 1 1|
32|5|CĐCS Công ty TNHH Vật liệu xây dựng Thành Công|dn-ngoai-nn|74,61,19
    O,-,-,0|U,-|O,-,-,0|-|-,-,0,0,0|? ? ? ? ? ? ?|0 0 0 0 0 0 0|
33|5|CĐCS Cụm doanh nghiệp dịch vụ du lịch|dn-ngoai-nn|35,28,22
    V,03/16,03/30,0|E,-|V,05/12,05/14,2|-|-,-,0,0,0|1/1 none none 0! 0! none 1/1|1 - - 1 1 - 1|
34|5|CĐCS Hợp tác xã Nông nghiệp Tân Hòa|htx|22,21,7
    V,03/25,03/31,0|S,04/09|V,05/06,05/13,0|H|-,-,11,0,0|1/1 - 1/1 - - - 1/1|1 - 1 - - - 1|
"""
# (statement, kind, comparator, value, unit, accumulation, sectors, on one line with, aspiration)
INDICATORS = (
    (
        "100% CĐCS tổ chức tuyên truyền phổ biến chủ trương, chính sách, pháp luật của Đảng và Nhà nước, tổ chức "
        "công đoàn", "unit_share", "all", 1_000_000, "CĐCS", "once", (), None, False,
    ),
    (
        "Hướng dẫn tổ chức thương lượng và ký kết thỏa ước lao động tập thể, doanh nghiệp ngoài quốc doanh đạt trên "
        "75%",
        "unit_share", "gt", 750_000, "DN", "once", ("dn-ngoai-nn",), None, False,
    ),
    (
        "Phấn đấu trên 95% cơ quan, đơn vị, doanh nghiệp đạt danh hiệu văn hóa",
        "unit_share", "gt", 950_000, "CQ, ĐV, DN", "once", (), None, True,
    ),
    (
        "Trong năm không để xảy ra TNLĐ nghiêm trọng",
        "zero", "zero", 0, "vụ", "each_phase", ("dn-nn", "dn-ngoai-nn"), None, False,
    ),
    (
        "Trong năm không để xảy ra TNLĐ chết người",
        "zero", "zero", 0, "vụ", "each_phase", ("dn-nn", "dn-ngoai-nn"), 3, False,
    ),
    (
        "Kiện toàn bộ máy làm công tác an toàn vệ sinh lao động trong các doanh nghiệp",
        "done", "all", None, "DN", "once", ("dn-nn", "dn-ngoai-nn"), None, False,
    ),
    (
        "Tiếp tục xây dựng và triển khai kế hoạch về tiếp tục đẩy mạnh việc “Học tập và làm theo tư tưởng, đạo đức, "
        "phong cách Hồ Chí Minh”", "done", "all", None, "CĐCS", "once", (), None, False,
    ),
)  # fmt: skip
NARRATIVES = ("Tập trung nâng cao chất lượng hoạt động CĐCS", "Phát triển đoàn viên ở khu vực ngoài nhà nước")
REGISTRATION = {"V": "approved", "O": "draft"}
RESULT = {"V": "verified", "D": "declared", "R": "returned"}
PARTY = {"S": "signed", "A": "added", "E": "excused", "U": "unsigned"}


def _moment(day):
    """04/30 → half past nine of that day of 2021; "-" → None."""
    if day == "-":
        return None
    month, day = map(int, day.split("/"))
    return datetime(2021, month, day, 9, 30, tzinfo=HANOI)


def build(organiser, kind):
    """The campaign with its two phases and everything that stood in the books on 14/5/2021."""
    campaign = Campaign.objects.create(
        code="tinh-bien-2021", name="Phong trào thi đua năm 2021", organiser=organiser, year=2021, state="running",
        launch_on=date(2021, 3, 5), cutoff_on=date(2021, 3, 31), launched_at=_moment("03/05"),
        registration_due_at=datetime(2021, 3, 26, 23, 59, 59, tzinfo=HANOI),
    )  # fmt: skip
    phase = Phase.objects.create(
        campaign=campaign, number=1, name="Giai đoạn 1", starts_on=date(2021, 1, 1), ends_on=date(2021, 4, 30),
        report_due_at=datetime(2021, 5, 10, 23, 59, 59, tzinfo=HANOI),
    )  # fmt: skip
    Phase.objects.create(
        campaign=campaign,
        number=2,
        name="Giai đoạn 2",
        starts_on=date(2021, 5, 1),
        ends_on=date(2021, 12, 31),
    )
    sectors = {code: SectorFactory(code=code, name=name) for code, name in SECTORS.items()}
    blocs = [BlocFactory(owner=organiser, number=place, name=name) for place, name in enumerate(BLOCS, 1)]
    people = {"chair": UserFactory(), "officer": UserFactory()}
    indicators = _indicators(campaign, sectors)
    titles = _titles()
    made = {model: [] for model in (RegisteredTitle, Target, Result, ZeroConfirmation)}
    for line in BODIES.replace("\n    ", "|").strip().splitlines():
        _body(line.split("|"), campaign, phase, kind, sectors, blocs, indicators, titles, people, made)
    for model, rows in made.items():  # in this order: a confirmation belongs to a result
        model.objects.bulk_create(rows)
    gone = BodyFactory(name="CĐCS Trường Tiểu học B Phú Lộc", kind=kind, parent=organiser)
    Participant.objects.create(
        campaign=campaign, body=gone, name=gone.name, kind=kind, bloc=blocs[2], parent=organiser,
        joined_on=date(2021, 1, 1), left_on=date(2021, 3, 1), sort_key=sort_key(gone.name),
        left_reason="Sáp nhập vào CĐCS Trường Tiểu học Phú Lộc",
    )  # fmt: skip
    return campaign


def _indicators(campaign, sectors):
    rows = []
    for place, (statement, kind, comparator, value, unit, how, scope, line, aspiration) in enumerate(
        INDICATORS
    ):
        row = Indicator.objects.create(
            campaign=campaign, position=place + 1, statement=statement, kind=kind, comparator=comparator, value=value,
            unit=unit, accumulation=how, is_aspiration=aspiration,
            same_line_as=rows[line] if line is not None else None,
        )  # fmt: skip
        for code in scope:
            ScopeRule.objects.create(indicator=row, ground="sector", sector=sectors[code])
        rows.append(row)
    for place, statement in enumerate(NARRATIVES, len(rows) + 1):
        Indicator.objects.create(
            campaign=campaign, position=place, statement=statement, kind="narrative", accumulation="latest"
        )
    return dict(zip(CODES, rows, strict=True)) | {"ND": list(campaign.indicators.filter(kind="narrative"))}


def _titles():
    def title(code, name, kind, level):
        return Title.objects.get_or_create(code=code, defaults={"name": name, "kind": kind, "level": level})[
            0
        ]

    return {
        "XS": title("tap-the-xs", "Tập thể Lao động xuất sắc", "title", "group"),
        "TT": title("tap-the-tt", "Tập thể Lao động tiên tiến", "title", "group"),
        "BK": title("bang-khen", "Bằng khen LĐLĐ tỉnh", "form", "group"),
        "GK": title("giay-khen", "Giấy khen LĐLĐ huyện", "form", "group"),
        "LĐTT": title("ldtt", "Lao động tiên tiến", "title", "person"),
        "CSTĐ cơ sở": title("cstd-cs", "Chiến sĩ thi đua cơ sở", "title", "person"),
        "CSTĐ tỉnh": title("cstd-tinh", "Chiến sĩ thi đua tỉnh", "title", "person"),
    }


def _body(columns, campaign, phase, kind, sectors, blocs, indicators, titles, people, made):
    (
        number,
        bloc,
        name,
        sector,
        facts,
        registration,
        pledge,
        result,
        on_behalf,
        honours,
        cells,
        values,
        work,
    ) = columns
    workers, members, women = (int(value) * SCALE for value in facts.split(","))
    body = BodyFactory(name=name, kind=kind, parent=campaign.organiser, sector=sectors[sector])
    participant = Participant.objects.create(
        campaign=campaign, body=body, name=name, kind=kind, sector=sectors[sector], bloc=blocs[int(bloc) - 1],
        parent=campaign.organiser, facts={"workers": workers, "members": members, "women": women},
        joined_on=date(2021, 1, 1), sort_key=sort_key(f"{int(number):03d}"),
    )  # fmt: skip
    registered = _registration(participant, registration, people)
    if registered.state == "approved":
        _promises(participant, registered, honours, values, work, indicators, titles, made)
        _pledge(participant, pledge, people)
    _results(participant, phase, result, on_behalf, cells.split(), int(number), indicators, people, made)


def _registration(participant, written, people):
    state, sent, approved, late = written.split(",")
    row = Registration(participant=participant, state=REGISTRATION[state], is_late=late != "0")
    if state == "V":
        row.submitted_at, row.submitted_by = _moment(sent), people["chair"]
        row.approved_at, row.approved_by = _moment(approved), people["officer"]
    row.save()
    return row


def _promises(participant, registration, honours, values, work, indicators, titles, made):
    group, form, *persons = honours.split(",")
    counts = [*[(code, 1) for code in (group, form) if code != "-"]]
    counts += [(code, int(n)) for code, n in zip(("LĐTT", "CSTĐ cơ sở", "CSTĐ tỉnh"), persons, strict=True)]
    for code, count in counts:
        if count:
            made[RegisteredTitle].append(
                RegisteredTitle(registration=registration, title=titles[code], count=count)
            )
    if work:
        RegisteredWork.objects.create(registration=registration, name=work)
    for code, value in zip(CODES, values.split(), strict=True):
        if value != "-":
            amount = 0 if code.startswith("CT4") else int(value) * SCALE
            made[Target].append(
                Target(
                    participant=participant,
                    indicator=indicators[code],
                    kind="agreed",
                    value=amount,
                    at=DATA_AT,
                )
            )


def _pledge(participant, written, people):
    state, day = written.split(",")
    signed_at = _moment(day)
    content = f"Giao ước của {participant.name}"
    pledge = Pledge.objects.create(
        campaign=participant.campaign, participant=participant, code=f"GUTD-2021-{participant.pk}",
        state="signed" if signed_at else "signing", content=content, opened_at=_moment("04/02"),
        content_hash=sha256(content.encode()).hexdigest(), signed_at=signed_at,
    )  # fmt: skip
    party = PledgeParty.objects.create(pledge=pledge, body=participant.body, state=PARTY[state])
    if signed_at:
        Signature.objects.create(
            party=party, pledge=pledge, signer=people["chair"], signer_name="Nguyễn Văn A", signer_post="Chủ tịch",
            body_name=participant.name, capacity="thay mặt CĐCS", password_age=5, received_at=signed_at,
            signed_at=signed_at, content_hash=pledge.content_hash, key_id="thu", server_signature="thu",
        )  # fmt: skip


def _results(participant, phase, written, on_behalf, cells, number, indicators, people, made):
    state, sent, verified, late = written.split(",")
    if state == "O":
        return
    told = [(row, "words") for row in indicators["ND"]]
    for code, written_cell in (*zip(CODES, cells, strict=True), *told):
        reason = REASONS.get((number, code), "")
        if written_cell == "-" and not reason:
            continue
        row = Result(
            participant=participant, indicator=indicators.get(code, code), phase=phase, state=RESULT[state],
            reason=reason, declared_at=_moment(sent), declared_by=people["chair"], is_late=late != "0",
            entered_by=people["chair"] if on_behalf == "H" else None, **_cell(written_cell),
        )  # fmt: skip
        if state == "V":
            row.verified_at, row.verified_by = _moment(verified), people["officer"]
        if state == "R":
            row.returned_at, row.returned_by = _moment("05/12"), people["officer"]
            row.return_reason = REASONS[number, ""]
        made[Result].append(row)
        if written_cell == "0!":
            days = {"from_on": date(2021, 1, 1), "until_on": date(2021, 4, 30)}
            made[ZeroConfirmation].append(
                ZeroConfirmation(result=row, name="Nguyễn Văn A", at=_moment(sent), **days)
            )


def _cell(written):
    if written == "none":
        return {"cell": "none_arisen"}
    if written == "-":
        return {"cell": "not_applicable"}
    if written == "0!":
        return {"cell": "value", "num": 0}
    if written == "words":
        return {"cell": "value", "text": "Đã triển khai đến các tổ công đoàn."}
    num, den = written.strip("()").split("/")
    return {"cell": "value", "num": int(num) * SCALE, "den": int(den) * SCALE}
