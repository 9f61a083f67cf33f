"""What does a body owe on a day, in a few counts with their words and addresses?

Whoever knows of duties registers a provider (upper apps in `AppConfig.ready`); each answers in a few queries whatever
the number of campaigns. What ended bodies left open to this one counts with it.
"""

from dataclasses import dataclass

from unions.models import Succession

_providers = []


@dataclass(frozen=True)
class Duty:
    """One count: "Bản đăng ký phải gửi", 2, "2 bản đăng ký phải gửi", and where it is done."""

    label: str
    count: int
    words: str
    url: str


def register(provider):
    """Let `provider(body, own, on)` be asked; it yields Duties. `own`: ids of the body and those it carries on for."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def duties_of(body, on):
    """What stands open at this body on the day `on`, for whoever comes into a post there; nothing of count 0."""
    own = _carried_on(body, on)
    return [each for provider in _providers for each in provider(body, own, on) if each.count]


def in_words(duties):
    """ "2 bản đăng ký phải gửi, 1 giao ước chờ ký": one line for a handover."""
    return ", ".join(each.words for each in duties)


def _carried_on(body, on):
    """Ids of the body and of the ended ones whose open duties have come to it."""
    found = frontier = {body.pk}
    while frontier:
        ended = Succession.objects.filter(new__in=frontier, on__lte=on, old__ended_on__lte=on)
        frontier = set(ended.order_by().values_list("old", flat=True)) - found
        found = found | frontier
    return found
