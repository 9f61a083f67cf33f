"""Which body, which role and which account does a row of a list of people mean?

An account is found by its telephone number, then by its name among those who hold a post at that body. Accounts outside
one's sight are never named: that a number is taken is all that is said (RELIABILITY T1).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from unions.contacts import phone_key
from unions.import_columns import CODE, NAME, PHONE
from unions.import_matching import Directory
from unions.import_rows import Problem
from unions.models import Mandate, UnionBody, User
from unions.people_columns import PERSON, POST, problem_at
from unions.roles import Role
from unions.vietnamese import fold

# “Hiệu trưởng, Chủ tịch CĐCS” is one; a deputy (“P. Chủ tịch”, “PCT”) or a former one is not.
CHAIR = re.compile(
    r"(?<!\bpho )(?<!\bp )(?<!\bnguyen )\b(chu tich|ct)\b|^(phu trach|to truong|truong ban|nguoi dung dau)\b"
)
# The first that is found in the words of a post at a union above the grassroots.
ROLES = [
    (Role.CLERK, re.compile(r".*van thu.*")),
    (Role.AUDITOR, re.compile(r".*(kiem tra|ubkt).*")),
    (Role.ADMINISTRATOR, re.compile(r".*quan tri.*")),
    (Role.LEADER, re.compile(r".*(chu tich|lanh dao|truong ban|thuong vu).*")),
    (Role.OFFICER, re.compile(r".*(chuyen vien|can bo|chuyen trach|nhan vien|pho ban).*")),
]
USUAL_POST = "Chủ tịch"
SHORTEST, LONGEST = 9, 11  # digits of a telephone number
SEVERAL = re.compile(r"[/,;]|\s-\s|\shoặc\s")
CHUNK = 1000
NEAR = 3


@dataclass
class Meant:
    """What one row means; without `user` the person has no account, `posts` are open posts of its role there."""

    body: UnionBody | None = None
    role: str = ""
    post: str = ""
    phone: str = ""
    user: User | None = None
    posts: list = field(default_factory=list)
    problem: Problem | None = None
    note: str = ""
    skipped: bool = False


class Register:
    """Bodies below one body, who holds a post there, and whose telephone numbers the list names; seven queries."""

    def __init__(self, under, rows, *, by, on):
        codes = [row.texts[CODE] for row in rows if row.texts.get(CODE)]
        self.by = by
        self.directory = Directory(under, codes)
        self.places = {id(row): self.directory.match(row) for row in rows}
        bodies = {match.body.pk for match in self.places.values() if match.body}
        self.posts = defaultdict(list)
        for mandate in _open_posts(bodies, on):
            self.posts[mandate.body_id].append(mandate)
        self.accounts = _accounts({phone_key(dialled(row.texts.get(PHONE, ""))) for row in rows} - {""})
        numbered = [user.pk for users in self.accounts.values() for user in users]
        self.seen = _seen(numbered, by)

    def mean(self, row):
        """The Meant of a row."""
        place = self.places[id(row)]
        if problem := _place_problem(row, place, self.directory.under):
            return Meant(problem=problem)
        meant = Meant(body=place.body, phone=dialled(row.texts.get(PHONE, "")))
        meant.role, meant.post = role_of(row.texts.get(POST, ""), place.body)
        if not meant.role:
            return self._without_role(row, meant)
        if meant.phone and not SHORTEST <= len(phone_key(meant.phone)) <= LONGEST:
            reason = f"“{row.texts[PHONE]}” không phải số điện thoại."
            meant.problem = problem_at(row, PHONE, reason, "Ghi 10 số, ví dụ 0912 345 678, hoặc để trống.")
            return meant
        self._find_person(row, meant)
        meant.posts = [each for each in self.posts[place.body.pk] if each.role == meant.role]
        return meant

    def _without_role(self, row, meant):
        if meant.body.kind.is_grassroots:
            meant.skipped = True  # deputies and members of the committee: the app is used in the chair's name
            return meant
        reason = f"Chức vụ “{meant.post}” ở {meant.body.label} không rõ vai trò nào."
        suggestion = "Ghi lãnh đạo, chuyên viên, văn thư hoặc kiểm tra; hoặc cử ở trang của đơn vị."
        meant.problem = problem_at(row, POST, reason, suggestion)
        return meant

    def _find_person(self, row, meant):
        name = fold(row.texts[PERSON])
        here = {each.user_id: each.user for each in self.posts[meant.body.pk]}
        same_name = [user for user in here.values() if fold(user.full_name) == name]
        key = phone_key(meant.phone)
        known = self.accounts.get(key, [])
        found = [user for user in known if fold(user.full_name) == name and user.pk in self.seen]
        if found:
            meant.user = next((user for user in found if user.pk in here), found[0])
        elif len(same_name) == 1:
            meant.user = same_name[0]
            if key and meant.user.phone_key != key:
                now = "đang ghi số điện thoại khác" if meant.user.phone_key else "chưa ghi số điện thoại"
                meant.note = f"{row.cells[PERSON]}: {meant.user.full_name} {now}; sửa ở trang của người ấy."
        elif known:
            meant.problem = self._taken_number(row, known)
        if meant.user and not meant.user.is_active:
            reason = f"Tài khoản của {meant.user.full_name} đã ngừng dùng."
            meant.problem = problem_at(
                row, PERSON, reason, "Bỏ dòng này, hoặc báo quản trị mở lại tài khoản."
            )

    def _taken_number(self, row, known):
        owner = next((user for user in known if user.pk in self.seen), None)
        if owner:
            reason = f"Số điện thoại này là của {owner.full_name}, tệp ghi {row.texts[PERSON]}."
            return problem_at(row, PHONE, reason, "Sửa số điện thoại hoặc họ tên.")
        reason = "Số điện thoại này đã gắn với một tài khoản ngoài phạm vi của đồng chí."
        return problem_at(row, PHONE, reason, "Xem lại số, hoặc đề nghị công đoàn cấp trên cử người này.")


def role_of(words, body):
    """(role, post as it is written) for the words of a post at a body; role "" where the words do not say."""
    plain = fold(words)
    if body.kind.is_grassroots:
        is_chair = not plain or CHAIR.search(plain)
        return (Role.CHAIR if is_chair else ""), words or USUAL_POST
    return next((role for role, pattern in ROLES if pattern.fullmatch(plain)), ""), words


def dialled(text):
    """The first number of a cell; Excel takes the zero off a number: 912345678 is 0912345678."""
    first = SEVERAL.split(text.strip())[0].strip()
    digits = "".join(letter for letter in first if letter.isdigit())
    return f"0{first}" if len(digits) == SHORTEST and digits[0] not in "0" else first


def _place_problem(row, place, under):
    if place.problem:
        return problem_at(row, place.at, place.problem, place.suggestion)
    if place.body is None:
        return _unknown(row, place, under)
    if place.body.is_external:
        return problem_at(row, NAME, f"{place.body.label} là tổ chức ngoài công đoàn: không có tài khoản.")
    return None


def _unknown(row, place, under):
    stated = row.texts.get(NAME) or row.texts.get(CODE)
    if len(place.doubts) > 1:
        codes = ", ".join(f"{body.code} ({body.parent.label})" for body in place.doubts[:NEAR] if body.parent)
        return problem_at(
            row, NAME, f"Có {len(place.doubts)} đơn vị tên “{stated}”.", f"Ghi mã đơn vị: {codes}."
        )
    reason = f"Không có đơn vị “{stated}” dưới {under.label}."
    if place.doubts:
        body = place.doubts[0]
        return problem_at(row, NAME, reason, f"Có phải {body.label} không? Nếu phải, ghi mã {body.code}.")
    return problem_at(row, NAME, reason, "Ghi đúng tên hoặc mã; đơn vị mới thì nhập đơn vị trước.")


def _open_posts(bodies, on):
    """Posts that hold on the day, begin later, or wait for a second person."""
    found = []
    for part in _parts(bodies):
        rows = Mandate.objects.filter(body__in=part, withdrawn_at__isnull=True).exclude(until_on__lte=on)
        found += rows.select_related("user").order_by("from_on", "pk")
    return found


def _accounts(keys):
    found = defaultdict(list)
    for part in _parts(keys):
        for user in User.objects.filter(phone_key__in=part).order_by("pk"):
            found[user.phone_key].append(user)
    return found


def _seen(users, by):
    seen = set()
    for part in _parts(users):
        seen |= set(User.objects.visible_to(by).filter(pk__in=part).values_list("pk", flat=True))
    return seen


def _parts(values):
    values = sorted(values)
    return [values[start : start + CHUNK] for start in range(0, len(values), CHUNK)]
