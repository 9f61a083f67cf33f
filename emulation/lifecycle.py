"""From draft to closed: how does a campaign move?"""

from unions.lifecycle import Lifecycle

DRAFT, PROPOSED, RUNNING, CLOSED, DISCARDED, CANCELLED = (
    "draft",
    "proposed",
    "running",
    "closed",
    "discarded",
    "cancelled",
)

CAMPAIGN_LABELS = {
    DRAFT: "Nháp",
    PROPOSED: "Chờ duyệt",
    RUNNING: "Đang diễn ra",
    CLOSED: "Đã kết thúc",
    DISCARDED: "Đã bỏ",
    CANCELLED: "Đã hủy",
}

CAMPAIGN = Lifecycle(
    "campaign",
    {
        DRAFT: {"launch": RUNNING, "propose": PROPOSED, "discard": DISCARDED},
        PROPOSED: {"launch": RUNNING, "send_back": DRAFT},
        RUNNING: {"close": CLOSED, "cancel": CANCELLED},
        CLOSED: {"reopen": RUNNING},
        DISCARDED: {},
        CANCELLED: {},
    },
)
