"""The smallest legal rows. Anything past its first state is built by calling the acts, never here."""

from tests.factories.people import MandateFactory, UserFactory
from tests.factories.unions import BlocFactory, BodyFactory, BodyKindFactory, SectorFactory

__all__ = [
    "BlocFactory",
    "BodyFactory",
    "BodyKindFactory",
    "MandateFactory",
    "SectorFactory",
    "UserFactory",
]
