"""Files people honestly send, and files made to do harm: each as (name, bytes)."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SCRIPT = b"<script>alert(document.domain)</script>"


# Honest ---------------------------------------------------------------------------------------------------------------


def photo(form="JPEG", size=(64, 48), colour=(200, 30, 60), **options):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


def phone_photo(number=0, size=(64, 48)):
    """A photo as a phone takes it: turned on its side, with place, time and camera written inside."""
    picture = Image.new("RGB", size, (number * 37 % 256, 90, 120))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Samsung", f"SM-A{number}", 6
    exif[0x0132] = "2021:04:29 08:15:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 33.0, float(number)), 3: "E", 4: (105.0, 5.0, 1.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"LE THI HONG NHUNG")
    return out.getvalue()


def pdf(change=None, **options):
    with pikepdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **options)
    return out.getvalue()


def office(parts=None, *, kind=WORD_TYPE, main="word/document.xml", drop=()):
    types = f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    members = {"[Content_Types].xml": types, main: "<document>Biên bản</document>", **(parts or {})}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            if name not in drop:
                packed.writestr(name, content)
    return out.getvalue()


def sheet():
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Danh sách"
    book.save(out)
    return out.getvalue()


def honest():
    yield from ((f"anh {n}.jpg", phone_photo(n)) for n in range(20))
    yield from ((f"chup {n}.JPEG", photo(size=(30 + n, 40), quality=70 + n)) for n in range(4))
    yield "quet.png", photo("PNG")
    yield "trong suot.png", transparent("PNG")
    yield "trong suot.webp", transparent("WEBP")
    yield "trang den.png", bilevel()
    yield "xam.jpg", grey()
    yield "anh.webp", photo("WEBP")
    yield "bien ban.pdf", pdf()
    yield "nen.pdf", pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "lien ket.pdf", pdf(link("https://congdoan.vn"))
    yield "bien ban.docx", office()
    yield "danh sach.xlsx", sheet()


def transparent(form):
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (1, 2, 3, 128)).save(out, form)
    return out.getvalue()


def bilevel():
    out = io.BytesIO()
    Image.new("1", (20, 20), 1).save(out, "PNG")
    return out.getvalue()


def grey():
    out = io.BytesIO()
    Image.new("L", (20, 20), 90).save(out, "JPEG")
    return out.getvalue()


# Refused --------------------------------------------------------------------------------------------------------------


def pages():
    """SVG, HTML and their relatives, also under honest extensions."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
    html = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
    mht = b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + html
    yield from (
        ("a.svg", svg),
        ("a.html", html),
        ("a.xhtml", html),
        ("a.mht", mht),
        ("a.svgz", zlib.compress(svg)),
    )
    yield from (("a.png", svg), ("a.jpg", html), ("a.pdf", mht), ("a.docx", html), ("a.webp", svg))


def macros():
    """Macro and OLE documents under every name."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    macro_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield from (("a.doc", ole), ("a.xls", ole), ("a.docx", ole), ("a.xlsx", ole), ("a.docm", office()))
    yield "macro.docx", office({"word/vbaProject.bin": b"x"})
    yield "kieu.docx", office(kind=macro_type)
    yield "nhung.docx", office({"word/embeddings/oleObject1.bin": ole})
    yield "activex.xlsx", office({"xl/activeX/activeX1.xml": "<a/>"}, main="xl/workbook.xml")
    yield (
        "mau.docx",
        office({"word/_rels/settings.xml.rels": '<R Type="x/attachedTemplate" Target="http://x"/>'}),
    )
    yield (
        "thuc the.docx",
        office({"word/a.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
    )
    yield "utf16.docx", office({"word/a.xml": "<!DOCTYPE a><a/>".encode("utf-16")})
    yield "dde.docx", office({"word/a.xml": "<w:instrText>DDEAUTO c:\\\\x</w:instrText>"})
    yield "kich ban.docx", office({"word/media/a.js": "alert(1)"})


def bombs():
    """Much out of little."""
    yield "50000.png", png_claiming(50_000, 50_000)
    yield "8000.png", png_claiming(8_000, 8_000)
    yield "rong.jpg", jpeg_claiming(65_000, 65_000)
    yield "bom.docx", office({"word/a.xml": b"<a>" + b" " * (40 * 2**20) + b"</a>"})
    yield "nhieu.docx", office({f"word/{n}.xml": "<a/>" for n in range(2001)})
    yield (
        "to.xlsx",
        office({f"xl/{n}.xml": noise(2**20) for n in range(9)}, main="xl/workbook.xml")[:5_000_000],
    )
    yield "trung.docx", twins()
    yield "mat khau.docx", encrypted_zip()


def odd():
    """Empty, tiny, cut off, mislabelled, climbing out of their folder."""
    yield from (("rong.jpg", b""), ("mot.pdf", b"%"), ("khong duoi", photo()), (".jpg", b""))
    yield from (("ten.jpg", photo("PNG")), ("ten.png", photo()), ("ten.pdf", photo()), ("ten.docx", sheet()))
    yield from (
        ("ten.xlsx", office()),
        ("nua.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20),
        ("nua.pdf", b"%PDF-1.7\n"),
    )
    yield from (
        ("gif.gif", photo("GIF")),
        ("virus.com", eicar()),
        ("virus.pdf", eicar()),
        ("a.exe", b"MZ" + b"\0" * 99),
    )
    yield from (("len.docx", office({"../../x.xml": "<a/>"})), ("goc.docx", office({"/etc/x.xml": "<a/>"})))
    yield from (("thieu.docx", office(drop=["word/document.xml"])), ("sau.docx", b"GIF89a" + office()))
    yield from (
        ("khoa.pdf", locked_pdf()),
        ("khong trang.pdf", empty_pdf()),
        ("truoc.pdf", b"<html>" + pdf()),
    )


def eicar():
    return b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"


def noise(size):
    import random

    return b"<a>" + random.Random(size).randbytes(size).replace(b"\0", b"1") + b"</a>"


def png_claiming(width, height):
    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000, 9))
        + chunk(b"IEND", b"")
    )


def jpeg_claiming(width, height):
    data = bytearray(photo())
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def twins():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office())) as first, zipfile.ZipFile(out, "w") as packed:
        for member in first.infolist():
            packed.writestr(member.filename, first.read(member))
        packed.writestr("WORD/document.xml", "<b/>")
    return out.getvalue()


def encrypted_zip():
    """The flag that says "encrypted", set on every member."""
    data = bytearray(office())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


def locked_pdf():
    return pdf(encryption=pikepdf.Encryption(owner="chu", user="khach"))


def empty_pdf():
    with pikepdf.new() as made:
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


# Made harmless --------------------------------------------------------------------------------------------------------


def polyglots():
    """Two files in one: what hides behind the first must not come through."""
    hidden = office({"word/a.xml": "<script>" * 5})
    for name, data in (
        ("a.jpg", photo()),
        ("b.jpg", phone_photo()),
        ("a.png", photo("PNG")),
        ("a.webp", photo("WEBP")),
        ("a.pdf", pdf()),
    ):
        for tail in (SCRIPT, b"<?php system($_GET[0]); ?>", hidden, b"%PDF-1.7 " + SCRIPT, eicar()):
            yield name, data + tail
    yield "loi.jpg", photo(comment=SCRIPT)


def link(target):
    def change(made):
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            A=Dictionary(S=Name.URI, URI=String(target)),
        )
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return change


def active_pdfs():
    """PDF with scripts, launches, forms that send, files inside."""

    def script():  # made anew each time: an object dies with the document it was written to
        return Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))

    def root(**entries):
        return lambda made: [
            setattr(made.Root, key, made.make_indirect(value)) for key, value in entries.items()
        ]

    def page(**entries):
        return lambda made: [setattr(made.pages[0], key, value) for key, value in entries.items()]

    def note(**entries):
        return lambda made: setattr(
            made.pages[0], "Annots", Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)])
        )

    def carrying(made):
        made.attachments["x.exe"] = b"MZ"

    yield pdf(root(OpenAction=script()))
    yield pdf(root(AA=Dictionary(WC=script())))
    yield pdf(root(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))))
    yield pdf(page(AA=Dictionary(O=script())))
    yield pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe"))))
    yield pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.vn"), Next=script())))
    yield pdf(
        note(Subtype=Name.Link, A=Dictionary(S=Name.URI, Next=Array([script()]), URI=String("http://a")))
    )
    yield pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))))
    yield pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://evil"))))
    yield pdf(note(Subtype=Name.FileAttachment))
    yield pdf(root(AcroForm=Dictionary(XFA=String("<xdp/>"))))
    yield pdf(carrying)


ACTIVE_WORDS = (
    b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/XFA", b"javascript:",
    b"SubmitForm", b"/FileAttachment", b"cmd.exe",
)  # fmt: skip


def words_of_pdf(data):
    """Everything written in a PDF, with streams opened."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    return out.getvalue()


NAMES = [
    "../../etc/passwd.jpg", "..\\..\\windows\\a.jpg", "/etc/shadow.jpg", "a/b/c.jpg", "C:\\x.jpg",
    "anh\x00.php.jpg", "anh\n.jpg", "\u202egpj.exe.jpg", "a\u200fb.jpg", "con.jpg", "CON.jpg", "nul.jpg",
    "aux.JPG", "com1.jpg", "lpt9.jpg", "prn.jpg", "a" * 300 + ".jpg", "ă" * 300 + ".jpg", "😀.jpg",
    "😀" * 200 + ".jpg", "Nguye\u0302\u0303n Văn A.jpg", "Ảnh hội nghị.jpg", "biên bản số 01/BB-CĐ.jpg",
    "  khoảng trắng  .jpg", ".jpg.jpg", "...jpg", "a...jpg", "a..jpg", "-rf.jpg", "--.jpg", "$(reboot).jpg",
    "`id`.jpg", "a;b.jpg", "a&b.jpg", "a|b.jpg", "a>b.jpg", "a<b.jpg", "a*b.jpg", "a?b.jpg", 'a"b.jpg',
    "a'b.jpg", "a%00.jpg", "a%2e%2e.jpg", "a\tb.jpg", "a\rb.jpg", "a\x7fb.jpg", "~/.ssh.jpg", "a:b.jpg",
    "desktop.ini.jpg", "<script>.jpg", "a\u2028b.jpg", "a\ufeffb.jpg", "Ð.jpg", "đơn vị.tên.jpg", "0.jpg",
    "_.jpg", "ảnh (1).jpg", "a#b.jpg", "a+b=c.jpg", "a,b.jpg",
]  # fmt: skip
