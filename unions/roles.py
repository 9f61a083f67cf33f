"""Which role may do what, and how far its hand reaches: data, no logic."""

from enum import Enum, StrEnum

from django.db import models


class Role(models.TextChoices):
    CHAIR = "chair", "Chủ tịch công đoàn cơ sở"
    OFFICER = "officer", "Chuyên viên"
    LEADER = "leader", "Lãnh đạo"
    CLERK = "clerk", "Văn thư"
    AUDITOR = "auditor", "Ủy ban Kiểm tra"
    ADMINISTRATOR = "administrator", "Quản trị"


class Ability(StrEnum):
    READ = "read"  # see the body's campaigns, registrations, results
    PLAN = "plan"  # write campaigns in the body's name
    LAUNCH = "launch"
    ASSIGN = "assign"
    REGISTER = "register"
    ENTER_FOR = "enter_for"  # nhập hộ: enter on behalf of a body below
    APPROVE = "approve"
    SIGN = "sign"
    DECLARE = "declare"
    VERIFY = "verify"
    SUMMARISE = "summarise"
    PLACE = "place"  # found, move, end bodies; form blocs
    DEFINE = "define"  # say which kinds and sectors there are, for the whole installation
    APPOINT = "appoint"
    AUDIT = "audit"  # read the ledger


class Reach(Enum):
    """From the body of the mandate: itself, only what lies below it, or both."""

    OWN = "own"
    BELOW = "below"
    BOTH = "both"


# Nobody approves or verifies their own body (DOMAIN §8): those abilities reach only below.
ABILITIES: dict[str, dict[Ability, Reach]] = {
    Role.CHAIR: {
        Ability.READ: Reach.BOTH,
        Ability.REGISTER: Reach.OWN,
        Ability.SIGN: Reach.OWN,
        Ability.DECLARE: Reach.OWN,
    },
    Role.OFFICER: {
        Ability.READ: Reach.BOTH,
        Ability.PLAN: Reach.OWN,
        Ability.LAUNCH: Reach.OWN,
        Ability.ASSIGN: Reach.BELOW,
        Ability.REGISTER: Reach.OWN,
        Ability.DECLARE: Reach.OWN,
        Ability.ENTER_FOR: Reach.BELOW,
        Ability.APPROVE: Reach.BELOW,
        Ability.VERIFY: Reach.BELOW,
        Ability.SUMMARISE: Reach.BOTH,
        Ability.PLACE: Reach.BELOW,
        Ability.APPOINT: Reach.BELOW,
        Ability.AUDIT: Reach.BOTH,
    },
    Role.LEADER: {
        Ability.READ: Reach.BOTH,
        Ability.LAUNCH: Reach.OWN,
        Ability.SIGN: Reach.OWN,
        Ability.APPROVE: Reach.BELOW,
        Ability.VERIFY: Reach.BELOW,
        Ability.SUMMARISE: Reach.BOTH,
        Ability.AUDIT: Reach.BOTH,
    },
    Role.CLERK: {Ability.READ: Reach.BOTH},
    Role.AUDITOR: {Ability.READ: Reach.BOTH, Ability.SUMMARISE: Reach.BOTH, Ability.AUDIT: Reach.BOTH},
    Role.ADMINISTRATOR: {
        Ability.READ: Reach.BOTH,
        Ability.PLACE: Reach.BOTH,
        Ability.DEFINE: Reach.BOTH,
        Ability.APPOINT: Reach.BOTH,
        Ability.AUDIT: Reach.BOTH,
    },
}

# How high a role stands among those who grant (docs/decisions/0008): at one's own body one gives what stands lower,
# further down also what stands as high as oneself. Only roles with APPOINT give anything at all.
RANKS: dict[str, int] = {
    Role.ADMINISTRATOR: 3,
    Role.OFFICER: 2,
    Role.LEADER: 2,
    Role.AUDITOR: 1,
    Role.CLERK: 1,
    Role.CHAIR: 1,
}
# Posts in which somebody else may act; none of them gives posts, so no right to grant is ever passed on.
DELEGABLE = (Role.LEADER, Role.CHAIR)

# Who to name when somebody inside the tree lacks the right: the post that has it (UX §2).
HOLDERS: dict[Ability, str] = {
    Ability.READ: "cán bộ của đơn vị này hoặc công đoàn cấp trên",
    Ability.PLAN: "chuyên viên của công đoàn tổ chức phong trào",
    Ability.LAUNCH: "chuyên viên hoặc lãnh đạo công đoàn tổ chức phong trào",
    Ability.ASSIGN: "chuyên viên công đoàn cấp trên",
    Ability.REGISTER: "chủ tịch của chính công đoàn đó",
    Ability.ENTER_FOR: "chuyên viên công đoàn cấp trên",
    Ability.APPROVE: "chuyên viên hoặc lãnh đạo công đoàn cấp trên",
    Ability.SIGN: "chủ tịch của chính công đoàn đó",
    Ability.DECLARE: "chủ tịch của chính công đoàn đó",
    Ability.VERIFY: "chuyên viên hoặc lãnh đạo công đoàn cấp trên",
    Ability.SUMMARISE: "lãnh đạo hoặc chuyên viên của công đoàn tổ chức phong trào",
    Ability.PLACE: "cán bộ tổ chức của công đoàn cấp trên",
    Ability.DEFINE: "quản trị hệ thống",
    Ability.APPOINT: "cán bộ tổ chức của công đoàn cấp trên",
    Ability.AUDIT: "lãnh đạo, chuyên viên hoặc Ủy ban Kiểm tra",
}
