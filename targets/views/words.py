"""How are the words of a pledge, agreed or about to be, laid out for a page?"""

from datetime import date

from targets.pledge_content import unit_content

COMPARED = (
    ("equal", "bằng"),
    ("higher", "cao hơn"),
    ("lower", "thấp hơn"),
    ("declined", "không đăng ký"),
)


def unit_words(participant, registration, lines, address_of):
    """What will be signed, before it is frozen, with the address where each line is changed ("" where it is not)."""
    version = registration.version if registration else 1
    words = unit_content(participant, registration, code="", version=version, lines=lines)
    by_number = {str(line.number): line for line in lines}
    for row in words["lines"]:
        line = by_number.get(row["number"])
        row["look"] = look_of(line) if line else ""
        row["url"] = address_of(line) if line else ""
        row["is_missing"] = line is not None and line.is_missing
    return laid_out(words) | {"compared": _compared(lines)}


def laid_out(words):
    """The frozen words with lines grouped by content and days as days."""
    groups = []
    for row in words["lines"]:
        row["due_on"] = day_of(row["due_on"])
        if not groups or groups[-1]["content"] != row["content"]:
            groups.append({"content": row["content"], "lines": [], "url": row.get("url", "")})
        groups[-1]["lines"].append(row)
        groups[-1]["url"] = groups[-1]["url"] or row.get("url", "")
    for phase in words["phases"]:
        phase["starts_on"], phase["ends_on"] = day_of(phase["starts_on"]), day_of(phase["ends_on"])
    for work in words["works"]:
        work["due_on"] = day_of(work["due_on"])
    return {**words, "groups": groups}


def look_of(line):
    """Which arrow stands beside the comparison: falling short is amber, doing more is green."""
    if line.is_declined:
        return "none"
    if line.is_worse:
        return "down"
    return "up" if line.place in ("higher", "lower") else ""


def day_of(text):
    return date.fromisoformat(text) if text else None


def _compared(lines):
    """[(label, how many, numbers of the lines)] against what was assigned; only what was answered."""
    found = []
    for place, label in COMPARED:
        numbers = [
            str(line.number)
            for line in lines
            if line.place == place and not line.is_missing and (line.asked is not None or line.is_declined)
        ]
        if numbers:
            found.append((label, len(numbers), ", ".join(numbers)))
    return found
