"""What text does a plan have that somebody pasted or sent as a file?

Files are opened in a guarded child process (RELIABILITY K6–K8): a hostile one gets a sentence and takes nobody along.
"""

import json
from dataclasses import dataclass, field

from unions.legacy_encodings import to_unicode
from unions.sandbox import Unsafe, guarded
from unions.vietnamese import readable

__all__ = ["LARGEST", "PlanWords", "Unsafe", "from_file", "from_paste"]

LARGEST = 10 * 2**20
LONGEST = 150_000  # letters: about 60 pages; plans have three to ten
UNREADABLE = (
    "Không đọc được tệp này. Đồng chí mở tệp bằng Word, lưu lại thành .docx rồi gửi, "
    "hoặc chép chữ của kế hoạch và dán vào ô."
)
TOO_BIG = "Tệp lớn quá 10 MB. Đồng chí bỏ ảnh trong tệp, hoặc chép chữ của kế hoạch và dán vào ô."
NOTHING = "Chưa có chữ nào: dán lời kế hoạch vào ô, hoặc chọn tệp Word."
WORDLESS = (
    "Tệp này không có chữ để đọc: có lẽ là bản chụp. "
    "Đồng chí tìm tệp Word gốc, hoặc gõ lại phần chỉ tiêu và dán vào ô."
)
CONVERTED = "Chữ của phông cũ (TCVN3, VNI) đã đổi sang Unicode: đồng chí xem lại vài chữ."


@dataclass
class PlanWords:
    text: str
    notes: list = field(default_factory=list)


def from_paste(text):
    """Pasted text in readable letters; raises Unsafe with a sentence when there is none, or too much."""
    rows = [to_unicode(row) for row in readable(text).splitlines()]
    notes = [CONVERTED] if any(encoding for _, encoding in rows) else []
    return PlanWords(_checked("\n".join(row for row, _ in rows), NOTHING), notes)


def from_file(data, name):
    """The text of a .docx or .txt called `name`; raises Unsafe with a sentence for the sender."""
    if len(data) > LARGEST:
        raise Unsafe(TOO_BIG)
    try:
        found = json.loads(guarded("emulation.plan_child", readable(name)[:200], data=data))
    except Unsafe as refusal:
        raise Unsafe(str(refusal) or UNREADABLE) from refusal
    notes = [*found["notes"], *([CONVERTED] if found["converted"] else [])]
    return PlanWords(_checked(readable(found["text"]), WORDLESS), notes)


def _checked(text, sentence):
    if not any(letter.isalpha() for letter in text):
        raise Unsafe(sentence)
    if len(text) > LONGEST:
        raise Unsafe(
            f"Văn bản dài {len(text) // 2500} trang, nhiều nhất {LONGEST // 2500} trang: kế hoạch thi đua thường vài "
            "trang. Đồng chí chỉ đưa phần kế hoạch, bỏ phụ lục."
        )
    return text.strip("\n")
