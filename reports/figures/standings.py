"""Where does each unit stand, and how many stand where?"""

from collections import Counter

from reports.figures.rows import days_late, local_day
from reports.summary import Bloc, Standing, Unit, short_day

ALONE = "Đơn vị không thuộc khối"
REGISTRATION = {
    "approved": "reg_approved",
    "submitted": "reg_waiting",
    "returned": "reg_returned",
    "draft": "reg_not_sent",
}
PLEDGE = {
    "signed": "pledge_signed",
    "added": "pledge_added",
    "excused": "pledge_excused",
    "absent": "pledge_unsigned",
    "unsigned": "pledge_unsigned",
}
RESULT = {
    "verified": "res_verified",
    "declared": "res_waiting",
    "returned": "res_returned",
    "open": "res_not_sent",
}


def blocs_of(members, outside):
    """(blocs in order, {participant id: place}). Marks are the blocs' numbers, or their places where two share one."""
    keys = sorted({member.bloc_key: member for member in members}.items())
    numbers = [member.bloc_number for _, member in keys if member.bloc_number is not None]
    is_clear = len(set(numbers)) == len(numbers)
    blocs, marks = [], {}
    for place, (key, member) in enumerate(keys):
        mark = None if member.bloc_number is None else member.bloc_number if is_clear else place + 1
        marks[key] = (place, mark)
        blocs.append(Bloc(mark, member.bloc_name or (ALONE if len(keys) > 1 else "Các đơn vị")))
    for member in (*members, *outside):
        member.mark = marks.get(member.bloc_key, (0, member.bloc_number))[1]
    return tuple(blocs), {member.pk: marks[member.bloc_key][0] for member in members}


def person_titles_of(members):
    """((title id, name), …) of the personal titles that anybody registered."""
    found = {
        title[0]: title[1] for member in members for title in member.titles if _is(title, "title", "person")
    }
    return sorted(found.items(), key=lambda each: each[1])


def _is(title, kind, level):
    return title[2] == kind and title[3] == level


def standing_of(members, titles):
    counts = Counter()
    for member in members:
        counts[REGISTRATION[member.registration]] += 1
        counts[PLEDGE.get(member.pledge, "pledge_none")] += 1
        counts[RESULT[member.result]] += 1
        counts["reg_late"] += member.is_late and member.submitted_at is not None
        counts["res_late"] += (
            member.result_is_late and member.declared_at is not None and member.result != "open"
        )
        counts["on_behalf"] += is_on_behalf(member)
        counts["works"] += len(member.works)
        for fact in ("workers", "members", "women"):
            counts[fact] += member.facts.get(fact) or 0
    del counts["pledge_none"]
    persons = [_persons(member, titles) for member in members]
    return Standing(units=len(members), persons=tuple(map(sum, zip(*persons, strict=True))), **counts)


def _persons(member, titles):
    counts = {title[0]: title[4] for title in member.titles if _is(title, "title", "person")}
    return tuple(counts.get(key, 0) for key, _ in titles)


def is_on_behalf(member):
    return member.entered_by is not None or member.result_entered_by is not None


def units_of(reading, grid, places, titles, due_at):
    due_ats = (reading.campaign.registration_due_at, due_at)
    return tuple(
        _unit(member, grid.cells[member.pk], places[member.pk], titles, *due_ats)
        for member in reading.members
    )


def _unit(member, cells, place, titles, registration_due_at, report_due_at):
    late = days_late(member.declared_at, report_due_at, member.result_is_late and member.result != "open")
    return Unit(
        key=member.pk,
        name=member.name,
        bloc=place,
        sector=member.sector_name,
        registration=member.registration,
        registered_on=local_day(member.submitted_at),
        registration_approved_on=local_day(member.approved_at),
        registration_late_days=days_late(member.submitted_at, registration_due_at, member.is_late),
        pledge=member.pledge,
        pledged_on=local_day(member.pledged_at),
        result=member.result,
        declared_on=None if member.result == "open" else local_day(member.declared_at),
        verified_on=local_day(member.verified_at) if member.result == "verified" else None,
        result_late_days=late,
        is_on_behalf=is_on_behalf(member),
        note=_note(member, late),
        workers=member.facts.get("workers"),
        members=member.facts.get("members"),
        women=member.facts.get("women"),
        group_titles=_named(member, "title", "group"),
        forms=(*_named(member, "form", "group"), *_named(member, "form", "person")),
        persons=_persons(member, titles) if member.titles else (),
        works=tuple(member.works),
        cells=tuple(cells),
    )


def _named(member, kind, level):
    return tuple(
        name if count == 1 else f"{name} × {count}"
        for _, name, of_kind, of_level, count in member.titles
        if (of_kind, of_level) == (kind, level)
    )


def _note(member, late):
    parts = []
    if member.is_late and member.late_reason:
        parts.append(f"Đăng ký muộn: {member.late_reason}")
    if member.result == "returned":
        day = local_day(member.returned_at)
        parts.append(
            f"Trả lại ngày {short_day(day)}: {member.return_reason}" if day else member.return_reason
        )
    if late and member.result_late_reason:
        parts.append(f"Gửi muộn: {member.result_late_reason}")
    if is_on_behalf(member):
        parts.append("Công đoàn cấp trên nhập hộ")
    return ". ".join(parts)
