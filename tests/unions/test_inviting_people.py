"""Does an office's list of chairs become accounts and posts: seen before, whole or not at all, nothing twice?"""

from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import DAY, NOW
from tests.counts import count
from tests.factories import BodyFactory, MandateFactory, UserFactory
from tests.unions.test_people_columns import book_of
from unions import placing, slips
from unions.enrolling import propose_names
from unions.errors import NotAllowed, OutOfScope
from unions.inviting_people import HAND_OVER, HasProblems, NothingNew, foresee, take
from unions.models import BodyKind, LedgerEntry, Mandate, UnionBody, User
from unions.people_columns import read_list
from unions.people_matching import role_of
from unions.roles import Role

pytestmark = pytest.mark.django_db
HEAD = ["Mã đơn vị", "Đơn vị", "Họ và tên", "Chức vụ", "Điện thoại", "Email"]


@pytest.fixture
def units(upper_union, kinds):
    names = {"an-hao": "CĐCS xã An Hảo", "vinh-trung": "CĐCS xã Vĩnh Trung"}
    return {
        code: BodyFactory(code=code, name=name, kind=kinds["cdcs"], parent=upper_union)
        for code, name in names.items()
    }


@pytest.fixture
def look(officer, upper_union, grassroots, units):
    def foreseen(*rows, by=officer, under=upper_union, answers=None):
        return foresee(read_list(book_of(HEAD, *rows)), under=under, by=by, on=DAY, answers=answers)

    return foreseen


@pytest.fixture
def bring(look, officer, upper_union):
    return lambda *rows, **more: take(look(*rows, **more), under=upper_union, by=officer, at=NOW, on=DAY)


def outcomes(found):
    return [plan.outcome for plan in found.plans]


def problems(found):
    return [(each.cell, each.reason) for each in found.problems]


ROWS = [
    ["may-nha-bang", None, "Nguyễn Thị Út", "Chủ tịch", "0912 000 111", "UT@may.vn"],
    [None, "CĐCS xã An Hảo", "Trần Văn Đức", None, 913000222],
    [None, "xa Vinh Trung", "Lê Văn Tám", "Phó Chủ tịch"],
]


def test_a_list_becomes_accounts_and_posts(bring, grassroots, officer):
    made = bring(*ROWS[:2])
    assert [(each.user.username, each.post, each.role, each.from_on) for each in made] == [
        ("may-nha-bang", "Chủ tịch", Role.CHAIR, DAY),
        ("an-hao", "Chủ tịch", Role.CHAIR, DAY),
    ]
    ut, duc = (each.user for each in made)
    assert (ut.full_name, ut.phone_key, ut.email) == ("Nguyễn Thị Út", "0912000111", "ut@may.vn")
    assert (duc.phone, duc.has_usable_password()) == ("0913000222", False)
    told = [entry.sentence for entry in LedgerEntry.objects.filter(body=grassroots).order_by("sequence")]
    assert told == [
        f"{officer.name} mở tài khoản cho Nguyễn Thị Út.",
        f"{officer.name} ghi Nguyễn Thị Út là Chủ tịch (Chủ tịch công đoàn cơ sở) của {grassroots.label} "
        "từ 10/03/2021.",
    ]


def test_the_same_list_again_changes_nothing(bring, look):
    bring(*ROWS[:2])
    people, lines = User.objects.count(), LedgerEntry.objects.count()
    assert outcomes(look(*ROWS[:2])) == ["held", "held"]
    with pytest.raises(NothingNew):
        bring(*ROWS[:2])
    assert (User.objects.count(), LedgerEntry.objects.count()) == (people, lines)


def test_deputies_of_a_grassroots_union_are_left_out_and_said_so(look, upper_union):
    listed = read_list(book_of(HEAD, [None, "CĐCS xã Vĩnh Trung", "Lê Văn Tám", "Phó Chủ tịch"]))
    found = look(*[[None, "CĐCS xã Vĩnh Trung", "Lê Văn Tám", "Phó Chủ tịch"]])
    assert len(listed.rows) == 1
    assert (found.plans, found.notes) == (
        [],
        ["1 dòng không phải chủ tịch công đoàn cơ sở: bỏ qua (dòng 2)."],
    )


@pytest.mark.parametrize(
    ("words", "is_chair"),
    [
        ("", True), ("Chủ tịch", True), ("Q. Chủ tịch CĐCS", True), ("Hiệu trưởng, Chủ tịch CĐ", True), ("CT", True),
        ("Phó Chủ tịch", False), ("P. Chủ tịch", False), ("PCT", False), ("Nguyên Chủ tịch", False), ("Ủy viên", False),
    ],
)  # fmt: skip
def test_who_is_the_chair_of_a_grassroots_union(words, is_chair):
    body = UnionBody(kind=BodyKind(is_grassroots=True))
    assert (role_of(words, body)[0] == Role.CHAIR) is is_chair


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Phó Chủ tịch", Role.LEADER), ("Chuyên viên", Role.OFFICER), ("Văn thư", Role.CLERK), ("Tạp vụ", ""),
        ("Chủ nhiệm UBKT", Role.AUDITOR), ("", ""),
    ],
)  # fmt: skip
def test_roles_at_a_union_above_the_grassroots(words, role):
    assert role_of(words, UnionBody(kind=BodyKind()))[0] == role


def test_a_number_that_differs_is_told_and_a_closed_account_is_not_used(look, units):
    kept = MandateFactory(body=units["an-hao"], user=UserFactory(full_name="Trần Văn Đức", phone="")).user
    row = ["an-hao", None, "Trần Văn Đức", "Chủ tịch", "0913 000 222"]
    found = look(row)
    assert (outcomes(found), found.notes) == (
        ["held"], ["C2: Trần Văn Đức chưa ghi số điện thoại; sửa ở trang của người ấy."]
    )  # fmt: skip
    User.objects.filter(pk=kept.pk).update(is_active=False)
    assert problems(look(row)) == [("C2", "Tài khoản của Trần Văn Đức đã ngừng dùng.")]


def test_a_known_person_gets_one_more_post(bring, look, units):
    """By the telephone and the name; one account, two posts."""
    known = MandateFactory(
        body=units["an-hao"], user=UserFactory(full_name="Trần Văn Đức", phone="+84 913 000 222")
    ).user
    row = ["vinh-trung", None, "TRẦN VĂN ĐỨC", "Chủ tịch", "0913.000.222"]
    assert outcomes(look(row)) == ["posted"]
    assert bring(row)[0].user == known
    new = [
        ["may-nha-bang", None, "Hồ Thị Mơ", "Chủ tịch", "0909 000 001"],
        ["huyen-tinh-bien", None, "Hồ Thị Mơ", "Chủ tịch", "0909 000 001"],
    ]
    assert problems(look(*new)) == [
        ("D3", "Đồng chí không cấp được vai trò Lãnh đạo ở LĐLĐ huyện Tịnh Biên.")
    ]


def test_an_address_of_many_belongs_to_none(bring, look):
    UserFactory(email="cu@may.vn")
    rows = [
        ["may-nha-bang", None, "Nguyễn Thị Út", None, None, "vp@congdoan.vn"],
        ["an-hao", None, "Trần Văn Đức", None, None, "VP@congdoan.vn"],
        ["vinh-trung", None, "Lê Văn Tám", None, None, "cu@may.vn"],
    ]
    assert look(*rows).notes[2] == "Thư điện tử cu@may.vn (dòng 4) không riêng của một người: để trống."
    assert {each.user.email for each in bring(*rows)} == {""}


def test_two_rows_of_one_new_person_open_one_account(bring):
    rows = [["may-nha-bang", None, "Hồ Thị Mơ", None, "0909 000 001"]]
    made = bring(*rows, ["an-hao", None, "Hồ Thị Mơ", None, "0909000001"])
    assert len({each.user_id for each in made}) == 1
    assert [each.body.code for each in made] == ["may-nha-bang", "an-hao"]


def test_a_post_that_is_held_is_handed_over_only_when_said(bring, look, units):
    old = MandateFactory(body=units["an-hao"], user=UserFactory(username="an-hao", phone=""))
    row = ["an-hao", None, "Trần Văn Đức", "Chủ tịch", "0913 000 222"]
    found = look(row)
    assert (outcomes(found), found.plans[0].holder, found.plans[0].username) == (["asks"], old, "")
    with pytest.raises(NothingNew):
        bring(row)
    new = bring(row, answers={"DS!2": HAND_OVER})[0]
    old.refresh_from_db()
    assert (old.until_on, new.from_on, new.user.username) == (DAY, DAY, "tran-van-duc")
    assert Mandate.objects.holding_on(DAY).get(body=units["an-hao"]) == new


def test_what_is_wrong_is_named_by_its_cell_and_nothing_is_written(look, bring, units, kinds, upper_union):
    BodyFactory(code="an-hao-2", name="CĐCS xã An Hảo", kind=kinds["cdcs"], parent=upper_union)
    MandateFactory(body=units["vinh-trung"], user=UserFactory(full_name="Võ Thị Sáu", phone="0908 111 222"))
    rows = [
        [None, "CĐCS xã An Hảo", "Trần Văn Đức"],
        [None, "CĐCS Không Có", "Trần Văn Năm"],
        ["may-nha-bang", None, "Phan Văn Bảy", None, "12345"],
        ["an-hao", None, "Phan Văn Chín", None, "0908 111 222"],
        ["may-nha-bang", None, "Đỗ Văn A", None, "0909 123 123"],
        ["may-nha-bang", None, "Đỗ Văn B", None, "0909 123 123"],
    ]
    found = look(*rows)
    assert problems(found) == [
        ("B2", "Có 2 đơn vị tên “CĐCS xã An Hảo”."),
        ("B3", "Không có đơn vị “CĐCS Không Có” dưới LĐLĐ huyện Tịnh Biên."),
        ("E4", "“12345” không phải số điện thoại."),
        ("E5", "Số điện thoại này là của Võ Thị Sáu, tệp ghi Phan Văn Chín."),
        ("C7", "Số điện thoại này đã ghi cho Đỗ Văn A ở dòng 6."),
    ]
    assert all(each.suggestion for each in found.problems)
    with pytest.raises(HasProblems):
        bring(*rows)
    assert not User.objects.filter(full_name="Đỗ Văn A").exists()


def test_people_out_of_sight_are_never_named(look, stranger):
    MandateFactory(body=stranger, user=UserFactory(full_name="Kín Như Bưng", phone="0977 000 999"))
    for name in ("Kín Như Bưng", "Người Khác"):
        found = look(["an-hao", None, name, None, "0977000999"])
        assert problems(found) == [
            ("E2", "Số điện thoại này đã gắn với một tài khoản ngoài phạm vi của đồng chí.")
        ]
    found = look(["huyen-khac", None, "Người Khác"])
    assert problems(found) == [("A2", "Mã này không dùng được ở đây.")]


def test_only_who_may_appoint_there(look, chair, officer_of, stranger):
    with pytest.raises(NotAllowed):
        look(ROWS[0], by=chair)
    with pytest.raises(OutOfScope):
        look(ROWS[0], by=officer_of(stranger))


def test_account_names_are_free_and_all_different(db):
    UserFactory(username="an-hao")
    UserFactory(username="tran-van-duc")
    wanted = [["an-hao", "tran-van-duc"], ["tran-van-duc"], ["moi"], *[["moi"]] * 25]
    names = propose_names(wanted)
    assert names[:4] == ["tran-van-duc-2", "tran-van-duc-3", "moi", "moi-2"]
    assert len(set(names)) == len(wanted)


@pytest.mark.parametrize("people", [2, 20])
def test_as_many_questions_for_two_people_as_for_twenty(bring, look, kinds, upper_union, people):
    for number in range(people):
        BodyFactory(code=f"u{number}", kind=kinds["cdcs"], parent=upper_union)
    rows = [[f"u{number}", None, f"Trần Văn Số {chr(97 + number)}"] for number in range(people)]
    with CaptureQueriesContext(connection) as asked:
        bring(*rows)
    assert len(asked) <= 32


@pytest.mark.prove("import")
def test_a_province_comes_in_at_once(officer, upper_union, kinds, measured):
    """3,000 chairs: seen, taken, and their slips made, with as many questions as for twenty."""
    many = count(3000)
    rows = placing.found_many(
        [
            {
                "code": f"co-so-{number}",
                "name": f"CĐCS số {number}",
                "kind": kinds["cdcs"],
                "parent": upper_union,
            }
            for number in range(many)
        ],
        by=officer,
        at=NOW,
        on=DAY,
    )
    people = [
        [body.code, None, f"Nguyễn Văn {'An' if place % 2 else 'Bình'}"] for place, body in enumerate(rows)
    ]
    started = perf_counter()
    with CaptureQueriesContext(connection) as asked:
        found = foresee(read_list(book_of(HEAD, *people)), under=upper_union, by=officer, on=DAY)
        made = take(found, under=upper_union, by=officer, at=NOW, on=DAY)
    taken = perf_counter() - started
    chosen = slips.choose(made[: count(300)], under=upper_union, by=officer, at=NOW)
    started = perf_counter()
    paper = slips.issue(
        chosen, 1, seen=0, address_of=lambda code: f"https://a.vn/?ma={code}", by=officer, at=NOW
    )
    measured(invited=many, seconds=round(taken, 2), queries=len(asked))
    measured(slips=len(paper), slip_seconds=round(perf_counter() - started, 2))
    assert len({mandate.user.username for mandate in made}) == many
    assert len({slip.code for slip in paper}) == count(300)
    assert len(asked) <= 32 + many // 15  # SQLite takes few values in a statement
