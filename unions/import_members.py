"""How many members has each unit, by a list with one row a person, as the national membership software writes it?

Names of people are not taken anywhere: rows are only counted.
"""

import re
from dataclasses import dataclass, field

from unions.import_columns import (
    CARD,
    CODE,
    NAME,
    PARENT,
    PERSON,
    SEX,
    STATUS,
    WOMAN,
)
from unions.import_rows import Reader, Row
from unions.models import BodyFacts
from unions.quantities import SCALE, show
from unions.vietnamese import fold

Code = BodyFacts.Code
WOMEN, MEN = {"nu", "f", "female", "gai"}, {"nam", "m", "male", "trai"}
# Members who are none any more; the software keeps their rows.
GONE = re.compile(
    r"(da )?(chuyen(?! den)|thoi|nghi (viec|huu|sinh hoat)|ra khoi|xoa|khai tru|mat|ngung|dung|huy|khong con)\b.*"
)
OF_UNIT = (NAME, CODE, PARENT)


@dataclass
class _Unit:
    line: int
    texts: dict
    sections: list
    people: int = 0
    women: int = 0
    cards: set = field(default_factory=set)


class MemberReader(Reader):
    """Goes through one sheet as `Reader` does, but counts people for each unit."""

    never_ditto = ()

    def __init__(self, sheet, layout):
        super().__init__(sheet, layout)
        self.units, self.gone, self.twice = {}, 0, 0
        self.has_sex = bool({SEX, WOMAN} & layout.columns.keys())

    def _take(self, line, values):
        if values.get(PERSON) in (None, ""):
            return
        if GONE.fullmatch(fold(str(values.get(STATUS) or ""))):
            self.gone += 1
            return
        unit = self._unit(line, values)
        if unit is None:
            self._problem(line, NAME, "Dòng này không ghi đơn vị.", "Ghi tên hoặc mã công đoàn cơ sở.")
            return
        card = fold(str(values.get(CARD) or ""))
        if card and card in unit.cards:
            self.twice += 1
            return
        unit.cards |= {card} - {""}
        unit.people += 1
        unit.women += self._is_woman(line, values)

    def _unit(self, line, values):
        texts = {meaning: self._said(meaning, values.get(meaning)) for meaning in OF_UNIT}
        sections = self.sections.names
        if not texts[NAME] and not texts[CODE]:
            if not sections or {NAME, CODE} & self.layout.columns.keys():
                return None
            texts[NAME], sections = sections[0][0], sections[1:]
        key = texts[CODE].lower() or (fold(texts[NAME]), fold(texts[PARENT]))
        return self.units.setdefault(key, _Unit(line, texts, sections))

    def _is_woman(self, line, values):
        if WOMAN in self.layout.columns and SEX not in self.layout.columns:
            return values.get(WOMAN) not in (None, "", 0, "0", "-")
        sex = fold(str(values.get(SEX) or ""))
        if self.has_sex and sex not in WOMEN | MEN:
            reason = f"Giới tính ghi “{values[SEX]}”." if values.get(SEX) else "Ô giới tính còn trống."
            self._problem(line, SEX, reason, "Ghi Nam hoặc Nữ.")
        return sex in WOMEN


def count_members(sheet, layout):
    """Rows with one unit each, as `rows_of` gives them; in the notes what was counted and what was not."""
    reader = MemberReader(sheet, layout)
    found = reader.read()
    for unit in reader.units.values():
        figures = {Code.MEMBERS: unit.people * SCALE}
        if reader.has_sex:
            figures[Code.WOMEN_MEMBERS] = unit.women * SCALE
        row = Row(unit.line, unit.texts, figures, unit.sections)
        reader._check_texts(unit.line, unit.texts)
        found.rows.append(row)
    people = sum(unit.people for unit in reader.units.values())
    found.notes.append(
        f"Danh sách {show(people, 1)} đoàn viên của {len(reader.units)} đơn vị: chỉ lấy số lượng, không lưu tên ai; "
        "mỗi đơn vị phải nằm trọn trong một tệp."
    )
    if reader.gone:
        found.notes.append(f"Không đếm {reader.gone} người đã chuyển đi hoặc thôi là đoàn viên.")
    if reader.twice:
        found.notes.append(f"{reader.twice} dòng trùng số thẻ: mỗi thẻ chỉ đếm một lần.")
    return found
