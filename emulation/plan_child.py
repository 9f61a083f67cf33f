"""What text stands in a plan's file, read in a child process that may die without harm (see `unions.sandbox`)?

Run as `python -m emulation.plan_child NAME`: the file on stdin, JSON on stdout, or a sentence on stderr. It knows no
Django.
"""

import json
import re
import sys

from emulation.word_text import WordText
from unions.legacy_encodings import to_unicode
from unions.sandbox import Unsafe, open_zip, read_member, serve

MEMORY, SECONDS = 512 * 2**20, 20
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
LONGEST = 2_000_000  # letters; how many a plan may have is asked by `plan_files`
WAY_ON = "Đồng chí tìm tệp Word gốc, hoặc gõ lại phần cần đọc rồi dán vào ô."
PDF = (
    "Tệp này không có chữ để đọc: là bản PDF. Đồng chí mở tệp bằng Word rồi lưu lại thành .docx; nếu là bản chụp thì "
    "tìm tệp Word gốc, hoặc gõ lại phần cần đọc rồi dán vào ô."
)
PICTURE = f"Tệp này không có chữ để đọc: là ảnh chụp. {WAY_ON}"
OLD_WORD = (
    "Tệp .doc của Word cũ chưa đọc thẳng được. Đồng chí mở bằng Word, chọn Lưu thành, .docx rồi gửi lại."
)
RTF = "Tệp .rtf chưa đọc thẳng được. Đồng chí mở bằng Word, chọn Lưu thành, .docx rồi gửi lại."
OPEN_DOCUMENT = "Tệp .odt chưa đọc thẳng được. Đồng chí mở ra, chọn Lưu thành, .docx rồi gửi lại."
LOCKED = "Tệp có mật khẩu. Đồng chí bỏ mật khẩu khi lưu (Tệp › Thông tin › Bảo vệ tài liệu) rồi gửi lại."
NO_WORD = "Tệp này không phải tệp Word. Đồng chí gửi tệp .docx hoặc .txt, hoặc dán lời kế hoạch vào ô."
WEB_PAGE = "Tệp này là trang web. Đồng chí mở ra, chép lời kế hoạch rồi dán vào ô."


def read(data):
    """The text as a dict for JSON: text, notes, and whether letters of old fonts were converted."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unsafe("Tệp này trống. Đồng chí chọn lại tệp.")
    _refuse_others(data)
    if data.startswith(ZIP):
        return _read_zip(data)
    lines = [to_unicode(line) for line in _decoded(data).splitlines()]
    text = "\n".join(line for line, _ in lines)
    return {"text": text[:LONGEST], "notes": [], "converted": any(encoding for _, encoding in lines)}


def _refuse_others(data):
    """What is no plan in words, each with its own way on."""
    start = data[:1024].lstrip()
    if b"%PDF-" in start:
        raise Unsafe(PDF)
    if data.startswith(PICTURES) or data[4:8] == b"ftyp":
        raise Unsafe(PICTURE)
    if data.startswith(OLE):
        raise Unsafe(LOCKED if ENCRYPTED in data else OLD_WORD)
    if start.startswith(rb"{\rtf"):
        raise Unsafe(RTF)
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|head|meta)", start, re.IGNORECASE):
        raise Unsafe(WEB_PAGE)


def _read_zip(data):
    opened = open_zip(data)
    names = set(opened.namelist())
    if "mimetype" in names and b"opendocument.text" in read_member(opened, "mimetype"):
        raise Unsafe(OPEN_DOCUMENT)
    if not any(name.startswith("word/") for name in names):
        raise Unsafe(NO_WORD)
    word = WordText(opened)
    text = "\n".join(word.lines())
    return {"text": text[:LONGEST], "notes": word.notes, "converted": word.is_converted}


def _decoded(data):
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:200:2].count(0) > 40:
        return data.decode("utf-16-le", "replace")  # Notepad without its mark
    if b"\x00" in data:
        raise Unsafe(NO_WORD)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # which old encoding it is, its letters tell


def _work(data):
    return json.dumps(read(data), ensure_ascii=False).encode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(serve(_work, memory=MEMORY, seconds=SECONDS))
