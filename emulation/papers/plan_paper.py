"""What does the kế hoạch of a campaign say, from căn cứ to nơi nhận?"""

import re

from emulation.indicator_kinds import Comparator, Kind
from emulation.models import Campaign
from emulation.papers import aims
from emulation.papers.letterheads import DOTS, blank_number, board_of, broken, evenly, place_date, symbol
from emulation.papers.material import local_day
from emulation.papers.paper import Paper, Text, clean, ended, quoted, said_day, sentence
from unions.vietnamese import fold

LEADS = re.compile(r"(?:căn cứ|thực hiện|theo|hưởng ứng|tiếp tục|triển khai)\b", re.IGNORECASE)
PURPOSE = (
    "Thống nhất nội dung, chỉ tiêu, thời gian và trách nhiệm thực hiện để các công đoàn đăng ký, thực hiện và báo cáo "
    "kết quả thi đua."
)
STRICT = "“Trên” là lớn hơn mức ghi; đúng bằng mức ghi là chưa đạt."
CLOSING = "Trong quá trình thực hiện, nếu có vướng mắc, các công đoàn phản ánh về {} để được hướng dẫn"
LATE = {
    Campaign.LatePolicy.CLOSED: "Quá hạn thì không nhận nữa.",
    Campaign.LatePolicy.REASON: "Gửi sau hạn phải ghi lý do.",
}


def plan_paper(material):
    """The paper as data."""
    campaign = material.campaign
    number = clean(campaign.plan_number) if "/KH" in campaign.plan_number else ""
    blocks = (
        *_basis(campaign),
        Text(_opening(campaign)),
        Text("I. MỤC ĐÍCH, YÊU CẦU", "section"),
        *_purpose(campaign),
        Text(f"II. {'CHỦ ĐỀ, ' if campaign.theme else ''}NỘI DUNG, CHỈ TIÊU THI ĐUA", "section"),
        *_doing(material),
        Text(f"III. CÁC {campaign.phase_word.upper()} THI ĐUA", "section"),
        *_phases(material),
        Text("IV. KHEN THƯỞNG", "section"),
        *_rewards(material),
        Text("V. TỔ CHỨC THỰC HIỆN", "section"),
        *_order(material),
        Text(CLOSING.format(campaign.organiser.label)),
    )
    return Paper(
        superior=material.superior,
        issuer=broken(campaign.organiser.name),
        number=f"Số: {number}" if number else blank_number(f"KH-{symbol(campaign.organiser)}"),
        place_date=place_date(
            campaign.organiser, dated_on=campaign.plan_on if number else None, year=material.year
        ),
        kind="Kế hoạch",
        subject=evenly(subject_of(campaign)),
        blocks=ended(blocks),
        sign=material.sign,
        recipients=_recipients(material),
    )


def subject_of(campaign):
    """ "Tổ chức phong trào thi đua năm 2021"; a name that is itself a doing stays as it is."""
    name = clean(campaign.name)
    return f"Tổ chức {_lower(name)}" if name.lower().startswith("phong trào") else name


def contents_of(material, *, numbered="2."):
    """The contents: those that an aim says in full are left to the aims; grouped where they concern sectors."""
    listed = _listed(material)
    groups = {}
    for content, texts in listed:
        groups.setdefault(_sectors(content), []).extend(texts)
    if set(groups) <= {""}:
        texts = groups.get("", [])
        return [Text(f"{numbered}{place}. {sentence(each)}") for place, each in enumerate(texts, start=1)]
    blocks = []
    for letter, (sectors, texts) in zip("abcdeghiklmnopqrstuvxy", groups.items(), strict=False):
        blocks.append(Text(f"{letter}) {f'Khu vực {_lower(sectors)}' if sectors else 'Tất cả các đơn vị'}:"))
        blocks += [Text(f"- {sentence(each)}") for each in texts]
    return blocks


def aims_of(material):
    """Every counted aim that no content says already, in the words of the plan, one line each."""
    said = {each.pk for content in material.contents for each in _kept_in(content, material)}
    lines = aims.lines_of(each for each in material.counted if each.pk not in said)
    return [Text(f"- {sentence(line)}") for line in lines]


# Parts of the plan ----------------------------------------------------------------------------------------------------


def _basis(campaign):
    lines = [clean(line).rstrip(" .;") for line in campaign.basis_lines]
    lines = [line if LEADS.match(line) else f"Căn cứ {line}" for line in lines]
    return [Text(line + (";" if place < len(lines) else "."), "basis") for place, line in enumerate(lines, 1)]


def _opening(campaign):
    organiser = campaign.organiser
    plan = _lower(subject_of(campaign))
    return f"{board_of(organiser)} {organiser.name} ban hành Kế hoạch {plan} như sau:"


def _purpose(campaign):
    lines = [line for line in campaign.summary_text.splitlines() if line.strip()]
    return [Text(sentence(line)) for line in lines or [PURPOSE]]


def _doing(material):
    """1. theme, 2. contents, 3. aims: numbered as far as they are there."""
    campaign, parts = material.campaign, []
    if campaign.theme:
        parts.append(("Chủ đề thi đua", lambda number: [Text(f"{quoted(campaign.theme)}.")]))
    if _listed(material) or material.movements:
        parts.append(("Nội dung thi đua", lambda number: _contents(material, number)))
    if found := aims_of(material):
        parts.append(("Chỉ tiêu thi đua", lambda number: found))
    blocks = []
    for number, (heading, made) in enumerate(parts, start=1):
        blocks += [Text(f"{number}. {heading}", "clause"), *made(number)]
    return blocks


def _contents(material, number):
    blocks = contents_of(material, numbered=f"{number}.")
    texts = " | ".join(each.title for each in material.contents)
    texts += " | ".join(each.statement for each in material.indicators)
    unsaid = [each for each in material.movements if not _is_named(each, texts)]
    if unsaid:
        names = "; ".join(quoted(each.name) for each in unsaid)
        is_grouped = any(each.text.startswith("a) ") for each in blocks)
        mark = "-" if is_grouped else f"{number}.{len(blocks) + 1}."
        blocks.append(Text(f"{mark} Hưởng ứng các phong trào thi đua, cuộc vận động: {names}."))
    return blocks


def _phases(material):
    campaign, blocks = material.campaign, []
    for phase in material.phases:
        blocks.append(Text(f"- {clean(phase.name)}: {_span(phase, campaign)}{_theme(phase)}."))
        blocks += [
            Text(
                f"+ {clean(each.bloc.name)}: từ ngày {said_day(each.starts_on)} đến ngày {said_day(each.ends_on)}."
            )
            for each in phase.calendars.all()
        ]
    if campaign.launch_on:
        blocks.append(Text(f"- Phát động: ngày {said_day(campaign.launch_on)}."))
    return blocks


def _rewards(material):
    campaign, blocks = material.campaign, []
    if material.titles:
        names = ", ".join(clean(each.name) for each in material.titles)
        blocks.append(Text(f"- Danh hiệu thi đua, hình thức khen thưởng: {names}."))
    blocks.append(Text("- Việc bình xét căn cứ vào kết quả đã được duyệt của từng đơn vị."))
    if campaign.unregistered_policy == Campaign.UnregisteredPolicy.EXCLUDED:
        blocks.append(Text("- Đơn vị không đăng ký thi đua thì không xét khen thưởng."))
    barring = [each for each in material.indicators if each.is_disqualifying]
    if barring:
        names = "; ".join(_lower(line) for line in aims.lines_of(barring))
        blocks.append(Text(f"- Đơn vị không đạt chỉ tiêu sau đây thì không xét danh hiệu: {names}."))
    return blocks


def _order(material):
    """Who does what by when: the days that the clerk of a unit looks for."""
    campaign, said = material.campaign, []
    if material.participants:
        said.append(f"Kế hoạch này áp dụng cho {material.participants} công đoàn tham gia phong trào.")
    said += _meetings(material)
    if campaign.registration_due_at:
        day = said_day(local_day(campaign.registration_due_at))
        said.append(f"Gửi bản đăng ký thi đua chậm nhất ngày {day}.{_late(campaign)}")
    if campaign.has_pledge:
        said.append("Ký giao ước thi đua sau khi bản đăng ký được thống nhất.")
    said += [
        f"Gửi báo cáo kết quả {_lower(clean(phase.name))} chậm nhất ngày {said_day(local_day(phase.report_due_at))}."
        for phase in material.phases
        if phase.report_due_at
    ]
    if campaign.strict_over and any(each.comparator == Comparator.GT for each in material.indicators):
        said.append(STRICT)
    return [Text(f"{number}. {each}") for number, each in enumerate(said, start=1)]


def _meetings(material):
    """Meetings of all, each with its topics; those of single blocs in one line."""
    said = []
    for each in material.meetings:
        if each.bloc_id:
            continue
        place = f", tại {clean(each.place)}" if each.place else ""
        topics = "; ".join(_lower(clean(line)) for line in each.topic_lines)
        told = f" Nội dung: {topics}." if topics else ""
        said.append(f"{clean(each.name)}: ngày {said_day(local_day(each.starts_at))}{place}.{told}")
    rounds = [
        f"{clean(each.bloc.name)} ngày {said_day(local_day(each.starts_at))}"
        for each in material.meetings
        if each.bloc_id
    ]
    if rounds:
        said.append(f"Triển khai theo từng khối: {'; '.join(rounds)}.")
    return said


def _recipients(material):
    lines = [f"{material.superior} (để báo cáo)"] if material.superior != DOTS else []
    if material.campaign.addressee:
        lines.append(clean(material.campaign.addressee.name))
    if material.has_blocs:
        lines.append("Các khối thi đua")
    lines.append("Các công đoàn tham gia phong trào")
    return (*(f"{line};" for line in lines), "Lưu: VT.")


# Words ----------------------------------------------------------------------------------------------------------------


def _listed(material):
    """[(content, [texts to print])]: the title, or its words only where aims say the rest."""
    listed = []
    for content in material.contents:
        own = [each for each in material.indicators if each.content_id == content.pk]
        counted = [each for each in own if each.kind != Kind.NARRATIVE]
        if _is_said_by(content, own):
            texts = [each.statement for each in own if each.kind == Kind.NARRATIVE]
        else:
            texts = [content.title]
            texts += [
                each.statement
                for each in own
                if each not in counted and not aims.says(content.title, each.statement)
            ]
        if texts:
            listed.append((content, texts))
    return listed


def _is_said_by(content, own):
    """Some aim is told in the title, and all its words come back in the aims and contents of its own."""
    counted = [each for each in own if each.kind != Kind.NARRATIVE]
    return bool(counted) and aims.covers([each.statement for each in own], content.title)


def _kept_in(content, material):
    """Counted aims that the printed title of a content says already."""
    own = [each for each in material.indicators if each.content_id == content.pk]
    if _is_said_by(content, own):
        return []
    return [
        each
        for each in own
        if each.kind != Kind.NARRATIVE and aims.says_itself(each) and aims.says(content.title, each.statement)
    ]


def _sectors(content):
    sectors = list(content.sectors.all())
    chosen = {each.pk for each in sectors}
    return ", ".join(each.name for each in sectors if each.parent_id not in chosen)


def _span(phase, campaign):
    if phase.starts_on:
        first = f"từ ngày {said_day(phase.starts_on)}"
    elif campaign.launch_on:
        first = f"từ ngày phát động {said_day(campaign.launch_on)}"
    else:
        first = "từ khi phát động"
    return f"{first} đến ngày {said_day(phase.ends_on)}"


def _theme(phase):
    return f", chủ đề: {quoted(phase.theme)}" if phase.theme else ""


def _late(campaign):
    said = LATE.get(campaign.late_policy, "")
    return f" {said}" if said else ""


def _is_named(movement, text):
    words = f" {fold(text)} "
    return any(f" {fold(name)} " in words for name in (movement.name, *movement.aliases))


def _lower(text):
    """The first letter small, unless the word is an abbreviation."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text if sum(map(str.isupper, first)) > 1 else text[:1].lower() + text[1:]
