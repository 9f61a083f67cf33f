"""An Giang, 01/7/2025: district unions end, unions of communes arise. Planted as decisions of the future.

Recorded on the demo's day, carried out on their own; who looks at the demo later meets the tree after it. The communes
are real, the grassroots unions and their numbers invented, as everything of S0.
"""

from datetime import date

from config.demo.s0_units import UNITS
from config.demo.world import World, moment
from emulation.closing import close
from emulation.models import Campaign
from unions import changing
from unions.access import Access
from unions.models import Mandate, TreeChange, UnionBody, User

DISTRICT, CAMPAIGN = "huyen-tinh-bien", "tinh-bien-2021"
DAY = date(2025, 7, 1)
CLOSED = moment("2022-01-28", "16:00")
END_NO, SPLIT_NO = "186/QĐ-LĐLĐ", "187/QĐ-LĐLĐ"
REASON = "Sắp xếp tổ chức công đoàn theo đơn vị hành chính hai cấp (số liệu mẫu)."
COMMUNES = {
    # code: name, short name, username stem, grassroots unions handed over
    "phuong-tinh-bien": (
        "Công đoàn phường Tịnh Biên",
        "CĐ phường Tịnh Biên",
        "phuongtinhbien",
        "y-te ngan-hang minh-loc van-tai-tan-tien cho-bien-gioi buu-dien thcs-le-loi gdnn-gdtx",
    ),
    "phuong-thoi-son": (
        "Công đoàn phường Thới Sơn",
        "CĐ phường Thới Sơn",
        "phuongthoison",
        "may-nha-bang dien-luc tieu-thu-cong-so-1 vat-lieu-thanh-cong thpt-nguyen-trai mau-giao-hoa-sen",
    ),
    "phuong-chi-lang": (
        "Công đoàn phường Chi Lăng",
        "CĐ phường Chi Lăng",
        "phuongchilang",
        "luong-thuc-dong-phat htx-tan-hoa htx-van-tai thcs-tran-quoc-toan tieu-hoc-kim-dong",
    ),
    "xa-nui-cam": (
        "Công đoàn xã Núi Cấm",
        "CĐ xã Núi Cấm",
        "xanuicam",
        "khai-thac-da-tan-son dich-vu-du-lich du-lich-nui-cam tieu-hoc-phu-loc",
    ),
}
# Printed when the demo's day is after the change: role, username, whose desk it opens.
ACCOUNTS = [
    ("Chuyên viên", "chuyenvien.phuongthoison", "CĐ phường Thới Sơn"),
    ("Lãnh đạo", "lanhdao.phuongthoison", "CĐ phường Thới Sơn"),
    ("Chuyên viên", "chuyenvien.angiang", "LĐLĐ tỉnh An Giang"),
    ("Lãnh đạo", "lanhdao.angiang", "LĐLĐ tỉnh An Giang"),
]


def offices():
    """Codes of the grassroots unions in State offices: they end, as everywhere in 2025."""
    handed = {code for *_, codes in COMMUNES.values() for code in codes.split()}
    return [unit["code"] for unit in UNITS if unit["code"] not in handed]


def build(today):
    """Plant the decisions once; when their day has come, carry them out and seat the new offices."""
    if not TreeChange.objects.filter(decision_no=SPLIT_NO).exists():
        _plant()
    if today >= DAY and not UnionBody.objects.filter(code__in=COMMUNES).exists():
        _carry_out()


def _plant():
    world = World(started="2021-05-03", places=1000)
    district = UnionBody.objects.select_related("parent", "kind").get(code=DISTRICT)
    world.kinds["cdcs"].allowed_parents.add(world.kinds["xa"])  # installations built before that level arose
    bodies = UnionBody.objects.filter(parent=district).in_bulk(field_name="code")
    decision = {"by": world.by, "at": world.at, "on": world.on, "effective_on": DAY, "reason": REASON}
    changing.record_change(
        "end",
        decision_no=END_NO,
        decided_on=world.on,
        bodies=[bodies[code] for code in offices()],
        **decision,
    )
    parts = [
        {
            "name": name,
            "short_name": short_name,
            "code": code,
            "kind": world.kinds["xa"],
            "parent": district.parent,
            "bodies": [bodies[unit] for unit in units.split()],
        }
        for code, (name, short_name, _, units) in COMMUNES.items()
    ]
    changing.record_change(
        "split",
        decision_no=SPLIT_NO,
        decided_on=world.on,
        body=district,
        parts=parts,
        keeps=False,
        **decision,
    )


def _carry_out():
    """What happened between the demo's first day and now: the campaign was closed, the decisions took effect."""
    campaign = Campaign.objects.select_related("organiser").get(code=CAMPAIGN)
    if campaign.state == "running":
        leader = Access(User.objects.get(username="lanhdao.tinhbien"), CLOSED.date())
        close(campaign, by=leader, at=CLOSED)
    changing.take_due(at=moment(f"{DAY}", "00:05"), on=DAY)
    world = World(started=f"{DAY}", places=1100)
    bodies = UnionBody.objects.in_bulk(list(COMMUNES), field_name="code")
    for code, body in bodies.items():
        world.seat_office(body, COMMUNES[code][2], on=DAY, source=Mandate.Source.APPOINTED)
