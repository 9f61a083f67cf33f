"""What campaign does the text of a plan describe? The one entry: text in, Draft out; nothing is saved."""

import re
from collections import Counter
from datetime import date

from emulation.planreading.contradictions import contradictions
from emulation.planreading.drafts import Content, Draft
from emulation.planreading.indicators import Asked, indicators_of
from emulation.planreading.letterhead import letterhead_of
from emulation.planreading.lines import lines_of
from emulation.planreading.measures import measures_of
from emulation.planreading.names import deadlines_in, movements_in, titles_in
from emulation.planreading.news import is_news, read_news
from emulation.planreading.outline import GIVEN, LATE, Section, items_of
from emulation.planreading.phases import phases_of
from emulation.planreading.scopes import headed_sectors, opening_sectors
from emulation.planreading.tables import table_indicators
from emulation.planreading.themes import themes_of

SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZĐÀ-Ỹ“\"\d])|;\s+(?![^()]*\))")
DOING = (Section.WORK, Section.TARGET)
ABOUT = re.compile(r"[Vv]ề\s+[^.,;]{3,40}\.")  # "Thứ hai, về đời sống. …"
# Amounts nobody can judge by: a person decides what is meant.
VAGUE = re.compile(
    r"(?<!\w)(?:vài|mấy|hàng|phần lớn|đa số|hầu hết|đại đa số)\s+(?:chục|trăm|nghìn|triệu|các|số|CĐCS|đơn|đoàn|doanh)",
    re.I,
)
SCORED = re.compile(
    r"chấm\s+điểm$|^\d+\s+điểm$|^điểm\s+(?:trừ|cộng)|\(chỉ\s+tiêu;\s*điểm\)|!$", re.IGNORECASE
)
FILLER = re.compile(r"^(?:phấn đấu|trong đó|cụ thể|các chỉ tiêu|như sau)\W*$", re.IGNORECASE)


def read_plan(text):
    """The draft campaign of a plan's text."""
    lines = lines_of(text)
    head, items = read_news(lines) if is_news(lines) else _read_paper(lines)
    draft = Draft(title=head.title, organiser=head.organiser, document=head.document)
    draft.recipients, draft.signer = head.recipients, head.signer
    draft.year = year_of(head, lines)
    year = draft.year or (head.document.date or date.today()).year
    draft.phases, warnings = phases_of(items, year, head.document.date)
    draft.warnings += warnings
    draft.theme, draft.themes_above, warnings = themes_of(items, lines, head, draft.phases)
    draft.warnings += warnings
    _read_doing(draft, items, year)
    draft.document.basis += [
        each.text.rstrip(" ;.") for each in items if each.section == Section.BASIS and each.is_leaf
    ]
    draft.warnings += contradictions(draft.indicators)
    _read_names(draft, items, head)
    _read_deadlines(draft, items, year)
    return draft


def _read_paper(lines):
    head = letterhead_of(lines)
    return head, items_of(head.body)


def year_of(head, lines):
    """The year of the title; failing that, the one most spoken of."""
    title = head.title or ""
    if match := re.search(
        r"\b(20\d{2})\s?[-–/]\s?20\d{2}\b|năm\s+(?:học\s+)?(20\d{2})", title, re.IGNORECASE
    ):
        return int(match[1] or match[2])
    if match := re.search(r"\b(20\d{2})\b", title):
        return int(match[1])
    if head.document.date:
        return head.document.date.year
    if ahead := re.findall(
        r"(?:triển\s+khai|nhiệm\s+vụ|bước\s+sang|phương\s+hướng)[^.]{0,40}năm\s+(20\d{2})",
        "\n".join(line.raw for line in lines),
        re.IGNORECASE,
    ):
        return int(ahead[0])
    years = Counter(re.findall(r"năm\s+(20\d{2})", "\n".join(line.raw for line in lines)))
    return int(years.most_common(1)[0][0]) if years else None


# Contents and aims ----------------------------------------------------------------------------------------------------


def _read_doing(draft, items, year):
    rows = table_indicators(items, year)
    draft.indicators += rows.indicators
    for item in items:
        if item.section not in DOING or id(item) in rows.taken or not (item.is_leaf or _says_something(item)):
            continue
        _read_item(draft, item, year)


def _says_something(item):
    """A heading that is a sentence of its own."""
    return bool(measures_of(item.text)) and len(item.text) > 60


def _read_item(draft, item, year):
    asked = Asked(item.trail, year, item.section == Section.TARGET)
    text, words, before = item.text, [], []
    for place, sentence in enumerate(SENTENCE.split(text)):
        sentence = sentence.strip()
        if not sentence or _is_past(sentence, year) or (place == 0 and ABOUT.fullmatch(sentence)):
            continue
        if LATE.search(sentence) or (GIVEN.search(sentence) and not item.section == Section.TARGET):
            continue
        found = indicators_of(sentence.rstrip(" ;.,/"), asked, before)
        before += found
        words += [measure.before for measure in measures_of(sentence) if measure.before]
        if found:
            draft.indicators += found
        elif not SCORED.search(sentence):
            words.append(sentence)
            if VAGUE.search(sentence):
                draft.unplaced.append(sentence.rstrip(" ;.,"))
    joined = _joined(words, text)
    if (
        joined
        and not FILLER.match(joined)
        and len(joined.split()) >= 3
        and item.is_leaf
        and not _is_announcement(joined)
    ):
        sectors = opening_sectors(joined) or next(
            (codes for heading in reversed(item.trail) if (codes := headed_sectors(heading))), []
        )
        draft.contents.append(Content(item.number or None, joined, sectors, text))


def _joined(words, text):
    if not words:
        return ""
    start, end = text.find(words[0]), text.find(words[-1]) + len(words[-1])
    whole = (
        text[start:end]
        if 0 <= start < end and all(each in text[start:end] for each in words)
        else " ".join(words)
    )
    if len(words) > 1 and len(whole) > sum(map(len, words)) + 4 * len(words):
        whole = "; ".join(each.rstrip(" ;.") for each in words)
    return whole.strip().rstrip(";.,").strip()


def _is_announcement(text):
    return bool(re.search(r"(?:sau(?: đây)?|như sau|gồm)\s*:?$", text, re.IGNORECASE)) or text.endswith(":")


def _is_past(sentence, year):
    """Results of former years are told, not asked."""
    years = [int(each) for each in re.findall(r"[Nn]ăm\s+(20\d{2})", sentence)]
    return bool(re.match(r"(?:[Nn]ăm\s+20\d{2},?\s)", sentence)) and bool(years) and years[0] < year


# Names and days -------------------------------------------------------------------------------------------------------


def _read_names(draft, items, head):
    for item in items:
        for name in movements_in(item.line.raw):
            _add(draft.movements, name)
    for name in movements_in(head.title or ""):
        _add(draft.movements, name)
    for item in items:
        if item.section in (Section.REWARD, Section.ORDER) or GIVEN.search(item.text):
            for name in titles_in(item.text):
                _add(draft.titles, name)
    draft.titles = [each for each in draft.titles if each not in BARE or not _is_longer(each, draft.titles)]


BARE = {"Cờ", "Cờ thi đua", "Bằng khen", "Giấy khen", "Chiến sĩ thi đua"}


def _is_longer(name, names):
    return any(each.startswith(name) and each != name for each in names)


def _add(names, name):
    if name.casefold() not in {each.casefold() for each in names}:
        names.append(name)


def _read_deadlines(draft, items, year):
    for item in items:
        if item.section in (Section.ORDER, Section.REWARD, Section.PHASES) or LATE.search(item.text):
            found, warnings = deadlines_in(item.line.raw.replace("\t", " "), year)
            draft.deadlines += [each for each in found if each not in draft.deadlines]
            draft.warnings += warnings
