"""Which campaigns does a change of the tree touch?"""

from emulation.models import Campaign, Participant
from unions.impact import Impact


def of_campaigns(bodies, on):
    """Running campaigns these bodies take part in, and those they organise themselves."""
    running = Campaign.objects.running()
    staying = Participant.objects.filter(body__in=bodies, campaign__in=running).staying()
    joined = staying.order_by().values("campaign").distinct().count()
    organised = running.filter(organiser__in=bodies).count()
    yield Impact(
        "Phong trào đang tham gia",
        joined,
        f"{joined} phong trào",
        "Đơn vị còn hoạt động vẫn làm tiếp; đăng ký, chỉ tiêu, kết quả ở nguyên đơn vị ấy.",
    )
    yield Impact(
        "Phong trào do chính đơn vị tổ chức",
        organised,
        f"{organised} phong trào do đơn vị tổ chức",
        "Giữ nguyên tên đơn vị tổ chức lúc phát động; công đoàn cấp trên vẫn xem và tổng hợp được.",
    )
