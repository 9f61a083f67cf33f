"""What is a percentage of: units, people, money due; how many of them are rated, do two things, or each their own?"""

import re

from emulation.planreading.drafts import Part, Scope
from emulation.planreading.figures import UPWARD
from emulation.planreading.measures import GROUPED, HIDE, VERB
from emulation.planreading.nouns import LEAD, PLACE, noun_of
from emulation.planreading.scopes import is_body, is_union, scope_of, sectors_of

SHARES = {"unit_share", "quantity_share", "rating_share"}
RATING = re.compile(
    r"vững\s+mạnh|hoàn\s+thành\s+(?:xuất\s+sắc\s+|tốt\s+)?(?:chức\s+trách\s*,?\s+)?nhiệm\s+vụ|xếp\s+loại|yếu\s+kém",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"(?:thu|nộp|trích\s+nộp|quyết\s+toán)?\s*(?:kinh\s+phí|đoàn\s+phí|KPCĐ|ĐPCĐ|tài\s+chính\s+công\s+đoàn|thu\s+nộp|ngân\s+sách\s+công\s+đoàn)",
    re.IGNORECASE,
)
OF_DUE = re.compile(
    r"(?:tổng\s+)?số\s+(?:tiền\s+)?(?:phải|đến\s+hạn)|kế\s+hoạch|dự\s+toán|so\s+với|tổng\s+số", re.IGNORECASE
)
TWO_ACTS = re.compile(rf"\s+(?P<op>và|hoặc|hay)\s+(?={VERB.pattern})", re.IGNORECASE)


def share_of(made, figure, head, tail, each, before, asked):
    """Percentages stand before those they are of ("90% CĐCS đăng ký") or behind ("doanh nghiệp đạt trên 75%")."""
    noun, rest = noun_of(UPWARD.sub("", tail, count=1))
    if each and noun:
        return _each_share(made, head, noun, each, asked)
    if MONEY.search(head) or MONEY.match(noun or ""):
        made.kind = "money_share"
        place = scope_of("", asked.trail, head)
        made.scope = Scope(_money_scope(head, tail), place.sectors, place.conditions)
        return made
    if not noun or OF_DUE.match(noun) or re.match(r"[,.;)]", tail.strip() or "."):
        return _behind(made, head, before, asked)
    made.unit = noun
    made.scope = scope_of(noun, asked.trail)
    made.kind = share_kind(noun, rest, before)
    if not made.scope.sectors and made.kind == "unit_share":
        made.scope.sectors = sectors_of(_last_place(rest))
    if made.kind in ("unit_share", "rating_share") and (two := two_acts(noun, rest)):
        made.kind = "composite" if made.kind == "unit_share" else made.kind
        if made.kind == "composite":
            made.comparator, made.parts = two
    return made


def _last_place(rest):
    place = PLACE.search(f" {rest}")
    return place[0] if place else ""


def _behind(made, head, before, asked):
    """The noun stands before the number."""
    subject = LEAD.sub("", head).strip(" :,-–")
    subject = re.sub(
        r"\s*(?:đạt|chiếm|là|được|có|bằng|từ|ở\s+mức|tỷ\s+lệ)$", "", subject, flags=re.IGNORECASE
    ).strip(" :,")
    subject = re.sub(r"^(?:t[ỷỉ]\s+lệ|số|tổng\s+số)\s+", "", subject, flags=re.IGNORECASE)
    pieces = re.split(r",\s+", GROUPED.sub(lambda match: match[0].translate(HIDE), subject))
    named = next((each for each in reversed(pieces) if is_body(each) is not None), None)
    whole = (named or subject).replace("\x01", ",").replace("\x02", ";")
    noun, _rest = noun_of(whole)
    rated = bool(RATING.search(made.text))
    made.scope = scope_of(noun if is_body(noun or "") is not None else "", asked.trail, whole)
    body = is_body(noun or whole)
    if body is None and noun and not VERB.match(noun) and not rated:
        body = False  # things: agreements, files, goods
    made.kind = _kind_of(body, rated and (body is None or is_union(noun or whole)), before)
    return made


def _kind_of(body, is_rated, before):
    if body is None:
        last = before[-1].kind if before else None
        if is_rated:
            return "quantity_share" if last == "quantity_share" else "rating_share"
        return last if last in SHARES else "quantity_share"
    if is_rated:
        return "rating_share" if body else "quantity_share"
    return "unit_share" if body else "quantity_share"


def share_kind(noun, rest, before):
    body = is_body(noun)
    rated = bool(RATING.search(rest) or RATING.search(noun)) and not re.match(
        r"\s*(?:tổ\s+chức|có|ký)\s", rest, re.IGNORECASE
    )
    if body is None and noun and not VERB.match(noun):
        body = False
    if body is None and before and VERB.match(noun):
        return _kind_of(None, rated, before)
    if body is None and rated:
        return _kind_of(None, True, before)
    return _kind_of(bool(body), rated and bool(body) and is_union(noun), before)


def two_acts(noun, rest):
    """("all" or "any", parts) where every unit must do two things, or one of two."""
    cut = re.split(r"[;.]", rest)[0]
    match = TWO_ACTS.search(cut)
    if not match or not VERB.match(cut):
        return None
    first, second = cut[: match.start()].strip(" ,"), cut[match.end() :].strip(" ,")
    if (
        re.match(r"(?:thực\s+hiện|triển\s+khai|duy\s+trì)\s", second, re.IGNORECASE)
        and len(first.split()) <= 2
    ):
        first = f"{first} {' '.join(second.split()[2:])}"
    second = re.sub(r"\s+(?:trong|vào)\s+(?:năm|tháng|quý|dịp).*$", "", second, flags=re.IGNORECASE)
    if len(second.split()) < 2 or len(first.split()) < 2:
        return None
    operator = "all" if match["op"].lower() == "và" else "any"
    return operator, [Part(first, "done"), Part(second, "done")]


def _money_scope(head, tail):
    of = OF_DUE.match(tail.strip())
    if of:
        return re.split(r"[,;.]", tail.strip())[0] or None
    named = re.search(r"(?:khu\s+vực|khối|doanh\s+nghiệp).*?(?=\s+đạt|$)", head, re.IGNORECASE)
    return named[0].strip() if named else None


def _each_share(made, head, noun, each, asked):
    subject, _ = noun_of(re.split(r"[:,]", head[each.end() :])[0].strip())
    made.kind, made.unit = "each_share", noun
    made.scope = scope_of(subject, asked.trail)
    return made
