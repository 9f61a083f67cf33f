"""Who takes part: bodies and their past, blocs, officers, and the ledger of what they did."""

from unions.models.blocs import Bloc, BlocMember
from unions.models.bodies import BodyFacts, BodyKind, PastName, Placement, Sector, Succession, UnionBody
from unions.models.changes import ChangedBody, TreeChange
from unions.models.imports import BodyImport, ImportMapping
from unions.models.invite_lists import InviteList
from unions.models.ledger import LedgerEntry, LedgerHead
from unions.models.officers import Invitation, Mandate, Notice, User
from unions.models.saved_lists import SavedList
from unions.models.sign_ins import Session, WrongCode

__all__ = [
    "Bloc",
    "BlocMember",
    "BodyFacts",
    "BodyImport",
    "BodyKind",
    "ChangedBody",
    "ImportMapping",
    "Invitation",
    "InviteList",
    "LedgerEntry",
    "LedgerHead",
    "Mandate",
    "Notice",
    "PastName",
    "Placement",
    "SavedList",
    "Sector",
    "Session",
    "Succession",
    "TreeChange",
    "UnionBody",
    "User",
    "WrongCode",
]
