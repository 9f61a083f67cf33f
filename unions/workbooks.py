"""What stands in a workbook that somebody sent: .xlsx, .xls, .ods or .csv, as it comes?

The file is parsed in a guarded child process (RELIABILITY K6–K8): a hostile one gets a sentence and takes nobody along.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from unions.sandbox import Unsafe, guarded
from unions.vietnamese import readable
from unions.workbook_limits import cell_name

__all__ = ["Sheet", "Unsafe", "Workbook", "cell_name", "read_workbook"]

UNREADABLE = "Không đọc được tệp này. Đồng chí mở tệp bằng Excel, lưu lại thành .xlsx rồi gửi lại."
LARGEST = 20 * 2**20
TOO_BIG = "Tệp lớn quá 20 MB. Đồng chí xóa ảnh và các trang không cần rồi gửi lại."


@dataclass
class Sheet:
    """Rows from A1 on, each a list of None, str, int, float, bool, date or datetime; all rows are equally long.

    `merges` are (first row, first column, last row, last column) from 0; `converted` keeps what was typed in an old
    encoding: {(row, column): text as it stands in the file}.
    """

    name: str
    rows: list
    merges: list = field(default_factory=list)
    hidden: bool = False
    converted: dict = field(default_factory=dict)


@dataclass
class Workbook:
    sheets: list
    notes: list = field(default_factory=list)


def read_workbook(data, name):
    """Read the bytes of a workbook called `name`. Raises Unsafe whose text is a sentence for the sender."""
    if len(data) > LARGEST:
        raise Unsafe(TOO_BIG)
    try:
        found = json.loads(
            guarded("unions.workbook_child", readable(name)[:200], data=data), object_hook=_moment
        )
    except Unsafe as refusal:
        raise Unsafe(str(refusal) or UNREADABLE) from refusal
    return Workbook(sheets=[_sheet(each) for each in found["sheets"]], notes=found["notes"])


def _moment(found):
    """{"d": "2021-05-03"} → a date; every other object as it is."""
    if found.keys() == {"d"}:
        return date.fromisoformat(found["d"])
    if found.keys() == {"t"}:
        return datetime.fromisoformat(found["t"])
    return found


def _sheet(found):
    return Sheet(
        name=found["name"],
        rows=found["rows"],
        merges=[tuple(merge) for merge in found["merges"]],
        hidden=found["hidden"],
        converted={(row, column): text for row, column, text in found["converted"]},
    )
