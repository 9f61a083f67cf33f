"""Which phases of a body's own campaigns are over and have no summary yet?"""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from emulation.models import Phase
from reports.models import SummaryReport
from unions.duties import Duty


def of_summaries(body, own, on):
    over = Phase.objects.filter(campaign__organiser__in=own, campaign__state="running", ends_on__lt=on)
    told = SummaryReport.objects.ready().filter(phase=OuterRef("pk"))
    count = over.filter(~Exists(told)).count()
    yield Duty(
        "Giai đoạn chưa tổng hợp",
        count,
        f"{count} giai đoạn đã kết thúc chưa có bảng tổng hợp",
        reverse("overview_list"),
    )
