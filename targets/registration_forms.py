"""What did the chair type for each line, title and work, and what is to be said about it?

Names of fields, N being the number of the line: dk-N the answer ("co" or "khong" for yes and no), kdk-N the tick
"không đăng ký", ld-N the reason, ck-N words, hoi-N the answer to our question about an
odd figure, da-N the mark of what stood in the line when the page was drawn.
"""

import re
from dataclasses import dataclass, field

from emulation.models import Title
from targets.asked_lines import AskedLine
from targets.promises import Answer, scale_of, unit_of, with_unit
from targets.registering import NAME_LENGTH, REASON_LENGTH, TEXT_LENGTH, mark_of
from unions.quantities import SCALE, Unreadable, in_words, read, read_date, show
from unions.vietnamese import nfc

MOST_PER_PAGE = 12
ODD_TIMES = 10  # so many times what was assigned, and we ask back
WORKS_SHOWN = 3


@dataclass
class Field:
    """One line on the form: what was typed (or stands), what is wrong with it, what we ask back."""

    line: AskedLine
    typed: str = ""
    is_declined: bool = False
    reason: str = ""
    text: str = ""
    confirmed: str = ""
    seen: str = ""
    error: str = ""
    error_at: str = ""
    question: str = ""
    theirs: str = ""

    @property
    def number(self):
        return self.line.number

    @property
    def mark(self):
        return mark_of(self.line)

    @property
    def echo(self):
        """The stored figure read back in words: "1.500 đoàn viên — một nghìn năm trăm"."""
        line = self.line
        if line.value is None or line.answer not in (Answer.NUMBER, Answer.SHARE):
            return ""
        words = in_words(line.value, scale_of(line.indicator))
        return f"{with_unit(line.indicator, line.value)} — {words}"

    @property
    def wants_reason(self):
        """Shown without a tick when the figure falls short: the reason is welcome there, not required."""
        return self.line.is_worse and not self.line.is_declined

    @property
    def unit(self):
        return unit_of(self.line.indicator)

    @property
    def state(self):
        if self.error or self.theirs:
            return "Chưa lưu"
        if self.question:
            return "Chờ trả lời"
        return "Chưa nhập" if self.line.is_missing else ""

    @property
    def input_mode(self):
        return "numeric" if self.line.answer == Answer.NUMBER else "decimal"

    @property
    def problem(self):
        """For the summary: the words at the field, with the number of the line."""
        words = self.error or self.question or self.theirs
        return f"Chỉ tiêu {self.number}: {words[:1].lower()}{words[1:]}"


def stored(line):
    """The field as it stands in the database."""
    if line.answer in (Answer.YES_NO, Answer.ZERO):
        typed = "" if line.value is None else "co"
        typed = "khong" if line.is_declined else typed
    else:
        typed = show(line.value, scale_of(line.indicator))
    return Field(line, typed, line.is_declined, line.reason, line.text)


def typed(line, data):
    """The field as it was typed."""
    number = line.number
    answer = data.get(f"dk-{number}", "")
    return Field(
        line,
        typed=answer,
        is_declined=answer == "khong" or f"kdk-{number}" in data,
        reason=data.get(f"ld-{number}", ""),
        text=data.get(f"ck-{number}", ""),
        confirmed=data.get(f"hoi-{number}", ""),
        seen=data.get(f"da-{number}", ""),
    )


def read_field(each):
    """The answer for `save_lines`, or None when something must be mended first: then the field says what."""
    text, reason = nfc(each.text).replace("\r\n", "\n").strip(), nfc(" ".join(each.reason.split()))
    if len(reason) > REASON_LENGTH:
        return _wrong(each, "ld", f"Lý do tối đa {REASON_LENGTH} chữ cái, đồng chí viết ngắn lại")
    if len(text) > TEXT_LENGTH:
        return _wrong(each, "ck", f"Cam kết tối đa {show(TEXT_LENGTH, 1)} chữ cái, đồng chí viết ngắn lại")
    if each.is_declined:
        if not reason:
            return _wrong(each, "ld", "Ghi lý do không đăng ký chỉ tiêu này")
        return {"is_declined": True, "reason": reason}
    if each.line.answer in (Answer.YES_NO, Answer.ZERO):
        yes = 0 if each.line.answer == Answer.ZERO else SCALE
        return {"value": yes if each.typed == "co" else None, "text": text}
    if each.line.answer == Answer.WORDS or not each.typed.strip():
        return {"value": None, "text": text}
    value = _figure(each)
    return None if value is None else {"value": value, "text": text, "reason": reason}


def _wrong(each, at, sentence):
    each.error, each.error_at = sentence, at
    return None


def _figure(each):
    """The figure typed, or None with an error or a question at the field."""
    line, is_share = each.line, each.line.answer == Answer.SHARE
    scale = scale_of(line.indicator)
    try:
        reading = read(
            each.typed,
            scale=scale,
            is_share=is_share,
            whole=line.answer == Answer.NUMBER and line.indicator.kind != "average",
            most=100 * scale if is_share else None,
        )
    except Unreadable as problem:
        return _wrong(each, "dk", str(problem).rstrip("."))
    if reading.value is None:
        return _wrong(each, "dk", "Nhập tỷ lệ phần trăm, ví dụ 95")
    odd = list(reading.doubts)
    if line.asked and reading.value >= ODD_TIMES * line.asked:
        times = show(reading.value * SCALE // line.asked // SCALE, 1)
        odd.append(f"{with_unit(line.indicator, reading.value)} gấp {times} lần số giao. Có đúng không?")
    if odd and each.confirmed != each.typed:
        each.question = " ".join(odd)
        return None
    return reading.value


# Pages -----------------------------------------------------------------------------------------------------------


def paged(lines, most=MOST_PER_PAGE):
    """Lines in pages of at most `most`, whole contents together where they fit."""
    pages, page = [], []
    for group in _groups(lines):
        if page and len(page) + len(group) > most:
            pages.append(page)
            page = []
        page = page + group
        while len(page) > most:
            pages.append(page[:most])
            page = page[most:]
    return [*pages, page] if page or not pages else pages


def grouped(fields):
    """[(content or None, [fields])] in the order of the plan."""
    groups = []
    for each in fields:
        content = each.line.indicator.content
        if not groups or groups[-1][0] != content:
            groups.append((content, []))
        groups[-1][1].append(each)
    return groups


def _groups(lines):
    groups = []
    for line in lines:
        if not groups or groups[-1][0].indicator.content_id != line.indicator.content_id:
            groups.append([])
        groups[-1].append(line)
    return groups


# Titles and works ------------------------------------------------------------------------------------------------


@dataclass
class TitleField:
    """dh-ID ticked, and for persons sl-ID how many."""

    title: Title
    is_ticked: bool = False
    count: str = ""
    error: str = ""

    @property
    def is_for_persons(self):
        return self.title.level == Title.Level.PERSON


@dataclass
class WorkField:
    """ct-N the name, han-N the day; N counts from 1."""

    number: int
    name: str = ""
    due: str = ""
    error: str = ""
    error_at: str = ""


@dataclass
class TitlesForm:
    titles: list = field(default_factory=list)
    works: list = field(default_factory=list)

    @property
    def problems(self):
        """[(id of the field, sentence)]"""
        titles = [
            (f"sl-{each.title.pk}", f"{each.title.name}: {each.error}") for each in self.titles if each.error
        ]
        works = [
            (f"{each.error_at}-{each.number}", f"Công trình {each.number}: {each.error}")
            for each in self.works
            if each.error
        ]
        return titles + works


def stored_titles(titles, counts, works):
    rows = [
        TitleField(title, title.pk in counts, str(counts[title.pk]) if title.pk in counts else "")
        for title in titles
    ]
    offered = [
        WorkField(number, name, f"{due_on:%d/%m/%Y}" if due_on else "")
        for number, (name, due_on) in enumerate(works, start=1)
    ]
    return TitlesForm(rows, _with_room(offered))


def typed_titles(titles, data):
    rows = [
        TitleField(title, f"dh-{title.pk}" in data, data.get(f"sl-{title.pk}", "").strip())
        for title in titles
    ]
    numbers = sorted({int(name[3:]) for name in data if re.fullmatch(r"ct-[1-9]\d?", name)})
    offered = [
        WorkField(number, data.get(f"ct-{number}", ""), data.get(f"han-{number}", "").strip())
        for number in numbers
    ]
    return TitlesForm(rows, _with_room(offered))


def read_titles(form, year):
    """({title id: count}, [works]) for the acts; None when a field must be mended first."""
    counts, works = {}, []
    for each in form.titles:
        if each.is_ticked:
            counts[each.title.pk] = _count(each)
    for each in form.works:
        if each.name.strip() or each.due:
            works.append(_work(each, year))
    return None if form.problems else (counts, works)


def _count(each):
    if not each.is_for_persons:
        return 1
    try:
        value = read(each.count, whole=True).value
    except Unreadable as problem:
        each.error = str(problem).rstrip(".")
        return None
    if value < SCALE:
        each.error = "ghi số người, từ 1 trở lên"
    return value // SCALE


def _work(each, year):
    name, due_on = nfc(" ".join(each.name.split())), None
    if not name:
        each.error, each.error_at = "ghi tên công trình, phần việc", "ct"
    elif len(name) > NAME_LENGTH:
        each.error, each.error_at = f"tên tối đa {NAME_LENGTH} chữ cái", "ct"
    if each.due:
        try:
            due_on = read_date(each.due, year=year)
        except Unreadable as problem:
            each.error, each.error_at = str(problem).rstrip("."), "han"
    return {"name": name, "due_on": due_on}


def _with_room(works):
    """Always one empty row more than is filled, and never fewer than three."""
    last = works[-1].number if works else 0
    wanted = max(WORKS_SHOWN, len([each for each in works if each.name or each.due]) + 1)
    return works + [WorkField(last + extra) for extra in range(1, wanted - len(works) + 1)]
