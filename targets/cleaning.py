"""What is left of an uploaded file when everything that could harm a reader is taken away?

Runs in a guarded child process (`unions.sandbox`) as `python -m targets.cleaning KIND`, without Django. Photos are
drawn anew: place, time and camera disappear with whatever hid behind the picture (RELIABILITY T10, R34, R88).
"""

import io
import sys
import zipfile

import pikepdf
from PIL import Image, ImageOps

from unions.sandbox import Unsafe, open_zip, read_member, serve

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000  # px: a page photographed at this size is easily read
PICTURES = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}

LOCKED = "Tệp PDF có mật khẩu. Đồng chí bỏ mật khẩu hoặc chụp ảnh các trang rồi gửi lại."
MACROS = (
    "Tệp có chứa macro hoặc tệp nhúng nên không nhận. Đồng chí lưu lại dạng .docx, .xlsx thường hoặc PDF."
)
TOO_LARGE = "Ảnh quá lớn (trên 50 triệu điểm ảnh). Đồng chí chụp lại ở cỡ vừa."


# Pictures -------------------------------------------------------------------------------------------------------------


def clean_picture(data, kind):
    """The same picture, upright, at most 2000 px, drawn anew and without anything written inside."""
    with Image.open(io.BytesIO(data), formats=[PICTURES[kind]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unsafe(TOO_LARGE)
        if kind == "jpg":
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decode no more than is kept
        picture = ImageOps.exif_transpose(opened)
    mode = _mode(picture, kind)
    picture = picture.convert(mode)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(mode, picture.size)  # has no info of its own: profiles and comments stay behind
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, PICTURES[kind], **({} if kind == "png" else {"quality": 85}))
    return out.getvalue()


def _mode(picture, kind):
    is_clear = kind != "jpg" and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    return "RGBA" if is_clear else "L" if picture.mode in ("1", "L") and kind != "webp" else "RGB"


# PDF ------------------------------------------------------------------------------------------------------------------

# Anything that acts by itself, carries another file, or sends data; and what describes the person who made the file.
FORBIDDEN_KEYS = frozenset(
    "/AA /AF /Collection /EF /EmbeddedFile /EmbeddedFiles /JavaScript /JS /Launch /Metadata /OpenAction /PieceInfo "
    "/RichMediaContent /RichMediaSettings /Threads /URIActions /XFA".split()
)
ALLOWED_ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
ALLOWED_LINKS = ("http://", "https://", "mailto:", "tel:")
FORBIDDEN_NOTES = frozenset(
    "/3D /FileAttachment /Movie /PrinterMark /Projection /RichMedia /Screen /Sound".split()
)
DEPTH = 60


def clean_pdf(data):
    """The same pages, written anew without scripts, actions, embedded files and metadata; drops what trailed behind."""
    if not data.startswith(b"%PDF-"):
        raise Unsafe("")
    try:
        opened = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as problem:
        raise Unsafe(LOCKED) from problem
    with opened as pdf:
        if not len(pdf.pages):
            raise Unsafe("")
        for each in pdf.objects:
            _scrub(each)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        out = io.BytesIO()
        pdf.save(out, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    clean = out.getvalue()
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        if any(_scrub(each) for each in pdf.objects):
            raise Unsafe("")
    return clean


def _scrub(value, depth=0):
    """Take forbidden entries out of one object and what is written inside it; True when something was found.

    References are not followed: every indirect object gets its own turn.
    """
    if depth > DEPTH:
        raise Unsafe("")
    found = False
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(value.keys()):
            if key in FORBIDDEN_KEYS or _is_bad_action(key, value[key]):
                del value[key]
                found = True
            else:
                found |= _scrub_inside(value[key], depth)
    elif isinstance(value, pikepdf.Array):
        for place in range(len(value) - 1, -1, -1):
            inside = value[place]
            if _is_bad_note(inside):
                del value[place]
                found = True
            else:
                found |= _scrub_inside(inside, depth)
    return found


def _scrub_inside(value, depth):
    is_own = isinstance(value, pikepdf.Object) and not value.is_indirect
    return is_own and _scrub(value, depth + 1)


def _is_bad_action(key, action):
    if key not in ("/A", "/Next", "/PA") or not isinstance(action, pikepdf.Dictionary):
        return key == "/Next" and isinstance(action, pikepdf.Array)  # a chain of actions is never needed
    kind = str(action.get("/S", ""))
    if kind == "/URI":
        return not str(action.get("/URI", "")).lower().startswith(ALLOWED_LINKS)
    return bool(kind) and kind not in ALLOWED_ACTIONS


def _is_bad_note(note):
    return isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) in FORBIDDEN_NOTES


# Word and Excel -------------------------------------------------------------------------------------------------------

MAIN_PARTS = {
    "docx": (
        "word/document.xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    "xlsx": (
        "xl/workbook.xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
}
FORBIDDEN_PARTS = (
    "vbaproject", "vbadata", "activex", "embeddings/", "oleobject", "attachedtoolbars", "macrosheets",
    "externallinks/", "customui", "ctrlprops/",
)  # fmt: skip
FORBIDDEN_XML = (
    b"<!DOCTYPE",
    b"<!ENTITY",
    b"macroEnabled",
    b"attachedTemplate",
    b"oleObject",
    b"\x00",
    b"ddeLink",
    b"DDEAUTO",
)
PLAIN_ENDINGS = (
    ".xml",
    ".rels",
    ".jpeg",
    ".jpg",
    ".png",
    ".gif",
    ".emf",
    ".wmf",
    ".tif",
    ".tiff",
    ".bin",
    ".odttf",
    ".vml",
)


def clean_office(data, kind):
    """The same parts packed anew, once none of them holds a macro, an embedded file, a DTD or a remote template."""
    opened = open_zip(data)
    names = {member.filename for member in opened.infolist()}
    main, content_type = MAIN_PARTS[kind]
    if not {"[Content_Types].xml", main} <= names:
        raise Unsafe("")
    if content_type not in read_member(opened, "[Content_Types].xml"):
        raise Unsafe("")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in opened.infolist():
            if not member.is_dir():
                packed.writestr(_plain(member.filename), _harmless(opened, member.filename))
    return out.getvalue()


def _plain(name):
    """Written with one fixed time: the same document always packs to the same bytes."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _harmless(opened, name):
    lower = name.lower()
    if any(part in lower for part in FORBIDDEN_PARTS) or not lower.endswith(PLAIN_ENDINGS):
        raise Unsafe(MACROS)
    content = read_member(opened, name)
    if lower.endswith((".xml", ".rels")) and any(word in content for word in FORBIDDEN_XML):
        raise Unsafe(MACROS)
    return content


# ----------------------------------------------------------------------------------------------------------------------


def clean(data, kind):
    """Bytes of the harmless file; Unsafe with a sentence, or with "" when the parser cannot make sense of it."""
    try:
        if kind in PICTURES:
            return clean_picture(data, kind)
        return clean_pdf(data) if kind == "pdf" else clean_office(data, kind)
    except Unsafe:
        raise
    except Exception as problem:
        # Parsers meet hostile bytes here and fail in as many ways as there are bugs: all of them mean "not taken".
        raise Unsafe("") from problem


if __name__ == "__main__":
    sys.exit(serve(lambda data: clean(data, sys.argv[1])))
