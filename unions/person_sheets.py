"""How does the list of people, as somebody filtered it, look in Excel?"""

from unions.errors import Refusal
from unions.list_sheets import Column, ListSheet, workbook_of
from unions.person_columns import COLUMNS, PeopleReader

MOST = 20_000
AT_ONCE = 1000
ALL_POSTS = 50
WIDTHS = {"chuc-vu": 60, "nhiem-ky": 34, "so-qd": 30, "dien-thoai": 16, "tai-khoan": 30}


class TooManyPeople(Refusal):
    sentence = "Danh sách có hơn 20.000 người: đồng chí lọc bớt (theo vai trò, đơn vị) rồi tải lại."


def file_of(found, codes, access, *, today, has_phones=False):
    """(the workbook of a queryset of people as bytes, how many people); numbers are masked unless asked for."""
    people = list(found[: MOST + 1])
    if len(people) > MOST:
        raise TooManyPeople
    columns = [Column("TT", 6, "int"), Column("Họ và tên", 30)]
    columns += [Column(COLUMNS[code], WIDTHS.get(code, 22)) for code in codes]
    sheet = ListSheet(
        title="Người",
        heading="DANH SÁCH NGƯỜI GIỮ CHỨC VỤ",
        lead=f"{len(people)} người, tính đến ngày {today:%d/%m/%Y}",
        columns=columns,
        rows=list(_rows(people, codes, access, today, has_phones)),
    )
    return workbook_of([sheet], title="Danh sách người giữ chức vụ"), len(people)


def _rows(people, codes, access, today, has_phones):
    for start in range(0, len(people), AT_ONCE):
        part = people[start : start + AT_ONCE]
        reader = PeopleReader(part, codes, access, today, has_phones=has_phones, most=ALL_POSTS)
        for number, user in enumerate(part, start + 1):
            yield [number, user.full_name, *(cell.text for cell in reader.row(user).cells)]
