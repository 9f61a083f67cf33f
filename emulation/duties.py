"""Which campaigns keep a body busy: those it takes part in, those it runs itself, those it is still writing?"""

from django.urls import reverse

from emulation.models import Campaign, Participant
from unions.duties import Duty


def of_campaigns(body, own, on):
    running = Campaign.objects.running()
    staying = Participant.objects.filter(body__in=own, campaign__in=running).staying()
    joined = staying.order_by().values("campaign").distinct().count()
    organised = running.filter(organiser__in=own).count()
    drafted = Campaign.objects.in_the_making().filter(organiser__in=own).count()
    url = reverse("campaign_list")
    yield Duty("Phong trào đang tham gia", joined, f"{joined} phong trào đang tham gia", url)
    yield Duty(
        "Phong trào do đơn vị tổ chức",
        organised,
        f"{organised} phong trào đang diễn ra do đơn vị tổ chức",
        url,
    )
    yield Duty("Kế hoạch đang soạn", drafted, f"{drafted} kế hoạch đang soạn", url)
