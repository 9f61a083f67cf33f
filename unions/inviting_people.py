"""What would an office's list of chairs do, and how is all of it done, or nothing?

As with bodies (`importing`): `foresee` says per row what would happen, without writing; `take` writes exactly that.
The same list again changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from unions import appointing, granting
from unions.contacts import phone_key
from unions.enrolling import enrol_many, mail_in_use, propose_names, stem_of
from unions.errors import Refusal
from unions.models import UnionBody, User
from unions.people_columns import EMAIL, PERSON, POST, problem_at
from unions.people_matching import Register
from unions.placing import require_below
from unions.roles import Ability, Role
from unions.vietnamese import fold

NEW, POSTED, HELD, ASKS, HANDED = "new", "posted", "held", "asks", "handed"
HAND_OVER = "ban-giao"  # the answer that lets a new person follow the one who holds the post
TOLD = 10  # lines named in a note
MOST_HANDED = 1000  # each is an act of its own, with everything that hangs on the post


class HasProblems(Refusal):
    """Some cells cannot be taken: then nothing is."""


class TooManyHanded(Refusal):
    sentence = f"Mỗi lần bàn giao nhiều nhất {MOST_HANDED} nơi: bỏ bớt dấu, mời, rồi gửi lại tệp cho các nơi còn lại."


class NothingNew(Refusal):
    sentence = "Danh sách này không có gì mới: mọi người trong đó đã có tài khoản và chức vụ."


@dataclass
class Plan:
    """One row and what becomes of it; `holder` is the post that somebody else holds, `username` of a new account."""

    row: object
    body: UnionBody
    role: str
    post: str
    phone: str = ""
    user: User | None = None
    holder: object = None
    outcome: str = NEW
    username: str = ""
    email: str = ""
    first: object = None  # the plan that opens the account, where two rows are one person

    @property
    def name(self):
        return self.row.texts[PERSON]

    @property
    def account(self):
        return (
            self.user.username if self.user else self.username or (self.first.username if self.first else "")
        )

    @property
    def place(self):
        return f"{self.row.sheet}!{self.row.line}"

    @property
    def is_written(self):
        return self.outcome in (NEW, POSTED, HANDED)


@dataclass
class Foreseen:
    plans: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def count(self, outcome):
        return sum(plan.outcome == outcome for plan in self.plans)

    @property
    def accounts(self):
        """How many accounts are opened."""
        return sum(map(_opens_account, self.plans))

    @property
    def written(self):
        return [plan for plan in self.plans if plan.is_written]


def foresee(listed, *, under, by, on, answers=None):
    """What a list (`people_columns.Listed`) would do below `under`.

    `answers` are {"Sheet!line": HAND_OVER} for posts that others hold; without an answer they keep them.
    """
    require_below(by, Ability.APPOINT, under)
    found = Foreseen(problems=list(listed.problems), notes=list(listed.notes))
    register, skipped = Register(under, listed.rows, by=by, on=on), []
    for row in listed.rows:
        meant = register.mean(row)
        if meant.skipped:
            skipped.append(f"{row.line}")
        if meant.note:
            found.notes.append(meant.note)
        if problem := meant.problem or _refused(row, meant, by):
            found.problems.append(problem)
        elif not meant.skipped:
            found.plans.append(_plan(row, meant, answers or {}))
    if skipped:
        lines = ", ".join(skipped[:TOLD]) + ("…" if len(skipped) > TOLD else "")
        found.notes.append(f"{len(skipped)} dòng không phải chủ tịch công đoàn cơ sở: bỏ qua (dòng {lines}).")
    _join_rows(found)
    _name_accounts(found)
    return found


def _refused(row, meant, by):
    """The problem of a post this person may not give there."""
    if meant.skipped or meant.role in granting.grantable(by, meant.body):
        return None
    label = Role(meant.role).label
    reason = f"Đồng chí không cấp được vai trò {label} ở {meant.body.label}."
    return problem_at(row, POST, reason, "Bỏ dòng này, hoặc nhờ người có bậc cao hơn.")


def _plan(row, meant, answers):
    plan = Plan(row, meant.body, meant.role, meant.post, meant.phone, meant.user)
    mine = [each for each in meant.posts if meant.user and each.user_id == meant.user.pk]
    others = [each for each in meant.posts if each not in mine]
    if mine:
        plan.outcome = HELD
    elif others and meant.role == Role.CHAIR:
        plan.holder = others[0]
        plan.outcome = HANDED if answers.get(plan.place) == HAND_OVER else ASKS
    elif meant.user:
        plan.outcome = POSTED
    return plan


def _join_rows(found):
    """Two rows may be one person with two posts; two chairs of one body, or one number of two names, may not be."""
    chairs, numbers, posts = {}, {}, set()
    for plan in found.plans:
        reason = suggestion = ""
        number = phone_key(plan.phone)
        who = plan.user.pk if plan.user else (number or plan.body.pk, fold(plan.name))
        same = numbers.setdefault(number, plan) if number else plan
        other = chairs.setdefault(plan.body.pk, plan) if plan.role == Role.CHAIR else plan
        if (who, plan.body.pk, plan.role) in posts:
            reason, suggestion = "Người này đã có ở một dòng trên.", "Xóa một trong hai dòng."
        elif fold(same.name) != fold(plan.name):
            reason = f"Số điện thoại này đã ghi cho {same.name} ở dòng {same.row.line}."
            suggestion = "Sửa số điện thoại, hoặc để trống."
        elif other is not plan:
            reason = f"{plan.body.label} đã có {other.name} là chủ tịch ở dòng {other.row.line}."
            suggestion = "Giữ lại một dòng cho mỗi đơn vị."
        elif same is not plan and same.is_written and not plan.user:
            plan.first = same
        posts.add((who, plan.body.pk, plan.role))
        if reason:
            found.problems.append(problem_at(plan.row, PERSON, reason, suggestion))


def _name_accounts(found):
    """A new account is called after the unit, else after the person: `may-nha-bang`, `tran-an`, `tran-an-2`."""
    fresh = [plan for plan in found.plans if _opens_account(plan)]
    wanted = []
    for plan in fresh:
        own = [plan.body.code.lower()] if plan.role == Role.CHAIR else []
        wanted.append([*own, stem_of(plan.name)])
    for plan, name in zip(fresh, propose_names(wanted), strict=True):
        plan.username = name
    _keep_own_mail(found, fresh)


def _keep_own_mail(found, fresh):
    """One signs in with a mail address of one's own: an office's address beside many names belongs to none of them."""
    stated = {plan.place: plan.row.texts.get(EMAIL, "").lower() for plan in fresh}
    many = Counter(stated.values())
    used = mail_in_use(set(stated.values()) - {""})
    for plan in fresh:
        mail = stated[plan.place]
        if mail and (many[mail] > 1 or mail in used):
            found.notes.append(
                f"Thư điện tử {mail} (dòng {plan.row.line}) không riêng của một người: để trống."
            )
        else:
            plan.email = mail


def _opens_account(plan):
    return plan.is_written and plan.user is None and plan.first is None


@transaction.atomic
def take(found, *, under, by, at, on):
    """Write everything that was foreseen: accounts, posts, hand-overs; the mandates in the order of the rows."""
    require_below(by, Ability.APPOINT, under)
    if found.problems:
        raise HasProblems(f"Còn {len(found.problems)} ô phải sửa: chưa ai được mời.")
    if not found.written:
        raise NothingNew
    if found.count(HANDED) > MOST_HANDED:
        raise TooManyHanded
    fresh = [plan for plan in found.plans if _opens_account(plan)]
    for plan, user in zip(fresh, enrol_many([_account(plan) for plan in fresh], by=by, at=at), strict=True):
        plan.user = user
    for plan in found.written:
        plan.user = plan.user or (plan.first and plan.first.user)
    given = [plan for plan in found.written if plan.outcome != HANDED]
    rows = [{"user": plan.user, "body": plan.body, "role": plan.role, "post": plan.post} for plan in given]
    made = dict(zip(map(id, given), appointing.appoint_many(rows, by=by, at=at, on=on), strict=True))
    for plan in found.written:
        if plan.outcome == HANDED:
            made[id(plan)] = appointing.hand_over(
                plan.holder, to=plan.user, by=by, at=at, on=on, post=plan.post
            )
    return [made[id(plan)] for plan in found.written]


def _account(plan):
    return {
        "username": plan.username,
        "full_name": plan.name,
        "phone": plan.phone,
        "email": plan.email,
        "body": plan.body,
    }
