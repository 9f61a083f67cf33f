"""Who issues a paper, under whom, with which symbol, and who signs it by which mandate?"""

from emulation.papers import layout
from emulation.papers.paper import Sign, blank_day, clean, long_day
from emulation.papers.widths import width_of
from unions.models import Mandate
from unions.roles import Role
from unions.vietnamese import fold

# How a union is written in the symbol of a paper, where initials would not do.
SYMBOLS = {
    "tong lien doan lao dong": "TLĐ",
    "lien doan lao dong": "LĐLĐ",
    "cong doan co so": "CĐCS",
    "nghiep doan co so": "NĐCS",
}
# Words that begin the place in the name of a union: a symbol ends before them, a line may be broken there.
PLACES = ("tỉnh", "thành", "huyện", "thị", "quận", "xã", "phường", "đặc", "khu", "tp")
HEADS = ("liên đoàn lao động", "công đoàn cơ sở", "nghiệp đoàn cơ sở", "công đoàn")
JOINTS = ("trong", "cho", "về", "theo", "chào")  # before these a subject is best broken
DOTS = "…………"


def above(body, on):
    """The union that stands above this one on a day, as the first line of its papers names it."""
    placement = body.placements.holding_on(on).select_related("parent").first() if on else None
    parent = placement.parent if placement else body.parent
    if parent is not None:
        return parent.label
    kinds = list(body.kind.allowed_parents.all()[:2])
    if not kinds:
        return layout.ABOVE_ALL
    return kinds[0].short_name if len(kinds) == 1 else DOTS


def symbol(body):
    """LĐLĐ, CĐCS, else the initials of the name up to its place: "Công đoàn viên chức tỉnh" is CĐVC."""
    words = clean(body.name).split()
    folded = fold(body.name)
    for beginning, known in SYMBOLS.items():
        if folded.startswith(beginning):
            return known
    if len(words[0]) > 1 and words[0].isupper():
        return words[0]
    kept = []
    for word in words:
        if kept and word.lower() in PLACES:
            break
        kept.append(word[0].upper())
    return "".join(kept)


def broken(name, width=layout.HEAD[0], size=layout.LOOKS["issuer"].size):
    """A name in lines that fit the left column, broken by meaning: before its place or behind "Liên đoàn Lao động"."""
    name = clean(name)
    if _fits(name, width, size):
        return (name,)
    words = name.split()
    places = [number for number, word in enumerate(words) if number and word.lower() in PLACES]
    heads = [len(head.split()) for head in HEADS if name.lower().startswith(head + " ")]
    middle = sorted(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(name) / 2))
    for at in (*places, *heads, *middle):
        first, second = " ".join(words[:at]), " ".join(words[at:])
        if " " in second and _fits(second, width, size):
            lines = (*broken(first, width, size), second)
            if all(_fits(line, width, size) for line in lines):
                return lines
    at = middle[0] if middle else len(words)
    return tuple(" ".join(part) for part in (words[:at], words[at:]) if part)


def evenly(subject):
    """A subject that is nearly as wide as the page on two lines of about one length, if possible before "trong"."""
    look, words = layout.LOOKS["subject"], subject.split()
    wide = width_of(subject, look.size, bold=True)
    if wide < layout.PORTRAIT.text_width * 0.9:
        return (subject,)
    first = [width_of(" ".join(words[:at]), look.size, bold=True) for at in range(len(words))]
    places = sorted(range(1, len(words)), key=lambda at: abs(first[at] - wide / 2))
    joints = [at for at in places if words[at].lower() in JOINTS and wide / 4 < first[at] < wide * 3 / 4]
    places = joints or [at for at in places if not words[at - 1].isdigit()] or places
    return " ".join(words[: places[0]]), " ".join(words[places[0] :])


def place_date(body, *, dated_on=None, year):
    """ "Quảng Trị, ngày 22 tháng 02 năm 2021"; day and month stay blank until the clerk has given them."""
    return f"{body.place or DOTS}, {long_day(dated_on) if dated_on else blank_day(year)}"


def blank_number(mark):
    """ "Số:        /KH-LĐLĐ", with room for the clerk's number."""
    return f"Số:{layout.BLANK_NUMBER}/{mark}"


def board_of(body):
    """In whose name the union speaks: a grassroots union has no standing board."""
    return "Ban Chấp hành" if body.kind.is_grassroots else "Ban Thường vụ"


def signed_for(body, on):
    """The sign block of whoever leads the union on that day: the chair before a deputy, who needs no KT. under TM."""
    roles = (Role.LEADER, Role.CHAIR)
    held = Mandate.objects.filter(body=body, role__in=roles).holding_on(on).select_related("user")
    ranked = sorted(held, key=_rank)
    authority = f"TM. {board_of(body)}".upper()
    if not ranked:
        return Sign(authority, "CHỦ TỊCH", "")
    first = ranked[0]
    if first.source == Mandate.Source.DELEGATED:
        authority = f"TL. {board_of(body)}".upper()
    return Sign(authority, _post(first), first.user.full_name)


def _rank(mandate):
    post = fold(mandate.post)
    is_delegated = mandate.source == Mandate.Source.DELEGATED
    return (is_delegated, not post.startswith("chu tich"), mandate.from_on, mandate.pk)


def _post(mandate):
    """ "Chủ tịch CĐCS" signs as CHỦ TỊCH: the union stands in the letterhead."""
    post = clean(mandate.post)
    for title in ("Phó Chủ tịch", "Chủ tịch"):
        if fold(post).startswith(fold(title)):
            return title.upper()
    return post.upper()


def _fits(text, width, size):
    return width_of(text.upper(), size, bold=True) <= width
