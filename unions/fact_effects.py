"""What does a figure change that is about to be stated – and what does it not, because it was frozen?

Whoever counts with figures of bodies registers a provider (upper apps in `AppConfig.ready`).
"""

from dataclasses import dataclass

_providers = []


@dataclass(frozen=True)
class Effect:
    """One sentence: "Phong trào X: mẫu số 46 → 48"; `is_frozen` where nothing will change."""

    sentence: str
    is_frozen: bool = False


def register(provider):
    """Let `provider(body, stated, by, today)` be asked; it yields Effects of a `stating.Stated` not yet written."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def effects_of(body, stated, by, today):
    """Effects of all providers on what `by` may see, those that change something first."""
    found = [each for provider in _providers for each in provider(body, stated, by, today)]
    return sorted(found, key=lambda each: each.is_frozen)
