"""What are the states of a unit called in the tables, and in which tone are they written?"""

REGISTRATION = {
    "draft": ("Chưa gửi", "bad"),
    "submitted": ("Chờ duyệt", "warn"),
    "returned": ("Trả lại", "bad"),
    "approved": ("Đã duyệt", "ok"),
}
RESULT = {
    "open": ("Chưa gửi", "bad"),
    "declared": ("Chờ duyệt", "warn"),
    "returned": ("Trả lại", "bad"),
    "verified": ("Đã duyệt", "ok"),
}
PLEDGE = {
    "none": ("–", "soft"),  # the campaign has no pledge
    "unsigned": ("Chưa ký", "bad"),
    "absent": ("Vắng", "bad"),
    "excused": ("Vắng có lý do", "soft"),
    "added": ("Ký bổ sung", "warn"),
    "signed": ("Đã ký", "ok"),
}
