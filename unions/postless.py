"""What does somebody read who is signed in and holds no post today?"""

from django.db.models import F

BEFORE = "Đồng chí hiện không giữ chức vụ nào"
ASK = "Nếu chưa đúng, đồng chí báo công đoàn cấp trên."


def sentence_for(user, day):
    """Why nothing is to be done here: the post ended, begins later, or waits for a second person."""
    posts = user.mandates.meant().select_related("body__kind")
    if coming := posts.filter(awaits_second=True).order_by("from_on").first():
        return f"Chức vụ {_named(coming)} đang chờ người thứ hai xác nhận. Xác nhận xong, việc hiện ở đây."
    if coming := posts.filter(from_on__gt=day).order_by("from_on").first():
        return f"Đồng chí giữ chức vụ {_named(coming)} từ ngày {coming.from_on:%d/%m/%Y}."
    last = posts.order_by(F("until_on").desc(nulls_last=True)).first()
    if last is None:
        return f"{BEFORE}. {ASK}"
    why = " khi đơn vị kết thúc hoạt động" if last.body.ended_on == last.until_on else ""
    return f"{BEFORE}. Chức vụ gần nhất: {_named(last)}, thôi từ ngày {last.until_on:%d/%m/%Y}{why}. {ASK}"


def _named(mandate):
    return f"{mandate.post}, {mandate.body.label}"
