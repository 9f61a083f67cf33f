"""What does a body owe on a day, in a few counts with their words and addresses?

Whoever knows of duties registers a provider (upper apps in `AppConfig.ready`); each answers in a few queries whatever
the number of campaigns.
"""

from dataclasses import dataclass

_providers = []


@dataclass(frozen=True)
class Duty:
    """One count: "Bản đăng ký phải gửi", 2, "2 bản đăng ký phải gửi", where to do it."""

    label: str
    count: int
    words: str
    url: str = ""


def register(provider):
    """Let `provider(body, on)` be asked; it yields Duties."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def duties_of(body, on):
    """What stands open at this body on the day `on`, for whoever comes into a post there; nothing of count 0."""
    return [each for provider in _providers for each in provider(body, on) if each.count]


def in_words(duties):
    """ "2 bản đăng ký phải gửi, 1 giao ước chờ ký": one line for a handover."""
    return ", ".join(each.words for each in duties)
