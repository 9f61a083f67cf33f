"""What does one measure ask: which kind of indicator, of whom, compared how with what?"""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from emulation.planreading.days import ONE as ONE_DAY
from emulation.planreading.days import name_of
from emulation.planreading.drafts import Indicator, Part, Scope
from emulation.planreading.measures import GROUPED, HIDE, measures_of
from emulation.planreading.nouns import LEAD, PLACE, noun_of
from emulation.planreading.scopes import is_body, scope_of, sectors_of
from emulation.planreading.shares import SHARES, share_kind, share_of, two_acts

ALL = Decimal(100)
AVERAGE = re.compile(r"bình\s+quân|trung\s+bình", re.IGNORECASE)
EACH = re.compile(r"(?<!\w)(?:mỗi|từng)\s+(?!năm|tháng|quý|tuần|ngày|đợt|lần)", re.IGNORECASE)
CHANGE = re.compile(
    r"(?P<how>tăng|giảm|hạ)(?:\s+(?:thêm|được|bình\s+quân|ít\s+nhất|tối\s+thiểu|trên|từ|đạt|khoảng|xuống|so\s+với\s+(?:cùng\s+kỳ\s+)?(?:năm\s+(?:trước|\d{4}|ngoái))?))*\s*:?\s*$",
    re.IGNORECASE,
)
AGAINST = re.compile(r"so\s+với\s+(?:cùng\s+kỳ|năm|số\s+liệu|thực\s+hiện)", re.IGNORECASE)
DUE = re.compile(
    r"(?:trước|trong|đến\s+hết|hết|chậm\s+nhất|xong|vào|đến|muộn\s+nhất|hạn)\s+(?:là\s+)?(?:hết\s+)?(?:cuối\s+)?(?:ngày\s+)?"
    + ONE_DAY.pattern,
    re.IGNORECASE,
)


@dataclass
class Asked:
    """What a sentence stands in: the headings above it, the year, and whether the place is one for aims."""

    trail: tuple = ()
    year: int = 2000
    is_target: bool = True


def indicators_of(sentence, asked, before=()):
    """Every indicator of one sentence; `before` are those of the same item, which a sentence may go on from."""
    found, before = [], list(before)
    for measure in measures_of(sentence):
        if _belongs_to_last(measure, found):
            found[-1].text = _within(sentence, found[-1].text, measure.text)
            continue
        made = _indicator(measure, [*before, *found], asked)
        if made:
            made.source = sentence
            made.confidence = _confidence(made, measure, asked)
            found.append(made)
    _inherit(found)
    _carry_sectors(found)
    return found


def _confidence(made, measure, asked):
    """How sure the reading is, 0…1: less where words were long, figures many, or nobody said what is counted."""
    sure = 1.0
    if measure.extra and made.kind not in ("each_count", "composite"):
        sure -= 0.3  # a further figure of the same piece was left aside
    if made.kind == "quantity_share" and not made.unit and not made.scope.text:
        sure -= 0.2
    if made.kind in ("count", "money") and not measure.figure.is_stated and not asked.is_target:
        sure -= 0.3
    if made.kind == "count" and not made.unit:
        sure -= 0.2
    if len(made.text.split()) > 45:
        sure -= 0.2
    return round(max(sure, 0.1), 2)


def _carry_sectors(found):
    """“60% doanh nghiệp ký thỏa ước, thỏa ước loại trung bình dưới 10%”: still those of the enterprises."""
    for one, following in itertools.pairwise(found):
        if not following.scope.sectors and re.match(
            r"(?:trong\s+đó|thỏa\s+ước|thoả\s+ước|số\s+thỏa)", following.text, re.IGNORECASE
        ):
            following.scope.sectors = list(one.scope.sectors)


def _belongs_to_last(measure, found):
    """“mỗi mái ấm từ 20 đến 30 triệu đồng” tells more of the thing counted before it."""
    return bool(
        found
        and measure.figure
        and measure.figure.is_money
        and re.match(
            r"(?:mỗi|trị\s+giá\s+mỗi|mức|giá\s+trị\s+mỗi|mỗi\s+suất)(?!\w)", measure.text, re.IGNORECASE
        )
    )


def _within(sentence, first, second):
    start = sentence.find(first)
    end = sentence.find(second, start) + len(second)
    return sentence[start:end] if 0 <= start < end else first


def _indicator(measure, before, asked):
    text = measure.text
    if measure.is_zero:
        made = _zero(text, asked)
        made.scope.sectors = made.scope.sectors or sectors_of(measure.before)
        return made
    if measure.is_all:
        return _all(measure, asked)
    figure = measure.figure
    due = due_of(text, asked.year)
    head, tail = text[: figure.whole[0]], text[figure.place[1] :]
    made = Indicator(text, "count", figure.comparator, figure.value, figure.value_to, due=due)
    if (
        not figure.is_percent
        and (change := CHANGE.search(head))
        and AGAINST.search(text)
        and not figure.is_money
    ):
        figure.is_percent = True
    if figure.is_percent and (change := CHANGE.search(text[: figure.place[0]])):
        return _change(made, change, asked)
    each = EACH.search(head)
    if measure.extra and _is_each(measure):
        return _each_by_all(made, measure, asked)
    if figure.is_percent:
        return share_of(made, figure, head, tail, each, before, asked)
    if AVERAGE.search(text) and not re.search(r"tăng|giảm", head, re.IGNORECASE):
        return _average(made, figure, head, asked)
    if each:
        return _each(made, figure, head, tail, each, asked)
    if figure.is_money:
        made.kind, made.unit = "money", "đồng"
        made.scope = scope_of("", asked.trail, text)
        made.scope.text = None
        return made
    return _count(made, figure, head, tail, asked)


# Everything else ------------------------------------------------------------------------------------------------------


def _change(made, change, asked):
    made.kind, made.comparator = "change", "change"
    if change["how"].lower() != "tăng" and made.value is not None:
        made.value = -made.value
    made.scope = Scope(None, scope_of("", asked.trail, made.text).sectors, [])
    return made


def _average(made, figure, head, asked):
    made.kind = "average"
    made.unit = "đồng" if figure.is_money else None
    who = re.search(
        r"(?:của|mỗi)\s+((?:người\s+)?lao\s+động|đoàn\s+viên|công\s+nhân|CNLĐ|CNVCLĐ)",
        made.text,
        re.IGNORECASE,
    )
    made.scope = scope_of("", asked.trail)
    made.scope.text = who[1] if who else None
    return made


def _each(made, figure, head, tail, each, asked):
    noun = re.split(r"[:,]", head[each.end() :])[0].strip()
    subject, _ = noun_of(noun)
    counted, _ = _counted(tail)
    made.kind = "average" if figure.is_money and not counted else "each_count"
    made.unit = "đồng" if figure.is_money else counted or None
    made.scope = scope_of(subject or noun, asked.trail)
    if other := re.search(
        r"\s+hoặc\s+(?:ít\s+nhất\s+|tối\s+thiểu\s+)?(\d+)\s+(.+?)(?:\s+trong\s+năm)?$", tail
    ):
        counted = re.split(r"\s+hoặc\s+", counted or tail.strip())[0]
        first = Part(
            f"{made.text[figure.whole[0] : figure.place[1]]} {counted}",
            "count",
            made.comparator,
            made.value,
            counted,
        )
        second = Part(
            other[0].strip().removeprefix("hoặc").strip(), "count", "ge", Decimal(other[1]), other[2].strip()
        )
        made.kind, made.comparator, made.value, made.parts = "composite", "any", None, [first, second]
        made.unit = None
    return made


def _is_each(measure):
    first, second = measure.figure, measure.extra[0]
    return first.comparator == "all" and first.value == ALL and not second.is_percent and not second.is_money


def _each_by_all(made, measure, asked):
    """“100% cụm thi đua tổ chức ít nhất 01 hội thi”: every one of them, at least one."""
    second = measure.extra[0]
    noun, _ = noun_of(measure.text[measure.figure.place[1] :])
    counted, _ = _counted(measure.text[second.place[1] :])
    made.kind, made.comparator, made.value = "each_count", second.comparator, second.value
    made.value_to, made.unit = second.value_to, counted or None
    made.scope = scope_of(noun, asked.trail)
    return made


def _all(measure, asked):
    """“Toàn bộ CĐCS …”, “Tất cả công nhân …”: a hundred per cent, or each so many."""
    text = measure.text
    words = re.match(
        r".*?(?:toàn\s+bộ|tất\s+cả|mọi|100\s?%)\s+(?:các\s+|số\s+)?", text, re.IGNORECASE | re.DOTALL
    )
    made = Indicator(text, "unit_share", "all", ALL, due=due_of(text, asked.year))
    noun, rest = noun_of(text[words.end() :])
    if not asked.is_target and re.match(r".*?\bmọi\b", words[0], re.IGNORECASE):
        return None
    if measure.extra and not measure.extra[0].is_percent and not measure.extra[0].is_money:
        second = measure.extra[0]
        counted, _ = _counted(text[second.place[1] :])
        made.kind, made.comparator, made.value, made.unit = (
            "each_count",
            second.comparator,
            second.value,
            counted or None,
        )
        made.scope = scope_of(noun, asked.trail)
        return made
    made.kind, made.unit = share_kind(noun, rest, []), noun or None
    made.scope = scope_of(noun, asked.trail)
    if made.kind == "unit_share" and (two := two_acts(noun, rest)):
        made.kind = "composite"
        made.comparator, made.parts = two
    return made


def _count(made, figure, head, tail, asked):
    counted, _ = _counted(tail)
    if not counted and re.search(r":\s*$", head.rstrip() + " "):
        counted = re.sub(r"^(?:số|tổng\s+số)\s+", "", LEAD.sub("", head).strip(" :"), flags=re.IGNORECASE)
    made.unit = counted or None
    made.scope = scope_of("", asked.trail, made.text)
    made.scope.text = None
    return made


def _counted(tail):
    """The noun counted: "doanh nghiệp" of "80 doanh nghiệp trở lên về …"."""
    noun, rest = noun_of(tail)
    return noun, rest


def _zero(text, asked):
    body = re.sub(
        r"^.*?(?:không\s+(?:để\s+)?(?:xảy\s+ra|phát\s+sinh)|tuyệt\s+đối\s+không(?:\s+có)?|không\s+có|không\s+còn)\s*:?\s*",
        "",
        text,
        count=1,
        flags=re.IGNORECASE | re.DOTALL,
    )
    place = PLACE.search(f" {body}")
    inner = body[: max(place.start() - 1, 0)] if place else body
    made = Indicator(text, "zero", "zero", Decimal(0), due=None)
    made.scope = scope_of("", asked.trail, place[0] if place else "")
    if not made.scope.sectors:
        made.scope.sectors = sectors_of(inner)
    made.scope.text = place[0].strip() if place else None
    hidden = GROUPED.sub(lambda match: match[0].translate(HIDE), inner)
    hidden = re.sub(r"\([^)]*\)", lambda match: match[0].translate(HIDE), hidden)
    pieces = [
        each.strip()
        for each in re.split(r",\s+(?:và\s+|hoặc\s+|hay\s+)?|;\s+|\s+(?:và|hoặc|hay)\s+", hidden)
        if each.strip()
    ]
    pieces = [each.replace("\x01", ",").replace("\x02", ";") for each in pieces]
    if len(pieces) > 1 and _are_classes(pieces):
        made.parts = [Part(each, "zero", "zero", Decimal(0)) for each in pieces]
    return made


def _are_classes(pieces):
    """Are these several things that must not happen, or the words of one?"""
    return all(len(each.split()) >= 2 or each[0].isupper() for each in pieces[1:])


def due_of(text, year):
    """The last day by which it is done, when one is named."""
    found = None
    for match in DUE.finditer(text):
        found = name_of(match, year).last or found
    return found


def _inherit(found):
    """“85% CĐCS khu vực A, 50% CĐCS khu vực B xếp loại tốt”: what the last is asked, all of them are."""
    for one, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if (
            one.kind in SHARES
            and following.kind in SHARES
            and one.unit
            and one.text.rstrip(" ,.").endswith(one.unit)
        ):
            one.kind = following.kind if is_body(one.unit) == is_body(following.unit or "") else one.kind
