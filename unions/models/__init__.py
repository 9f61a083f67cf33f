"""Who takes part: bodies and their past, blocs, officers, and the ledger of what they did."""

from unions.models.blocs import Bloc, BlocMember
from unions.models.bodies import BodyFacts, BodyKind, Placement, Sector, Succession, UnionBody
from unions.models.ledger import LedgerEntry, LedgerHead
from unions.models.officers import Mandate, User

__all__ = [
    "Bloc",
    "BlocMember",
    "BodyFacts",
    "BodyKind",
    "LedgerEntry",
    "LedgerHead",
    "Mandate",
    "Placement",
    "Sector",
    "Succession",
    "UnionBody",
    "User",
]
