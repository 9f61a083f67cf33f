"""Is every decision about the tree kept, carried out on its day and once, with everything that hangs on the bodies?"""

from datetime import date

import pytest

from tests.cast import DAY, NOW
from tests.factories import BlocFactory, BodyFactory
from unions import as_of, changing
from unions.changing import accept, record_change, take, take_due, withdraw
from unions.ending import AlreadyEnded, LeftBehind
from unions.errors import ChangedMeanwhile, NotAllowed, OutOfScope
from unions.lifecycle import WrongState
from unions.models import BlocMember, LedgerEntry, Mandate, Placement, Succession, TreeChange, UnionBody
from unions.placing import CodeTaken, KindNotAllowed, TooEarly, WrongParent
from unions.reshaping import NotBelow, NothingLeft

pytestmark = pytest.mark.django_db
LATER = date(2025, 7, 1)
DECISION = {"decision_no": "12/QĐ-LĐLĐ", "decided_on": date(2021, 3, 1), "reason": "Sắp xếp tổ chức"}


@pytest.fixture
def beside(upper_union, kinds):
    return BodyFactory(
        code="may-tan-chau", name="CĐCS Công ty May Tân Châu", kind=kinds["cdcs"], parent=upper_union
    )


@pytest.fixture
def above(officer_of, province):
    """An officer of the province: may place everything below it."""
    return officer_of(province)


def decide(kind, by, /, *, effective_on=DAY, **plan):
    return record_change(kind, by=by, at=NOW, on=DAY, effective_on=effective_on, **DECISION, **plan)


def again(body):
    return UnionBody.objects.select_related("parent", "kind").get(pk=body.pk)


# Kind by kind ---------------------------------------------------------------------------------------------------------


def test_found(officer, upper_union, kinds):
    change = decide(
        "found",
        officer,
        name="CĐCS Trường THCS Lê Lợi",
        code="thcs-le-loi",
        kind=kinds["cdcs"],
        parent=upper_union,
    )
    body = UnionBody.objects.get(code="thcs-le-loi")
    assert (body.parent, body.founded_on, change.state) == (upper_union, DAY, "taken")
    assert [(part.body, part.part) for part in change.parts.all()] == [
        (upper_union, "receiver"),
        (body, "new"),
    ]


def test_rename_keeps_the_old_name_readable(officer, grassroots):
    decide(
        "rename",
        officer,
        body=grassroots,
        name="CĐCS Công ty May Thới Sơn",
        short_name="",
        code="may-thoi-son",
    )
    now = again(grassroots)
    assert (now.name, now.code) == ("CĐCS Công ty May Thới Sơn", "may-thoi-son")
    assert as_of.name_on(now, date(2021, 3, 9)) == ("CĐCS Công ty TNHH May Nhà Bàng", "", "may-nha-bang")
    assert as_of.name_on(now, DAY) == ("CĐCS Công ty May Thới Sơn", "", "may-thoi-son")
    assert UnionBody.objects.matching("thoi son").get() == now


def test_an_old_code_is_never_given_again(officer, grassroots, beside, upper_union, kinds):
    decide("rename", officer, body=grassroots, name="CĐCS Mới", code="moi")
    with pytest.raises(CodeTaken):
        decide("rename", officer, body=beside, name="CĐCS Khác", code="may-nha-bang")
    with pytest.raises(CodeTaken):
        decide(
            "found", officer, name="CĐCS Khác", code="may-nha-bang", kind=kinds["cdcs"], parent=upper_union
        )


def test_a_body_may_have_its_own_old_code_again(officer, grassroots):
    decide("rename", officer, body=grassroots, name="CĐCS Mới", code="moi")
    decide(
        "rename",
        officer,
        effective_on=date(2021, 4, 1),
        body=again(grassroots),
        name="CĐCS Cũ",
        code="may-nha-bang",
    )
    take_due(at=NOW, on=date(2021, 4, 1))
    assert again(grassroots).code == "may-nha-bang"
    assert as_of.name_on(again(grassroots), date(2021, 3, 20))[2] == "moi"


def test_move_takes_everything_below_along(above, upper_union, stranger, grassroots, kinds):
    kinds["huyen"].allowed_parents.add(kinds["huyen"])
    decide("move", above, body=upper_union, to=stranger)
    assert again(grassroots).path.startswith(again(stranger).path)
    assert as_of.parent_on(upper_union, date(2021, 3, 9)).code == "tinh-an-giang"
    assert as_of.parent_on(upper_union, DAY) == stranger


def test_transfer_of_many_in_one_decision(above, grassroots, beside, stranger):
    decide("transfer", above, bodies=[grassroots, beside], to=stranger)
    assert {again(body).parent for body in (grassroots, beside)} == {stranger}
    assert Placement.objects.filter(body__in=[grassroots, beside], until_on=DAY).count() == 2


def test_merger_into_an_existing_body(officer, grassroots, beside, chair_of):
    chair = chair_of(grassroots)
    bloc = BlocFactory(owner=grassroots.parent)
    BlocMember.objects.create(bloc=bloc, body=grassroots, from_on=date(2021, 1, 1))
    decide("merge", officer, bodies=[grassroots, beside], into=beside)
    ended = again(grassroots)
    assert (ended.state, ended.ended_on, again(beside).state) == ("merged", DAY, "active")
    assert Succession.objects.get().new == beside
    assert Mandate.objects.get(user=chair.user).until_on == DAY
    assert BlocMember.objects.get().until_on == DAY
    assert as_of.successors_of([ended], DAY) == {ended.pk: {beside.pk}}
    assert as_of.successors_of([ended], date(2021, 3, 9)) == {ended.pk: {ended.pk}}


def test_merger_into_a_new_body(officer, grassroots, beside, upper_union, kinds):
    new = {"name": "CĐCS Tổng công ty May", "code": "tong-may", "kind": kinds["cdcs"], "parent": upper_union}
    change = decide("merge", officer, bodies=[grassroots, beside], new=new)
    made = UnionBody.objects.get(code="tong-may")
    assert {again(body).state for body in (grassroots, beside)} == {"merged"}
    assert Succession.objects.filter(new=made, kind="merge").count() == 2
    assert change.parts.filter(part="new").get().body == made


def test_split_with_its_children(above, province, upper_union, grassroots, beside, kinds):
    parts = [
        {"name": "LĐLĐ thị xã A", "code": "thi-xa-a", "kind": kinds["huyen"], "bodies": [grassroots]},
        {"name": "LĐLĐ thị xã B", "code": "thi-xa-b", "kind": kinds["huyen"], "bodies": [beside]},
    ]
    decide("split", above, body=upper_union, parts=parts, keeps=False)
    assert again(upper_union).state == "ended"
    assert again(grassroots).parent.code == "thi-xa-a"
    assert again(beside).parent.code == "thi-xa-b"
    assert set(Succession.objects.values_list("new__code", flat=True)) == {"thi-xa-a", "thi-xa-b"}


def test_a_part_split_off_leaves_the_old_body_at_work(above, upper_union, grassroots, beside, kinds):
    part = {"name": "LĐLĐ thị xã A", "code": "thi-xa-a", "kind": kinds["huyen"], "bodies": [grassroots]}
    decide("split", above, body=upper_union, parts=[part], keeps=True)
    assert again(upper_union).state == "active"
    assert again(beside).parent == upper_union
    assert as_of.successors_of([upper_union], DAY) == {upper_union.pk: {upper_union.pk}}


def test_end_with_an_heir_and_dissolution_without(above, officer, upper_union, stranger, grassroots, beside):
    decide("dissolve", officer, bodies=[beside])
    assert (again(beside).state, Succession.objects.count()) == ("dissolved", 0)
    decide("end", above, bodies=[upper_union], to=stranger)
    assert again(upper_union).state == "ended"
    assert again(grassroots).parent == stranger
    assert Succession.objects.get().kind == "replace"


# What is refused ------------------------------------------------------------------------------------------------------


def test_nothing_is_left_under_nothing(above, upper_union, grassroots):
    with pytest.raises(
        LeftBehind, match="Còn 1 đơn vị đang hoạt động bên dưới, ví dụ CĐCS Công ty TNHH May Nhà Bàng"
    ):
        decide("end", above, bodies=[upper_union])
    assert again(upper_union).state == "active"
    assert TreeChange.objects.count() == LedgerEntry.objects.count() == 0


def test_what_has_ended_does_not_change_any_more(officer, grassroots, beside):
    decide("dissolve", officer, bodies=[beside])
    for kind, plan in (
        ("rename", {"body": again(beside), "name": "CĐCS Khác"}),
        ("dissolve", {"bodies": [again(beside)]}),
        ("merge", {"bodies": [grassroots], "into": again(beside)}),
    ):
        with pytest.raises(AlreadyEnded, match="đã giải thể từ 10/03/2021"):
            decide(kind, officer, **plan)


def test_what_is_not_there_yet_does_not_change(officer, upper_union, kinds):
    new = BodyFactory(kind=kinds["cdcs"], parent=upper_union, founded_on=date(2021, 6, 1))
    with pytest.raises(AlreadyEnded, match="chỉ có từ 01/06/2021"):
        decide("dissolve", officer, bodies=[new])


@pytest.mark.parametrize(
    ("kind", "plan"),
    [
        ("transfer", {"bodies": []}),
        ("dissolve", {"bodies": []}),
        ("split", {"parts": [], "keeps": True}),
        ("merge", {"bodies": []}),
    ],
)
def test_a_decision_about_nothing(above, upper_union, stranger, kind, plan):
    more = {"transfer": {"to": stranger}, "split": {"body": upper_union}, "merge": {"into": stranger}}
    with pytest.raises(NothingLeft):
        decide(kind, above, **plan, **more.get(kind, {}))


def test_circles_and_kinds(above, province, upper_union, grassroots, stranger, kinds):
    with pytest.raises(KindNotAllowed):
        decide("move", above, body=upper_union, to=stranger)
    kinds["huyen"].allowed_parents.add(kinds["huyen"])
    inner = BodyFactory(kind=kinds["huyen"], parent=upper_union)
    with pytest.raises(WrongParent):
        decide("move", above, body=upper_union, to=inner)
    kinds["huyen"].until_on = date(2025, 6, 30)
    kinds["huyen"].save()
    with pytest.raises(KindNotAllowed, match="không phải loại tổ chức có trong ngày 01/07/2025"):
        decide(
            "found",
            above,
            effective_on=LATER,
            name="LĐLĐ huyện Mới",
            code="moi",
            kind=kinds["huyen"],
            parent=province,
        )


def test_days_in_order(officer, above, grassroots, stranger, upper_union):
    decide("transfer", above, bodies=[grassroots], to=stranger)
    with pytest.raises(TooEarly, match="từ 10/03/2021: ngày chuyển phải sau đó"):
        decide("transfer", above, effective_on=date(2021, 2, 1), bodies=[again(grassroots)], to=upper_union)
    decide("rename", above, body=again(grassroots), name="CĐCS Tên Mới")
    with pytest.raises(TooEarly, match="tên khác"):
        decide("rename", above, effective_on=date(2021, 3, 2), body=again(grassroots), name="CĐCS Tên Giữa")


def test_only_children_are_handed_over(above, upper_union, stranger, kinds):
    foreign = BodyFactory(kind=kinds["cdcs"], parent=stranger)
    part = {"name": "LĐLĐ thị xã A", "code": "thi-xa-a", "kind": kinds["huyen"], "bodies": [foreign]}
    with pytest.raises(NotBelow):
        decide("split", above, body=upper_union, parts=[part], keeps=True)


@pytest.mark.parametrize("missing", [{"decision_no": " "}, {"reason": ""}])
def test_a_decision_has_a_number_and_a_reason(officer, grassroots, missing):
    words = {**DECISION, **missing}
    with pytest.raises(changing.NoDecision):
        record_change("dissolve", by=officer, at=NOW, on=DAY, effective_on=DAY, bodies=[grassroots], **words)


def test_a_decision_is_not_signed_tomorrow(officer, grassroots):
    words = {**DECISION, "decided_on": date(2021, 3, 11)}
    with pytest.raises(changing.DecidedLater):
        record_change("dissolve", by=officer, at=NOW, on=DAY, effective_on=DAY, bodies=[grassroots], **words)


# Who may --------------------------------------------------------------------------------------------------------------


def test_rights(officer, chair, stranger, officer_of, grassroots, upper_union, beside):
    with pytest.raises(NotAllowed):
        decide("rename", chair, body=grassroots, name="CĐCS Khác")
    with pytest.raises(OutOfScope):
        decide("dissolve", officer_of(stranger), bodies=[grassroots])
    with pytest.raises(NotAllowed):
        decide("end", officer, bodies=[upper_union], to=beside)


def test_an_heir_must_be_in_ones_hand_as_well(officer, grassroots, stranger, upper_union):
    with pytest.raises(OutOfScope):
        decide("dissolve", officer, bodies=[grassroots], to=stranger)
    decide("dissolve", officer, bodies=[grassroots], to=upper_union)
    assert Succession.objects.get().new == upper_union


def test_what_is_handed_to_another_union_waits_for_it(officer, officer_of, grassroots, stranger):
    change = decide("transfer", officer, bodies=[grassroots], to=stranger)
    assert (change.state, again(grassroots).parent.code) == ("offered", "huyen-tinh-bien")
    assert changing.waits_for("transfer", {"bodies": [grassroots], "to": stranger}, officer) == [stranger]
    with pytest.raises(OutOfScope):
        accept(change, by=officer, at=NOW, on=DAY)
    accept(change, by=officer_of(stranger), at=NOW, on=DAY)
    assert (change.state, again(grassroots).parent) == ("taken", stranger)
    sentences = list(LedgerEntry.objects.order_by("sequence").values_list("act", flat=True))
    assert sentences == ["changing.record_change", "changing.accept", "changing.take"]


def test_the_receiver_may_decline(officer, officer_of, grassroots, stranger):
    change = decide("transfer", officer, bodies=[grassroots], to=stranger)
    withdraw(change, by=officer_of(stranger), at=NOW, reason="Không đúng địa bàn")
    assert change.state == "withdrawn"
    with pytest.raises(WrongState):
        accept(change, by=officer_of(stranger), at=NOW, on=DAY)


def test_nobody_else_withdraws(officer, chair, grassroots):
    change = decide("dissolve", officer, effective_on=LATER, bodies=[grassroots])
    with pytest.raises(NotAllowed):
        withdraw(change, by=chair, at=NOW, reason="Không đồng ý")
    withdraw(change, by=officer, at=NOW, reason="Quyết định đã hủy")
    assert take_due(at=NOW, on=LATER) == []
    assert again(grassroots).state == "active"


# The days to come -----------------------------------------------------------------------------------------------------


def test_later_decisions_wait_for_their_day(officer, grassroots):
    change = decide("dissolve", officer, effective_on=LATER, bodies=[grassroots])
    assert (change.state, again(grassroots).state) == ("planned", "active")
    assert take_due(at=NOW, on=date(2025, 6, 30)) == []
    assert take_due(at=NOW, on=date(2025, 7, 4)) == [change]
    assert (again(grassroots).state, again(grassroots).ended_on) == ("dissolved", LATER)
    assert take_due(at=NOW, on=LATER) == []


def test_once_whoever_comes_first(officer, grassroots):
    change = decide("dissolve", officer, effective_on=LATER, bodies=[grassroots])
    other = TreeChange.objects.get()
    take(change, at=NOW, on=LATER)
    with pytest.raises(ChangedMeanwhile):
        take(other, at=NOW, on=LATER)


def test_a_worker_that_comes_second_goes_on_in_peace(officer, grassroots, beside, monkeypatch):
    first = decide("dissolve", officer, effective_on=LATER, bodies=[grassroots])
    second = decide("dissolve", officer, effective_on=LATER, bodies=[beside])
    stale = list(TreeChange.objects.due_on(LATER))
    take(first, at=NOW, on=LATER)
    monkeypatch.setattr(type(TreeChange.objects.all()), "due_on", lambda self, day: stale)
    assert take_due(at=NOW, on=LATER) == [second]


def test_decisions_are_tried_after_those_before_them(above, upper_union, grassroots, beside, kinds, province):
    """The district is split on the day on which one of its units ends: nobody is left behind."""
    decide("end", above, effective_on=LATER, bodies=[beside])
    part = {"name": "Công đoàn phường A", "code": "phuong-a", "kind": kinds["huyen"], "bodies": [grassroots]}
    more = {**part, "name": "Công đoàn phường B", "code": "phuong-b", "bodies": []}
    decide("split", above, effective_on=LATER, body=upper_union, parts=[part, more], keeps=False)
    with pytest.raises(CodeTaken):  # a code that a planned decision will take
        decide(
            "found",
            above,
            effective_on=LATER,
            name="Phường A",
            code="phuong-a",
            kind=kinds["huyen"],
            parent=province,
        )
    assert [change.state for change in take_due(at=NOW, on=LATER)] == ["taken", "taken"]
    assert again(grassroots).parent.code == "phuong-a"


def test_what_became_impossible_is_kept_with_its_reason(officer, grassroots):
    first = decide("dissolve", officer, effective_on=LATER, bodies=[grassroots])
    decide("dissolve", officer, bodies=[grassroots])
    assert take_due(at=NOW, on=LATER) == []
    first.refresh_from_db()
    assert first.state == "refused"
    assert first.failure.startswith("CĐCS Công ty TNHH May Nhà Bàng đã giải thể từ 10/03/2021")
    assert LedgerEntry.objects.filter(act="changing.refuse").exists()


def test_the_ledger_says_it_in_a_sentence(officer, grassroots, beside):
    decide("merge", officer, bodies=[grassroots, beside], into=beside)
    assert [entry.sentence for entry in LedgerEntry.objects.order_by("sequence")] == [
        f"{officer.name} ghi biến động: Sáp nhập CĐCS Công ty TNHH May Nhà Bàng vào CĐCS Công ty May Tân Châu, "
        "từ ngày 10/03/2021 theo quyết định 12/QĐ-LĐLĐ: Sắp xếp tổ chức",
        "Đã thực hiện: Sáp nhập CĐCS Công ty TNHH May Nhà Bàng vào CĐCS Công ty May Tân Châu, "
        "từ ngày 10/03/2021 theo quyết định 12/QĐ-LĐLĐ.",
    ]


def test_the_system_decides_too(system, grassroots, province):
    change = decide("dissolve", system, bodies=[grassroots])
    assert (change.decider, change.recorded_name) == (grassroots.parent, "Hệ thống")


def test_a_move_of_many_takes_a_few_statements(
    above, upper_union, stranger, kinds, django_assert_max_num_queries
):
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(30)]
    with django_assert_max_num_queries(75):
        decide("transfer", above, bodies=bodies, to=stranger)
    assert UnionBody.objects.filter(parent=stranger).count() == 30
