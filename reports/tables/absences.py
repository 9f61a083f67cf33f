"""The last table: what is not in these figures, and why?"""

from reports.tables.grid import DASH, Grid, height

HEADS = (
    ("TT", 5),
    ("Đơn vị", 40),
    ("Khối số", 8.5),
    ("Phân loại", 17),
    ("Trạng thái kết quả", 13),
    ("Chỉ tiêu", 20),
    ("Ảnh hưởng đến số liệu", 38),
    ("Lý do", 36),
    ("Việc tiếp theo", 32),
)
TONES = {"Chưa báo cáo": "incomplete", "Không phát sinh": "none_arisen", "Không áp dụng": "not_applicable"}
STATE_TONES = {"Đã duyệt": "ok", "Chờ duyệt": "warn", "Trả lại": "bad", "Chưa gửi": "bad"}
REMARK = "Đơn vị, chỉ tiêu chưa được cộng hoặc được đưa ra khỏi mẫu số, kèm lý do. Chỉ kết quả đã duyệt mới vào số."
TITLE = "Chưa có trong số liệu này"


def table(summary):
    grid = Grid(TITLE, tuple(width for _, width in HEADS))
    grid.heading(summary, f"BIỂU 6. {TITLE.upper()}", REMARK)
    grid.row()
    head = grid.row([(name, "head") for name, _ in HEADS], 32)
    grid.freeze, grid.repeat = f"C{grid.next}", f"{head}:{head}"
    for place, absence in enumerate(summary.absences, 1):
        grid.row(_cells(place, absence), _height(absence))
    if not summary.absences:
        grid.across("Mọi đơn vị và chỉ tiêu đều đã có trong số liệu.", "left.big", 24)
    grid.filter = f"A{head}:I{grid.next - 1}"
    _balance(grid, summary.standing)
    return grid


def _cells(place, absence):
    tone = TONES.get(absence.kind, "not_applicable")
    state_tone = STATE_TONES.get(absence.state)
    return [
        (place, "cell.int"),
        (absence.who, "left"),
        (absence.blocs or DASH, "cell.text"),
        (absence.kind, f"verdict.{tone}"),
        (absence.state or DASH, f"cell.text.{state_tone}" if state_tone else "cell.text"),
        (absence.indicators, "left"),
        (absence.effect, "left"),
        (absence.reason or DASH, "left"),
        (absence.next_step or DASH, "left"),
    ]


def _height(absence):
    texts = (absence.who, absence.indicators, absence.effect, absence.reason, absence.next_step)
    return height(*zip(texts, (38, 18, 36, 34, 30), strict=True), least=28)


def _balance(grid, standing):
    """Everybody is somewhere: verified + waiting + returned + unsent = all."""
    grid.row()
    grid.row([("Đối chiếu số đơn vị", "section")], 20)
    parts = (
        ("Đã duyệt (có trong số liệu)", standing.res_verified),
        ("Chờ duyệt", standing.res_waiting),
        ("Trả lại", standing.res_returned),
        ("Chưa gửi", standing.res_not_sent),
    )
    for name, count in (
        *parts,
        ("Cộng", sum(count for _, count in parts)),
        ("Đơn vị trong phạm vi", standing.units),
    ):
        grid.row([None, (name, "left"), (count, "bold.int" if name == "Cộng" else "cell.int")], 17)
