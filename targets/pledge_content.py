"""What exactly does a pledge say, in one canonical text that every signature covers?

Sorted keys, NFC, quantities and dates as text: the same promise always gives the same bytes (RELIABILITY R16). The
check page before signing shows these very words, so what was shown is what was signed (R11).
"""

import hashlib
import json

from emulation.models import Title
from targets.asked_lines import asked_lines
from targets.extras import extras_of
from targets.models import Target
from targets.promises import AS_PLANNED, promised, said, scale_of, unit_of
from unions.quantities import show
from unions.vietnamese import nfc

OATH_VERSION = 1
UNIT_OATH = (
    "Thay mặt Ban Chấp hành {owner}, tôi cam kết cùng đoàn viên, người lao động thực hiện thắng lợi "
    "các nội dung, chỉ tiêu thi đua năm {year} nêu trên."
)
BLOC_OATH = (
    "Thay mặt các đơn vị {owner}, chúng tôi cam kết cùng đoàn viên, người lao động thực hiện thắng lợi "
    "các nội dung, chỉ tiêu thi đua năm {year} nêu trên."
)


def unit_content(participant, registration, *, code, version, lines=None):
    """Everything the chair of a unit is shown and signs, as plain dicts of text; `lines` where already read."""
    lines = asked_lines(participant, registration) if lines is None else lines
    extras = extras_of(participant.campaign, participant.sector_id, registration)
    rows = [_line(line.indicator, line, line.number) for line in lines]
    return _content(participant.campaign, participant.name, UNIT_OATH, extras, rows) | {
        "code": code,
        "version": version,
        "unit": {"name": participant.name, "code": participant.body.code},
        "letterhead": _letterhead(
            participant.campaign.organiser.name, participant.name, participant.campaign
        ),
    }


def bloc_content(campaign, bloc, members, *, code, version):
    """What all members of a bloc sign together; `members` are their names."""
    targets = Target.objects.filter(bloc=bloc, indicator__campaign=campaign, kind=Target.Kind.ASSIGNED)
    targets = targets.select_related("indicator__content").order_by("indicator__position", "pk")
    rows = [_line(row.indicator, row, number) for number, row in enumerate(targets, start=1)]
    organiser = campaign.organiser
    above = organiser.parent.name if organiser.parent else ""
    return _content(campaign, bloc.name, BLOC_OATH, extras_of(campaign, None), rows) | {
        "code": code,
        "version": version,
        "bloc": {"name": bloc.name, "number": str(bloc.number)},
        "members": list(members),
        "letterhead": _letterhead(above, organiser.name, campaign),
    }


def canonical(content):
    return json.dumps(composed(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(pledge):
    """The frozen words as data: what every page about this pledge shows."""
    return json.loads(pledge.content)


def owner_name(pledge):
    return pledge.participant.name if pledge.participant_id else pledge.bloc.name


def composed(value):
    """The same value with every text in NFC."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, dict):
        return {key: composed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [composed(each) for each in value]
    return value


def _content(campaign, owner, oath, extras, rows):
    used = {row["content"] for row in rows}
    rows = rows + [_bare_line(*content[:3]) for content in extras.contents if content[0] not in used]
    rows.sort(key=lambda row: row.pop("place"))
    headings = {pk: {"label": label, "title": title} for pk, _, title, label in extras.contents}
    for row in rows:
        row["content"] = headings.get(row["content"], {"label": "", "title": ""})
    return {
        "oath": oath.format(owner=owner, year=campaign.year),
        "oath_version": OATH_VERSION,
        "organiser": campaign.organiser.name,
        "campaign": {
            "code": campaign.code,
            "name": campaign.name,
            "year": str(campaign.year),
            "theme": campaign.theme,
            "plan_number": campaign.plan_number,
            "plan_on": _day(campaign.plan_on),
            "basis": campaign.basis_lines,
        },
        "phases": [
            {"name": name, "theme": theme, "starts_on": _day(start), "ends_on": _day(end)}
            for name, theme, start, end in extras.phases
        ],
        "titles": [
            {"name": name, "level": Title.Level(level).label, "count": str(count)}
            for name, level, count in extras.titles
        ],
        "works": [{"name": name, "due_on": _day(due_on)} for name, due_on in extras.works],
        "lines": rows,
    }


def _letterhead(above, body, campaign):
    return {"above": above, "body": body, "place": campaign.organiser.place}


def _line(indicator, answer, number):
    """`answer` is anything with value, text, is_declined and reason: an AskedLine, a bloc's Target."""
    content = indicator.content
    return {
        "place": (content.position if content else 0, indicator.position, indicator.pk),
        "content": indicator.content_id,
        "number": str(number),
        "indicator": str(indicator.uid),
        "statement": indicator.statement,
        "kind": indicator.kind,
        "comparator": indicator.comparator,
        "denominator": indicator.denominator_note,
        "unit": unit_of(indicator),
        "asked": said(indicator, getattr(answer, "asked", None)),
        "value": show(answer.value, scale_of(indicator)),
        "text": answer.text,
        "is_declined": answer.is_declined,
        "reason": answer.reason,
        "promise": promised(indicator, answer.value, answer.text, answer.is_declined, answer.reason),
        "difference": getattr(answer, "difference", ""),
        "due_on": _day(indicator.due_on),
    }


def _bare_line(pk, position, title):
    """A content of the plan without indicators is promised as it stands (DOMAIN §4 rule 5)."""
    texts = "number indicator comparator denominator unit asked value text reason difference due_on".split()
    return dict.fromkeys(texts, "") | {
        "place": (position, 0, pk),
        "content": pk,
        "kind": "narrative",
        "is_declined": False,
        "statement": title,
        "promise": AS_PLANNED,
    }


def _day(day):
    return day.isoformat() if day else ""
