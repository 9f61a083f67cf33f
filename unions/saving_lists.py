"""How does somebody keep the filters and columns of a list page, to find them again?"""

from django.db import transaction
from django.http import QueryDict

from unions.errors import Refusal
from unions.models import SavedList

MOST = 30
COLUMNS = "columns"  # name under which the columns of a page are kept, once per person
COLUMNS_PAGE = "{}:columns"


class NoName(Refusal):
    sentence = "Đặt tên cho bộ lọc, ví dụ: CĐCS chưa có chủ tịch."


class NothingToKeep(Refusal):
    sentence = "Chưa lọc gì: chọn bộ lọc trước rồi lưu."


class TooMany(Refusal):
    sentence = f"Mỗi người lưu nhiều nhất {MOST} bộ lọc trên một trang: xóa bớt bộ lọc không dùng."


@transaction.atomic
def keep(user, page, *, name, query):
    """Keep what stands behind the ? of a list page under a name; the same name again replaces it."""
    name = " ".join(name.split())[: SavedList._meta.get_field("name").max_length]
    query = query[: SavedList._meta.get_field("query").max_length]
    if not name:
        raise NoName
    if not query:
        raise NothingToKeep
    mine = SavedList.objects.filter(user=user, page=page)
    if mine.exclude(name=name).count() >= MOST:
        raise TooMany
    return SavedList.objects.update_or_create(user=user, page=page, name=name, defaults={"query": query})[0]


@transaction.atomic
def keep_columns(user, page, codes):
    """Remember which columns a person wants on a page; without codes the usual ones come back."""
    kept = QueryDict(mutable=True)
    kept.setlist("cot", codes)
    where = {"user": user, "page": COLUMNS_PAGE.format(page), "name": COLUMNS}
    if codes:
        SavedList.objects.update_or_create(**where, defaults={"query": kept.urlencode()})
    else:
        SavedList.objects.filter(**where).delete()


def drop(saved):
    saved.delete()


def saved_on(user, page):
    """(the person's saved filters of a page, the codes of their columns): one query."""
    filters, columns = [], []
    for row in user.saved_lists.filter(page__in=[page, COLUMNS_PAGE.format(page)]).order_by("name", "pk"):
        if row.page == page:
            filters.append(row)
        else:
            columns = QueryDict(row.query).getlist("cot")
    return filters, columns
