"""Which answer does a filled-in line make, and what has to be asked back?

Errors and questions are sentences at their field; nothing typed is changed.
"""

from emulation.indicator_kinds import CellState
from targets.answers import WORDS, Shape, doubt_about
from targets.result_fields import chosen, offered
from targets.result_line import WHOLE
from unions.quantities import SCALE, Unreadable, read, read_date, show

FAR_ABOVE = 2  # times the registered number: asked back, because a slip of the thumb looks like that


def read_line(form, today):
    """The answer for `save_results`; what cannot be read is said at its field."""
    answer = {"explanation": form.explanation.value, "reason": form.reason.value, "cell": None}
    if form.away.is_on:
        if not form.reason.value.strip():
            form.reason.error = "Ghi vì sao chỉ tiêu này không áp dụng cho đơn vị."
        return answer | {"cell": CellState.NOT_APPLICABLE.value}
    match form.shape:
        case Shape.YES_NO:
            answer["num"] = chosen(form.choice.value)
            answer["done_on"] = _read_day(form, today) if form.date else None
        case Shape.PARTS:
            answer["parts"] = _read_parts(form)
        case Shape.WORDS:
            answer["text"] = form.text.value
        case Shape.RATING:
            answer["rating"] = form.rating.value
        case Shape.ZERO:
            _read_zero(form, answer)
        case _:
            _read_numbers(form, answer)
    if form.none and form.none.is_on:
        if answer.get("num") is not None or answer.get("text"):
            form.none.error = "Bỏ tích “Không phát sinh”, hoặc xóa nội dung đã nhập ở trên."
        return answer | {"cell": CellState.NONE_ARISEN.value}
    _ask_back(form, answer)
    _check_lengths(form)
    return answer


def _read_numbers(form, answer):
    if form.den and "/" in form.num.value and not _is_den_typed(form):
        answer["num"], answer["den"] = _read_pair(form)
        return
    answer["num"] = _read_number(form, form.num)
    answer["den"] = _read_number(form, form.den) if form.den else None
    if answer["num"] is None and not _is_den_typed(form):
        answer["den"] = None
    if answer["num"] and answer["den"] == 0 and form.shape != Shape.CHANGE:
        form.den.error = "Mẫu số bằng 0 thì tử số cũng bằng 0: sửa một trong hai số."


def _is_den_typed(form):
    """Something else than the denominator that was filled in beforehand."""
    return bool(form.den) and form.den.value.strip() not in (
        "",
        show(offered(form.line), form.indicator.scale),
    )


def _read_pair(form):
    try:
        pair = read(form.num.value, scale=form.indicator.scale, is_share=True)
    except Unreadable as problem:
        form.num.error = str(problem)
        return None, None
    return pair.num, pair.den


def _read_number(form, field, scale=None):
    if not field.value.strip():
        return None
    scale = scale or (SCALE if form.shape == Shape.PARTS else form.indicator.scale)
    try:
        found = read(field.value, scale=scale, whole=form.indicator.kind in WHOLE or scale == 1)
    except Unreadable as problem:
        field.error = str(problem)
        return None
    if found.unit == "%":
        field.error = "Nhập số, không nhập tỷ lệ: phần trăm được tính tự động."
    elif found.is_stated:
        field.error = "Kết quả là con số đã làm được: chỉ nhập số, bỏ các chữ “trên”, “từ”, “dưới”."
    elif found.doubts and not form.explanation.value.strip():
        field.error = found.doubts[0]
    return found.value


def _read_zero(form, answer):
    answer["num"] = _read_number(form, form.num)
    answer["confirmed"] = form.confirmed.is_on
    if form.confirmed.is_on and answer["num"]:
        form.num.error = "Bỏ tích xác nhận, hoặc xóa số vụ: hai điều trái nhau."
    if not form.confirmed.is_on and answer["num"] == 0:
        form.num.error = "Không có vụ nào thì tích ô xác nhận ở trên."


def _read_parts(form):
    parts = {}
    for part in form.line.own_parts:
        choice, num = form.fields.get(f"choice {part.pk}"), form.fields.get(f"num {part.pk}")
        den = form.fields.get(f"den {part.pk}")
        first = chosen(choice.value) if choice else _read_number(form, num)
        parts[part.pk] = (first, _read_number(form, den) if den else None)
    return parts


def _read_day(form, today):
    if not form.date.value.strip():
        return None
    try:
        day = read_date(form.date.value, year=form.days[1].year)
    except Unreadable as problem:
        form.date.error = str(problem)
        return None
    if day > today:
        form.date.error = f"Ngày {day:%d/%m/%Y} chưa tới: nhập ngày đã thực hiện."
    return day


def _ask_back(form, answer):
    """Numbers that may be meant but look like a slip: a word of explanation, and they are taken."""
    if form.errors or form.explanation.value.strip():
        return
    num, den, scale = answer.get("num"), answer.get("den"), form.indicator.scale
    promised = getattr(form.indicator, "promised", None)
    doubt = doubt_about(form.shape, num, den, fact=form.line.fact, scale=scale)
    if not doubt and form.shape == Shape.AMOUNT and num and promised and num > FAR_ABOVE * promised:
        doubt = (
            f"{show(num, scale)} hơn gấp đôi số đăng ký {show(promised, scale)}: sửa số, hoặc ghi giải trình."
        )
    if form.shape == Shape.ZERO and num:
        doubt = "Ghi ngắn gọn vụ việc: ngày, nơi, mức độ."
    form.explanation.error = doubt


def _check_lengths(form):
    for field in (form.reason, form.explanation):
        if len(field.value) > WORDS:
            field.error = f"Viết ngắn lại: tối đa {WORDS} chữ cái, đang có {len(field.value)}."
