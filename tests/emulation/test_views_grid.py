"""Does the grid of step 3 take every kind of indicator, keep what is typed, and say what is wrong at its place?"""

from datetime import date

import pytest

from emulation.models import Indicator, Movement
from tests.emulation.pages import send, text, typed
from tests.factories import SectorFactory
from tests.factories.campaigns import draft_campaign
from unions.quantities import SCALE

PER_CENT = SCALE


@pytest.fixture
def empty_plan(upper_union, officer):
    return draft_campaign(upper_union, officer)


@pytest.fixture
def path(empty_plan):
    return f"/phong-trao/{empty_plan.uid}/buoc/3/"


@pytest.fixture
def page(sign_in, officer, path):
    """page(**typed, act=…): what the grid answers when that is typed over what it holds; the last answer is kept."""
    client = sign_in(officer)

    def type_in(fresh=True, **changed):
        data = typed(client.get(path) if fresh else type_in.last)
        type_in.last = send(client, path, data, **{"act": "save", **changed})
        return type_in.last

    type_in.open = lambda: client.get(path)
    return type_in


def row(key, statement, kind, **more):
    return {f"{key}__{name}": value for name, value in {"statement": statement, "kind": kind, **more}.items()}


def only():
    return Indicator.objects.get()


def test_the_whole_of_s0(page, empty_plan, sectors):
    private = str(sectors["dn-ngoai-nn"].pk)
    page(act="add:")
    page(
        fresh=False,
        act="content:",
        i1__statement="100% CĐCS tuyên truyền",
        i1__kind="unit_share",
        i1__value="100%",
    )
    wanted = {
        **row("i2", "Thương lượng, ký kết TƯLĐTT", "unit_share", comparator="gt", value="75", sector=private),
        **row(
            "i3",
            "Phấn đấu trên 95% đạt danh hiệu văn hóa",
            "quantity_share",
            value="trên 95%",
            is_aspiration="on",
        ),
        **row("i4", "Không để xảy ra TNLĐ nghiêm trọng", "zero", value="0", unit="vụ", sector=private),
        **row("i5", "Không để xảy ra TNLĐ chết người", "zero", unit="vụ", sector=private),
        **row("i6", "Kiện toàn bộ máy làm công tác ATVSLĐ", "done", sector=private),
        **row("i7", "Phát triển đoàn viên khu vực ngoài nhà nước", "narrative"),
        "c1__label": "2",
        "c1__title": "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "c1__sectors": [private],
    }
    assert page(fresh=False, act="next", **wanted).url.endswith("/buoc/4/")
    rows = list(Indicator.objects.in_order().with_plan())
    told = [(each.kind, each.comparator, each.value, each.accumulation) for each in rows]
    assert told == [
        ("unit_share", "all", None, "once"),
        ("unit_share", "gt", 75 * PER_CENT, "once"),
        ("quantity_share", "gt", 95 * PER_CENT, "add"),
        ("zero", "zero", None, "each_phase"),
        ("zero", "zero", None, "each_phase"),
        ("done", "", None, "once"),
        ("narrative", "", None, "latest"),
    ]
    assert [each.is_aspiration for each in rows] == [False, False, True, False, False, False, False]
    assert [len(each.scope_rules.all()) for each in rows] == [0, 1, 0, 1, 1, 1, 0]
    assert [each.content_id is not None for each in rows] == [False] * 6 + [True]
    content = empty_plan.contents.get()
    assert (content.label, [each.code for each in content.sectors.all()]) == ("2", ["dn-ngoai-nn"])


def test_saving_again_changes_nothing(page):
    sector = SectorFactory(code="khac", name="Khác")
    wanted = row("i1", "Hội nghị người lao động", "composite", comparator="all", value="100")
    wanted |= {"i1__sectors": [str(sector.pk)], "i1__open": "1", "i1__part": ["p1", "p2"]}
    wanted |= {"i1__p1__statement": "Tổ chức hội nghị", "i1__p2__statement": "Có thỏa ước đạt chất lượng"}
    wanted |= {
        "i1__p2__judged": "on",
        "i1__fact": "workers",
        "i1__at_least": "10",
        "i1__evidence_rule": "required",
    }
    wanted |= {"i1__denominator_note": "doanh nghiệp", "i1__due_on": "31/10", "i1__not_over": "on"}
    assert page(**wanted).status_code == 302
    first = only()
    before = _columns(first)
    assert before["due_on"] == date(2021, 10, 31)
    assert page().status_code == 302
    assert _columns(only()) == before
    assert only().pk == first.pk
    parts = [(part.statement, part.kind, part.judged_by_reviewer) for part in only().parts.all()]
    assert parts == [("Tổ chức hội nghị", "done", False), ("Có thỏa ước đạt chất lượng", "done", True)]
    rules = {rule.ground: rule for rule in only().scope_rules.all()}
    assert rules["fact"].at_least == 10 * SCALE
    assert rules["sector"].sector == sector


def _columns(indicator):
    skipped = {"id", "uid"}
    return {
        f.name: getattr(indicator, f.attname)
        for f in Indicator._meta.concrete_fields
        if f.name not in skipped
    }


@pytest.mark.parametrize(
    ("typed_in", "stored"),
    [
        ({"kind": "count", "value": "trên 1.500", "unit": "đoàn viên"}, ("gt", 1500 * SCALE, None)),
        ({"kind": "count", "value": "20 CĐCS"}, ("ge", 20 * SCALE, None)),
        ({"kind": "count", "value": "20"}, ("ge", 20 * SCALE, None)),
        ({"kind": "count", "value": "không quá 3 vụ"}, ("le", 3 * SCALE, None)),
        ({"kind": "count", "value": "từ 8 đến 12"}, ("between", 8 * SCALE, 12 * SCALE)),
        (
            {"kind": "count", "comparator": "between", "value": "8", "upper": "12"},
            ("between", 8 * SCALE, 12 * SCALE),
        ),
        ({"kind": "money", "value": "2,4 tỷ"}, ("ge", 2_400_000_000, None)),
        ({"kind": "money_share", "value": "trên 95%"}, ("gt", 95 * PER_CENT, None)),
        ({"kind": "change", "value": "tăng 12,5%"}, ("change", 125 * PER_CENT // 10, None)),
        ({"kind": "change", "value": "giảm 5%"}, ("change", -5 * PER_CENT, None)),
        ({"kind": "change", "value": "5"}, ("change", 5 * PER_CENT, None)),
        ({"kind": "average", "value": "1,5"}, ("ge", 15 * SCALE // 10, None)),
        ({"kind": "unit_share", "comparator": "ge", "value": "100"}, ("ge", 100 * PER_CENT, None)),
    ],
)
def test_quantities_as_people_write_them(page, typed_in, stored):
    assert page(**row("i1", "Chỉ tiêu", **typed_in)).status_code == 302
    found = only()
    assert (found.comparator, found.value, found.upper) == stored
    assert page().status_code == 302  # shown and read back
    again = only()
    assert (again.comparator, again.value, again.upper) == stored


def test_ratings_and_each(page):
    wanted = row(
        "i1", "Trên 95% CĐCS hoàn thành tốt", "rating_share", value="trên 95%", minimum_rating="good"
    )
    wanted |= row("i2", "Mỗi đơn vị ít nhất 1 hội nghị", "each_count", unit_comparator="ge", unit_value="01")
    wanted |= {"i1__open": "1", "i2__open": "1"}
    assert page(**wanted).status_code == 302
    one, two = Indicator.objects.in_order()
    assert (one.minimum_rating, one.value) == ("good", 95 * PER_CENT)
    assert (two.unit_comparator, two.unit_value, two.comparator) == ("ge", SCALE, "all")


@pytest.mark.parametrize(
    ("typed_in", "name", "sentence"),
    [
        ({"kind": "count", "value": "1,500"}, "value", "đọc được hai cách"),
        ({"kind": "count", "value": "12,5"}, "value", "chỉ nhận số nguyên"),
        ({"kind": "count", "value": "vài chục"}, "value", "vài chục"),
        ({"kind": "unit_share", "value": "45/60"}, "value", "ghi bằng tỷ lệ, ví dụ 75%, không ghi phân số"),
        ({"kind": "unit_share", "value": "trên 120%"}, "value", "không thể quá 100%"),
        ({"kind": "unit_share", "comparator": "all", "value": "95"}, "value", "“100%” thì giá trị là 100"),
        ({"kind": "unit_share", "comparator": "ge", "value": "trên 95"}, "value", "Ô giá trị viết “trên”"),
        ({"kind": "done", "value": "5"}, "value", "Kiểu “Có làm” không dùng số"),
        ({"kind": "zero", "value": "2"}, "value", "Không để xảy ra thì giá trị là 0"),
        ({"kind": "", "value": "5"}, "kind", "Chọn kiểu chỉ tiêu."),
        ({"kind": "count", "comparator": "gt", "value": ""}, "value", "phải có giá trị"),
        ({"kind": "count", "comparator": "between", "value": "8"}, "upper", "phải có cả hai số"),
        ({"kind": "composite"}, "operator", "phải có ít nhất hai phần"),
        ({"kind": "rating_share", "value": "95"}, "minimum_rating", "Chọn xếp loại tối thiểu"),
        ({"kind": "each_count"}, "unit_value", "Ghi mức của từng đơn vị"),
        ({"kind": "done", "open": "1", "at_least": "10"}, "fact", "Đã ghi mức tối thiểu thì chọn cả số liệu"),
        ({"kind": "done", "open": "1", "fact": "workers"}, "at_least", "Ghi mức tối thiểu, ví dụ 10."),
        ({"kind": "done", "open": "1", "fact": "workers", "at_least": "mười"}, "at_least", "mười"),
        ({"kind": "done", "open": "1", "bodies": "khong-co"}, "bodies", "Không có đơn vị mã khong-co"),
        ({"kind": "done", "open": "1", "due_on": "31/02"}, "due_on", "31/02"),
    ],
)
def test_what_is_wrong_is_said_at_the_cell_and_kept(page, typed_in, name, sentence):
    answer = page(**row("i1", "Chỉ tiêu có chỗ sai", **typed_in))
    shown = text(answer)
    assert answer.status_code == 422
    assert f'href="#id_i1-{name}"' in shown
    assert f'id="id_i1-{name}"' in shown  # the link leads to an input that is there
    assert shown.count(sentence) >= 2
    assert f'id="id_i1-{name}_error"' in shown
    assert "Chỉ tiêu có chỗ sai" in shown
    assert typed(answer)["i1-value"] == typed_in.get("value", "")
    assert not Indicator.objects.exists()


def test_parts_are_read_and_refused_like_rows(page):
    wanted = row("i1", "Nhiều điều kiện", "composite", comparator="all") | {
        "i1__part": ["p1", "p2"],
        "i1__open": "1",
    }
    wanted |= {"i1__p1__statement": "Kết nạp", "i1__p1__kind": "count", "i1__p1__value": "1,500"}
    wanted |= {"i1__p2__statement": "Ký thỏa ước", "i1__p2__kind": "done"}
    answer = page(**wanted)
    assert answer.status_code == 422
    assert 'href="#id_i1-p1-value"' in text(answer)
    assert 'id="id_i1-p1-value_error"' in text(answer)
    assert page(fresh=False, i1__p1__value="trên 5").status_code == 302
    part = only().parts.first()
    assert (part.comparator, part.value) == ("gt", 5 * SCALE)


def test_a_statement_alone_is_not_enough_and_an_emptied_one_is_not_dropped_silently(page):
    page(**row("i1", "Có làm", "done"))
    answer = page(i1__statement="")
    assert answer.status_code == 422
    assert "Ghi nguyên văn chỉ tiêu" in text(answer)
    assert only().statement == "Có làm"


def test_rows_are_added_opened_split_moved_and_dropped_before_anything_is_saved(page):
    page(act="add:", **row("i1", "Một", "done"))
    assert typed(page.last).getlist("row") == ["i1", "i2", "i3", "i4", "i5", "i6"]
    page(fresh=False, act="open:i1")
    assert 'name="i1-denominator_note"' in text(page.last)
    page(fresh=False, act="copy:i1", i1__denominator_note="doanh nghiệp")
    data = typed(page.last)
    assert data.getlist("row")[:3] == ["i1", "i7", "i2"]
    assert (data["i7-statement"], data["i7-uid"]) == ("Một", "")
    assert "denominator_note=doanh" in data["i1-more"]
    assert "denominator_note=doanh" in data["i7-more"]
    page(fresh=False, act="up:i7", i7__statement="Hai")
    assert typed(page.last).getlist("row")[:2] == ["i7", "i1"]
    page(fresh=False, act="down:i7")
    assert typed(page.last).getlist("row")[:2] == ["i1", "i7"]
    page(fresh=False, act="open:i7")
    page(fresh=False, act="close:i7")
    page(fresh=False, act="drop:i2")
    assert "i2" not in typed(page.last).getlist("row")
    assert not Indicator.objects.exists()
    assert page(fresh=False).status_code == 302
    assert [(i.statement, i.denominator_note) for i in Indicator.objects.in_order()] == [
        ("Một", "doanh nghiệp"),
        ("Hai", "doanh nghiệp"),
    ]


def test_moving_past_the_ends_and_strange_buttons_do_no_harm(page):
    for act in ("up:i1", "down:i9", "open:zz", "drop:../x", "copy:i1"):
        assert page(act=act).status_code == 200
    assert page(act="rm").status_code == 302  # no such button: the form is saved


def test_a_third_part_can_be_asked_for(page):
    page(act="open:i1", **row("i1", "Ba điều kiện", "composite"))
    assert typed(page.last).getlist("i1-part") == ["p1", "p2"]
    page(fresh=False, act="part:i1")
    assert typed(page.last).getlist("i1-part") == ["p1", "p2", "p3"]


def test_contents_head_their_indicators_and_let_them_go(page, empty_plan):
    page(act="content:", **row("i1", "Chung", "done"))
    data = typed(page.last)
    assert data.getlist("row") == ["i1", "i2", "i3", "c1", "i4"]
    page(fresh=False, c1__title="Xây dựng tổ chức", **row("i4", "Riêng", "done"))
    assert [each.content and each.content.title for each in Indicator.objects.in_order()] == [
        None,
        "Xây dựng tổ chức",
    ]
    page(act="add:c1")
    assert typed(page.last).getlist("row")[-3:] != ["c1"]
    page(act="drop:c1")
    page(fresh=False)
    assert not empty_plan.contents.exists()
    assert [each.content for each in Indicator.objects.in_order()] == [None, None]


def test_a_content_with_indicators_needs_its_words(page):
    page(act="content:")
    answer = page(fresh=False, **row("i4", "Riêng", "done"))
    assert answer.status_code == 422
    assert "Nội dung 1: Ghi nội dung thi đua" in text(answer)


def test_two_figures_can_share_a_printed_line(page):
    wanted = row("i1", "Phát triển trên 1.500 đoàn viên", "count", value="trên 1.500")
    wanted |= row("i2", "thành lập 20 CĐCS", "count", value="20 CĐCS", same_line="on", open="1")
    wanted |= row("i3", "và 5 tổ công đoàn", "count", value="5 tổ", same_line="on", open="1")
    assert page(**wanted).status_code == 302
    one, two, three = Indicator.objects.in_order()
    assert (two.same_line_as, three.same_line_as) == (one, one)
    assert page().status_code == 302
    assert Indicator.objects.get(pk=three.pk).same_line_as == one


def test_scope_by_sector_tree_kind_and_name(page, sectors, kinds, grassroots):
    parent = sectors["hcsn"]
    child = SectorFactory(code="truong", name="Trường học", parent=parent)
    wanted = row("i1", "Chỉ vài nơi", "done", sector=str(parent.pk), bodies=grassroots.code, open="1")
    assert page(**wanted, i1__kinds=[str(kinds["cdcs"].pk)]).status_code == 302
    rules = only().scope_rules.all()
    assert {rule.sector for rule in rules if rule.sector} == {parent, child}
    data = typed(page.open())
    assert data["i1-sector"] == str(parent.pk)
    assert "bodies=may-nha-bang" in data["i1-more"]
    assert f"kinds={kinds['cdcs'].pk}" in data["i1-more"]
    assert "sectors=" not in data["i1-more"]


def test_indicators_carry_movements(page):
    movement = Movement.objects.create(code="xanh", name="Xanh - Sạch - Đẹp")
    page(**row("i1", "Xanh, sạch, đẹp", "narrative", open="1"), i1__movements=[str(movement.pk)])
    assert page().status_code == 302
    assert list(only().movements.all()) == [movement]


def test_counts_of_units_stand_beside_the_saved_rows(sign_in, officer, plan, sectors):
    client = sign_in(officer)
    path = f"/phong-trao/{plan.uid}/buoc/3/"
    send(client, path, typed(client.get(path)), act="save", i1__sector=str(sectors["hcsn"].pk))
    assert "2 đơn vị, trừ 1" in text(client.get(path))


def test_forty_indicators_stay_far_below_the_limit_of_inputs(page, settings):
    for _ in range(13):
        page(fresh=not hasattr(page, "last"), act="add:")
    wanted = {}
    for number in range(1, 41):
        wanted |= row(f"i{number}", f"Chỉ tiêu {number}", "count", value=f"{number}", is_aspiration="on")
    assert page(fresh=False, **wanted).status_code == 302
    assert Indicator.objects.count() == 40
    sent = sum(len(values) for _, values in typed(page.open()).lists())
    assert sent < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 2
