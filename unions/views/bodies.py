"""The list of bodies: the tree, branch by branch, or what words and filters find; the same as Excel."""

from django.shortcuts import render

from unions import clock
from unions.bloc_pages import owners_of
from unions.body_sheets import file_of
from unions.defining import may_define
from unions.list_sheets import as_file
from unions.models import BodyKind, Sector, UnionBody
from unions.paging import stretch
from unions.saving_lists import saved_on
from unions.tree_columns import COLUMNS, Reader, columns_of
from unions.tree_rows import Row, Tree
from unions.tree_then import COLUMNS as COLUMNS_THEN
from unions.tree_then import TreeThen
from unions.tree_wishes import Wish
from unions.views.bulk import acts_on_bodies
from unions.web import page

PAGE = "body_list"


@page("GET")
def body_list(request):
    """The tree below one's own bodies, one level at a time; words and filters flatten it."""
    access, today = request.access, clock.today()
    filters, columns = saved_on(request.user, PAGE)
    wish = Wish(request.GET, today, columns)
    context = {
        "wish": wish,
        "saved": filters,
        "columns": columns_of(wish.columns),
        "all_columns": [(code, label, code in wish.columns) for code, label in COLUMNS.items()],
        "acts": acts_on_bodies(access),
        "may_define": may_define(access),
        "may_import": bool(owners_of(access)),
        **_shown(access, wish, today),
    }
    if request.htmx:
        return render(request, "unions/partials/tree.html", context)
    context |= {"kinds": list(BodyKind.objects.all()), "sectors": list(Sector.objects.all())}
    return render(request, "unions/body_list.html", context)


def _shown(access, wish, today):
    """What stands in the table: {rows, shown (a Stretch, or None for the tree)}."""
    if wish.is_then:
        tree = TreeThen(access, wish)
        return {"rows": tree.rows, "shown": tree.shown, "columns": COLUMNS_THEN}
    if wish.is_flat:
        shown = stretch(_found(access, wish), wish.typed.get("trang"))
        rows = [Row(body, body.name, body.code, 0) for body in shown.rows]
        return {"rows": _filled(rows, wish, today), "shown": shown}
    tree = Tree(access, wish)
    counts = tree.counts() if "so-cdcs" in wish.columns else {}
    return {"rows": _filled(tree.rows, wish, today, counts), "shown": None}


def _found(access, wish):
    bodies = UnionBody.objects.visible_to(access).select_related("kind", "sector", "parent")
    return wish.found(bodies)


def _filled(rows, wish, today, counts=None):
    """Rows with the cells of the chosen columns."""
    bodies = [row.body for row in rows if not row.is_more]
    reader = Reader(bodies, wish.columns, today, counts=counts)
    for row in rows:
        if not row.is_more:
            row.cells = reader.cells(row.body)
    return rows


@page("GET")
def body_list_file(request):
    """All that the filters find, with the chosen columns, in the order of the page."""
    today = clock.today()
    _, columns = saved_on(request.user, PAGE)
    wish = Wish(request.GET, today, columns)
    data = file_of(_found(request.access, wish), wish.columns, today=today)
    return as_file(data, f"Danh sách đơn vị {today:%d-%m-%Y}")
