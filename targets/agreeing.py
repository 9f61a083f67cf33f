"""What is written down at the moment a registration becomes agreed?"""

from targets import signing
from targets.models import Target


def agree(registrations, *, by, at):
    """Keep the registered lines as agreed ones and open the pledges; the caller has already moved the rows.

    Part of the acts `approve`, `approve_many` and `submit` (which agrees by itself when everything assigned was
    taken): one transaction with them. A line agreed before and changed since becomes an amended one, because no
    kind overwrites another (DOMAIN §6).
    """
    participants = {registration.participant_id: registration.participant for registration in registrations}
    kinds = (Target.Kind.REGISTERED, Target.Kind.AGREED, Target.Kind.AMENDED)
    lines = Target.objects.filter(participant__in=participants, kind__in=kinds, phase__isnull=True)
    lines = list(lines.order_by("at", "pk"))
    registered = [line for line in lines if line.kind == Target.Kind.REGISTERED]
    # The latest promise stands: going back to the first one after an amendment is an amendment too.
    agreed = {_place(line): line for line in lines if line.kind != Target.Kind.REGISTERED}
    fresh = [_kept(line, agreed.get(_place(line)), by, at) for line in registered]
    Target.objects.bulk_create([line for line in fresh if line is not None], batch_size=500)
    for participant in participants.values():
        if participant.campaign.has_pledge:
            signing.open_pledge(participant, by=by, at=at)


def _place(line):
    return line.participant_id, line.indicator_id


def _promise(line):
    return line.value, line.text, line.is_declined


def _kept(line, before, by, at):
    if before is not None and _promise(before) == _promise(line):
        return None
    return Target(
        participant_id=line.participant_id,
        indicator_id=line.indicator_id,
        kind=Target.Kind.AGREED if before is None else Target.Kind.AMENDED,
        value=line.value,
        text=line.text,
        is_declined=line.is_declined,
        reason=line.reason,
        by=by.user,
        at=at,
    )
