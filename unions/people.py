"""Who is meant by the words typed on a page of people, and what may be said of each?

People are found by name, account or body, without marks; whoever bears the words as a given name comes first. A
telephone number finds a person only for those who may read it, and only when all of it was typed.
"""

from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When

from unions import admitting, searching
from unions.contacts import masked, phone_key
from unions.errors import Refusal
from unions.joined import has_joined
from unions.models import Mandate, User
from unions.notices import tell
from unions.own_account import check_nobody_elses
from unions.recording import record
from unions.roles import ABILITIES, Ability
from unions.vietnamese import fold, nfc, person_sort_key

POOL = 1001  # people put in order; nobody reads a longer list
DIALLED = 9  # digits: fewer are no whole telephone number


# Finding --------------------------------------------------------------------------------------------------------------


def find(people, words, mandates, access):
    """Those of `people` that are meant, in the order in which they probably were; `mandates` are the posts in sight."""
    if number := dialled(words):
        return people.filter(pk__in=_called(number, mandates, access)).in_order()
    tokens = fold(words).split()[: searching.MOST_WORDS]
    if not tokens:
        return people.none()
    pool = _pool(people, words, tokens, mandates)
    ranked = people.filter(pk__in=pool).annotate(found_first=_rank(words, tokens))
    return ranked.order_by("found_first", "sort_key", "pk")


def dialled(words):
    """The number as it is dialled, where the words are a whole telephone number; else ""."""
    if not words or any(letter.isalpha() for letter in words):
        return ""
    number = phone_key(words)
    return number if len(number) >= DIALLED else ""


def _called(number, mandates, access):
    held = mandates.filter(user__phone_key=number).select_related("body")
    return {mandate.user_id for mandate in held if access.can(Ability.APPOINT, mandate.body)}


def _pool(people, words, tokens, mandates):
    """Ids of people who bear the words; of those at bodies that do; else of those where both together do."""
    own = people.filter(_bears(tokens)).order_by("pk").values_list("pk", flat=True)[:POOL]
    found = {*own, *_users(mandates.filter(searching.matching(words, "body__")))}
    if found or len(tokens) == 1:
        return sorted(found)[:POOL]
    mixed = Q()
    for token in tokens:
        mixed &= _occurs(token, "user__") | searching.matching(token, "body__")
    return _users(mandates.filter(mixed))


def _users(mandates):
    return list(mandates.order_by("user").values_list("user", flat=True).distinct()[:POOL])


def _bears(tokens):
    condition = Q()
    for token in tokens:
        condition &= _occurs(token)
    return condition


def _occurs(token, at=""):
    """Short words count at the beginning of a word only, as for bodies."""
    piece = token if len(token) > searching.SHORT else f" {token}"
    return Q(**{f"{at}search_text__contains": piece})


def _rank(words, tokens):
    """The very name, the given name, the beginning, whole words, any piece; last, those found by their body."""
    typed = " ".join(nfc(words).split())
    plain = " ".join(tokens)
    marked = Q(full_name__contains=" ".join(word.capitalize() for word in typed.split()))
    given = Q(search_text__contains=f" {plain}|")
    steps = [
        Q(sort_key=person_sort_key(typed)),
        given & marked,
        marked,
        given,
        Q(search_text__startswith=f" {plain} "),
        Q(search_text__contains=f" {plain} "),
        _bears(tokens),
    ]
    cases = [When(step, then=Value(place)) for place, step in enumerate(steps)]
    return Case(*cases, default=Value(len(steps)), output_field=IntegerField())


# What may be said -----------------------------------------------------------------------------------------------------


def posts_in_sight(people, access):
    """{user id: their mandates in one's sight}, those that last first, then the latest; one query."""
    found = {person.pk: [] for person in people}
    held = Mandate.objects.visible_to(access).meant().filter(user__in=list(found))
    held = held.select_related("body__kind", "body__parent", "granter", "confirmed_by", "delegation_of__user")
    for mandate in held.order_by("-from_on", "-pk"):
        found[mandate.user_id].append(mandate)
    return found


def may_call(access, mandates):
    """May this person read the whole telephone number of somebody with these posts?"""
    return any(access.can(Ability.APPOINT, mandate.body) for mandate in mandates)


def may_appoint(access):
    """Does this person give posts to anybody? Each act asks for the right over its body once more."""
    return any(Ability.APPOINT in ABILITIES[mandate.role] for mandate in access.mandates)


def phone_for(access, user, mandates):
    """The number in full for oneself and whoever appoints there, else masked."""
    is_own = access.user is not None and access.user.pk == user.pk
    return user.phone if is_own or may_call(access, mandates) else masked(user.phone)


def account_words(user):
    """What state an account is in."""
    if not user.is_active:
        return "Đã ngừng dùng"
    return "Đang dùng" if has_joined(user) else "Chưa kích hoạt"


def has_ended(mandate, day):
    return mandate.until_on is not None and mandate.until_on <= day


def holds(mandate, day):
    """In force on that day: dated so, and agreed to by a second person where that is asked for."""
    is_agreed = not mandate.awaits_second and mandate.withdrawn_at is None
    return is_agreed and mandate.from_on <= day and not has_ended(mandate, day)


def term_words(mandate, day):
    """ "từ 01/03/2021 đến nay", "từ 01/03/2021 đến hết 29/02/2024": as people say a term."""
    start = f"từ {mandate.from_on:%d/%m/%Y}"
    if mandate.until_on is None:
        return f"{start} đến nay" if holds(mandate, day) else start
    return f"{start} đến trước {mandate.until_on:%d/%m/%Y}"


# Correcting -----------------------------------------------------------------------------------------------------------


class NothingChanged(Refusal):
    sentence = "Chưa sửa gì: thông tin vẫn như cũ."


@transaction.atomic
def revise(user, *, by, at, full_name, phone, email):
    """Correct a person's name, telephone and e-mail; they are told, for all three may be used to sign in or to call."""
    bodies = admitting.require_over_all([user], by)
    before = User.objects.select_for_update().get(pk=user.pk)
    after = {"full_name": full_name, "phone": phone, "email": email.lower()}
    changed = {name: value for name, value in after.items() if getattr(before, name) != value}
    if not changed:
        raise NothingChanged
    check_nobody_elses(before, phone, after["email"])
    sentence = f"{by.name} sửa thông tin của {before.full_name}: {', '.join(_changes(before, changed))}."
    for name, value in changed.items():
        setattr(before, name, value)
    before.phone_key = phone_key(before.phone)
    before.save(update_fields=[*changed, "phone_key"])
    record("people.revise", sentence, by=by, at=at, subject=before, body=bodies.get(before.pk))
    tell(before, sentence, at)
    return before


def _changes(before, changed):
    """ "điện thoại **** *** 678 thành **** *** 901": a ledger is no list of telephone numbers."""
    for name, value in changed.items():
        label = User._meta.get_field(name).verbose_name
        old, new = getattr(before, name), value
        if name == "phone":
            old, new = masked(old), masked(new)
        yield f"{label} {old or 'để trống'} thành {new or 'để trống'}"


# Whole telephone numbers ----------------------------------------------------------------------------------------------


@transaction.atomic
def note_phones_taken(count, *, by, at):
    """That somebody took a file of telephone numbers away stands in the ledger."""
    sentence = f"{by.name} tải danh sách {count} người kèm số điện thoại đầy đủ."
    return record("people.phones", sentence, by=by, at=at, subject=by.user, body=by.body)
