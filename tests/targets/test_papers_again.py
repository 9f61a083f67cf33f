"""Is a plan that was printed read again as the same campaign, whatever it asks for?"""

from datetime import date, timedelta
from random import Random

import pytest

from emulation.models import Campaign
from tests.config.demo_papers import expected, read_again
from tests.counts import count
from tests.factories.campaigns import planned_campaign
from unions.quantities import SCALE, show

pytestmark = [pytest.mark.django_db, pytest.mark.prove("papers")]
FULL = 100
THEMES = (
    "Đoàn kết – sáng tạo – hiệu quả",
    "Vì lợi ích đoàn viên",
    "Công nhân thi đua, doanh nghiệp phát triển",
    "",
)
CONTENTS = (
    "Tuyên truyền, phổ biến pháp luật về lao động, công đoàn",
    "Chăm lo đời sống vật chất, tinh thần cho đoàn viên, người lao động",
    "Nâng cao chất lượng hoạt động của công đoàn cơ sở",
    "Hưởng ứng phong trào “Giỏi việc nước, đảm việc nhà”",
)
# kind, unit, statements: {} is where the comparator and the figure stand; without it the paper adds them.
SHARES = (
    ("unit_share", "CĐCS", "{} CĐCS tổ chức hội nghị người lao động"),
    ("unit_share", "doanh nghiệp", "{} doanh nghiệp ký kết thỏa ước lao động tập thể"),
    ("quantity_share", "đoàn viên", "{} đoàn viên được tuyên truyền, phổ biến nghị quyết"),
    ("quantity_share", "cán bộ công đoàn", "{} cán bộ công đoàn được tập huấn nghiệp vụ"),
)
COUNTS = (
    ("đoàn viên", "Phát triển {} đoàn viên"),
    ("đoàn viên", "Giới thiệu {} đoàn viên ưu tú cho Đảng"),
    ("nhà", "Hỗ trợ {} nhà Mái ấm công đoàn"),
    ("đoàn viên", "Phát triển đoàn viên mới"),
    ("CĐCS", "Thành lập mới công đoàn cơ sở"),
    ("suất quà", "Tặng quà đoàn viên khó khăn dịp Tết"),
)
ZEROS = ("Không để xảy ra tai nạn lao động chết người", "Không để xảy ra đình công, lãn công trái pháp luật")


def share(random):
    kind, unit, words = random.choice(SHARES)
    comparator = random.choice(("gt", "ge", "all"))
    value = None if comparator == "all" else random.choice((60, 75, 80, 85, 90, 95)) * SCALE
    figure = {"gt": "Trên {}%", "ge": "Từ {}% trở lên", "all": "100%"}[comparator].format(
        value and show(value)
    )
    words = words.format(figure)
    return {"statement": words, "kind": kind, "comparator": comparator, "value": value, "unit": unit}


def number(random):
    unit, words = random.choice(COUNTS)
    comparator = random.choice(("gt", "ge"))
    value = random.choice((12, 30, 80, 150, 1_000, 1_500)) * SCALE
    words = words.format(f"trên {show(value)}" if comparator == "gt" else show(value))
    return {"statement": words, "kind": "count", "comparator": comparator, "value": value, "unit": unit}


def zero(random):
    return {"statement": random.choice(ZEROS), "kind": "zero", "unit": "vụ"}


def phases(random):
    """One to four, one after the other through the year."""
    many = random.randint(1, 4)
    cuts = sorted(random.sample(range(30, 330), many - 1))
    first = date(2021, 1, 1)
    days = [first, *(first + timedelta(days=each) for each in cuts), date(2022, 1, 1)]
    word = random.choice(("Đợt", "Giai đoạn"))
    rows = []
    for place in range(many):
        theme = random.choice(THEMES)
        last = days[place + 1] - timedelta(days=1)
        row = {"number": place + 1, "name": f"{word} {place + 1}", "theme": theme}
        rows.append(row | {"starts_on": days[place], "ends_on": last})
    return word.lower(), rows


@pytest.fixture
def campaign_of(upper_union, officer, grassroots):
    def make(seed):
        random = Random(seed)
        rows = [random.choice((share, number, number, zero))(random) for _ in range(random.randint(1, 8))]
        # The same aim twice is one to every reader.
        rows = list({row["statement"].split()[-1] + row["kind"]: row for row in rows}.values())
        word, dated = phases(random)
        return planned_campaign(
            upper_union,
            officer,
            [grassroots],
            indicators=rows,
            phases=dated,
            code=f"lai-{seed}",
            phase_word=word,
            theme=random.choice(THEMES),
            launch_on=date(2021, 1, 15),
        )

    return make


def test_random_campaigns_come_back(campaign_of, measured):
    wrong = []
    for seed in range(count(FULL)):
        campaign = Campaign.objects.select_related("organiser__kind").get(pk=campaign_of(seed).pk)
        if read_again(campaign) != expected(campaign):
            wrong.append((seed, read_again(campaign), expected(campaign)))
    measured(papers_read_again=count(FULL), papers_read_wrong=len(wrong))
    assert wrong == []
