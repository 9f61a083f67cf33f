"""What exactly does a pledge say, in one canonical text that every signature covers?

Sorted keys, NFC, quantities and dates as text: the same promise always gives the same bytes (RELIABILITY R16).
"""

import hashlib
import json

from django.db.models import Q

from emulation.models import Content
from targets.asked_lines import asked_lines
from targets.models import Target
from targets.promises import AS_PLANNED, promised, said, scale_of, unit_of
from unions.quantities import show
from unions.vietnamese import nfc

OATH_VERSION = 1
UNIT_OATH = (
    "Thay mặt Ban Chấp hành {owner}, tôi cam kết cùng đoàn viên, người lao động thực hiện thắng lợi "
    "các nội dung, chỉ tiêu thi đua {year} nêu trên."
)
BLOC_OATH = (
    "Thay mặt các đơn vị {owner}, chúng tôi cam kết cùng đoàn viên, người lao động thực hiện thắng lợi "
    "các nội dung, chỉ tiêu thi đua {year} nêu trên."
)


def unit_content(participant, registration, *, code, version):
    """Everything the chair of a unit is shown and signs, as plain dicts of text."""
    contents = contents_for(participant.campaign_id, participant.sector_id)
    lines = [_line(line.indicator, line) for line in asked_lines(participant, registration)]
    titles = registration.titles.select_related("title").order_by("title__level", "title__name", "pk")
    works = registration.works.order_by("pk")
    return _content(participant.campaign, participant.name, UNIT_OATH, contents, lines) | {
        "code": code,
        "version": version,
        "unit": {"name": participant.name, "code": participant.body.code},
        "organiser": participant.campaign.organiser.name,
        "titles": [
            {"name": row.title.name, "level": row.title.get_level_display(), "count": str(row.count)}
            for row in titles
        ],
        "works": [{"name": row.name, "due_on": _day(row.due_on)} for row in works],
    }


def bloc_content(campaign, bloc, members, *, code, version):
    """What all members of a bloc sign together; `members` are their names."""
    targets = Target.objects.filter(bloc=bloc, indicator__campaign=campaign, kind=Target.Kind.ASSIGNED)
    rows = targets.select_related("indicator__content").order_by("indicator__position", "pk")
    lines = [_line(row.indicator, row) for row in rows]
    return _content(campaign, bloc.name, BLOC_OATH, contents_for(campaign.pk, None), lines) | {
        "code": code,
        "version": version,
        "bloc": {"name": bloc.name, "number": str(bloc.number)},
        "organiser": campaign.organiser.name,
        "members": list(members),
        "titles": [],
        "works": [],
    }


def canonical(content):
    return json.dumps(composed(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def contents_for(campaign_id, sector_id):
    """Contents of the plan that speak to a sector; None asks for those of every sector."""
    rows = Content.objects.filter(campaign=campaign_id)
    if sector_id is not None:
        rows = rows.filter(Q(sectors__isnull=True) | Q(sectors=sector_id)).distinct()
    return rows.order_by("position", "pk")


def _content(campaign, owner, oath, contents, lines):
    year = f"năm {campaign.year}"
    of_content = {line["content"] for line in lines}
    bare = [row for row in contents if row.pk not in of_content]
    lines = lines + [_bare_line(row) for row in bare]
    lines.sort(key=lambda line: line.pop("place"))
    headings = {row.pk: {"label": row.label, "title": row.title} for row in contents}
    for number, line in enumerate(lines, start=1):
        line["number"] = str(number)
        line["content"] = headings.get(line["content"], {"label": "", "title": ""})
    return {
        "oath": oath.format(owner=owner, year=year),
        "oath_version": OATH_VERSION,
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
            {
                "name": phase.name,
                "theme": phase.theme,
                "starts_on": _day(phase.first_day),
                "ends_on": _day(phase.ends_on),
            }
            for phase in campaign.phases.order_by("number", "pk")
        ],
        "lines": lines,
    }


def _line(indicator, answer):
    """`answer` is anything with value, text, is_declined and reason: a Line, a Target."""
    assigned = getattr(answer, "asked", None)
    content = indicator.content
    return {
        "place": (content.position if content else 0, indicator.position, indicator.pk),
        "content": indicator.content_id,
        "indicator": str(indicator.uid),
        "statement": indicator.statement,
        "kind": indicator.kind,
        "comparator": indicator.comparator,
        "denominator": indicator.denominator_note,
        "unit": unit_of(indicator),
        "asked": said(indicator, assigned),
        "value": show(answer.value, scale_of(indicator)),
        "text": answer.text,
        "is_declined": answer.is_declined,
        "reason": answer.reason,
        "promise": promised(indicator, answer.value, answer.text, answer.is_declined, answer.reason),
        "difference": getattr(answer, "difference", ""),
        "due_on": _day(indicator.due_on),
    }


def _bare_line(content):
    """A content of the plan without indicators is promised as it stands (DOMAIN §4 rule 5)."""
    return {
        "place": (content.position, 0, content.pk),
        "content": content.pk,
        "indicator": "",
        "statement": content.title,
        "kind": "narrative",
        "comparator": "",
        "denominator": "",
        "unit": "",
        "asked": "",
        "value": "",
        "text": "",
        "is_declined": False,
        "reason": "",
        "promise": AS_PLANNED,
        "difference": "",
        "due_on": "",
    }


def _day(day):
    return day.isoformat() if day else ""


def composed(value):
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, dict):
        return {key: composed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [composed(each) for each in value]
    return value


def words_of(pledge):
    """The frozen words as data: what every page about this pledge shows."""
    return json.loads(pledge.content)


def owner_name(pledge):
    return pledge.participant.name if pledge.participant_id else pledge.bloc.name
