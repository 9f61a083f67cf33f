"""How do registrations, pledges and results move, and what is each state called?"""

from unions.lifecycle import Lifecycle

REGISTRATION_LABELS = {
    "draft": "Chưa gửi",
    "submitted": "Chờ duyệt",
    "returned": "Trả lại",
    "approved": "Đã duyệt",
}

REGISTRATION = Lifecycle(
    "registration",
    {
        "draft": {"submit": "submitted"},
        "submitted": {"approve": "approved", "send_back": "returned"},
        "returned": {"submit": "submitted"},
        "approved": {"amend": "draft"},
    },
)

PLEDGE_LABELS = {
    "drafted": "Đang soạn",
    "signing": "Đang ký",
    "signed": "Đã ký",
    "superseded": "Đã được thay thế",
}

PLEDGE = Lifecycle(
    "pledge",
    {
        "drafted": {"open": "signing"},
        "signing": {"complete": "signed", "withdraw": "drafted"},
        "signed": {"supersede": "superseded"},
        "superseded": {},
    },
)

RESULT_LABELS = {
    "open": "Chưa gửi",
    "declared": "Chờ duyệt",
    "returned": "Trả lại",
    "verified": "Đã duyệt",
}

RESULT = Lifecycle(
    "result",
    {
        "open": {"declare": "declared"},
        "declared": {"verify": "verified", "send_back": "returned"},
        "returned": {"declare": "declared"},
        "verified": {},
    },
)
