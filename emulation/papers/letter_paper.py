"""What does the letter say by which a union registers its campaign with a body outside or above (S4)?"""

from emulation.papers import aims
from emulation.papers.layout import BLANK_NUMBER
from emulation.papers.letterheads import blank_number, board_of, broken, place_date, symbol
from emulation.papers.paper import Paper, Sign, Text, clean, ended, quoted, said_day, sentence, unbroken
from unions.errors import Refusal


class NobodyToRegisterWith(Refusal):
    sentence = (
        "Phong trào này chưa ghi đăng ký với tổ chức nào nên chưa lập được công văn đăng ký. Đồng chí chọn nơi đăng ký "
        "ở bước 1 của kế hoạch."
    )


def registration_letter(material):
    """The paper as data; what the clerk has recorded of the letter is printed, the rest stays blank."""
    campaign, letter = material.campaign, material.outgoing
    addressee = campaign.addressee or (letter and letter.counterpart)
    if addressee is None:
        raise NobodyToRegisterWith
    number, dated_on = (letter.number, letter.dated_on) if letter else ("", None)
    mark = f"{symbol(campaign.organiser)}-{BLANK_NUMBER}"
    subject = clean(letter.subject) if letter else f"đăng ký nội dung thi đua năm {campaign.year}"
    return Paper(
        superior=material.superior,
        issuer=broken(campaign.organiser.name),
        number=f"Số: {clean(number)}" if number else blank_number(mark),
        place_date=place_date(campaign.organiser, dated_on=dated_on, year=material.year),
        about=unbroken(subject),
        addressee=clean(addressee.name),
        blocks=ended(_blocks(material)),
        sign=_sign(material),
        recipients=_recipients(letter),
    )


def _blocks(material):
    campaign = material.campaign
    blocks = [Text(_opening(material)), Text("I. NỘI DUNG THI ĐUA", "section")]
    number = 1
    if campaign.theme:
        blocks += [Text(f"{number}. Chủ đề thi đua", "clause"), Text(f"{quoted(campaign.theme)}.")]
        number += 1
    if material.contents:
        blocks.append(Text(f"{number}. Nội dung thi đua", "clause"))
        blocks += [
            Text(f"{number}.{place}. {sentence(each.title)}")
            for place, each in enumerate(material.contents, 1)
        ]
    sections = ["MỘT SỐ CHỈ TIÊU PHẤN ĐẤU"] if material.counted else []
    for numeral, heading in zip(("II", "III"), [*sections, "ĐĂNG KÝ DANH HIỆU THI ĐUA"], strict=False):
        blocks.append(Text(f"{numeral}. {heading}", "section"))
        blocks += _aims(material) if heading in sections else [_titles(material)]
    return blocks


def _aims(material):
    return [Text(f"- {sentence(line)}") for line in aims.lines_of(material.counted)]


def _titles(material):
    """In the order of the document that was registered, which is that of the list of titles."""
    names = ", ".join(clean(each.name) for each in material.titles)
    return Text(sentence(names) if names else "Không đăng ký danh hiệu thi đua.")


def _opening(material):
    campaign, letter = material.campaign, material.incoming
    basis = [clean(line).rstrip(" .;") for line in campaign.basis_lines]
    if not basis and letter:
        sender = f" của {clean(letter.counterpart.name)}" if letter.counterpart else ""
        day = f" ngày {said_day(letter.dated_on)}" if letter.dated_on else ""
        basis = [f"Công văn số {clean(letter.number)}{day}{sender} “V/v {clean(letter.subject)}”"]
    whose = f"{board_of(campaign.organiser)} {campaign.organiser.label}"
    doing = f"đăng ký các nội dung thi đua năm {campaign.year} như sau:"
    return f"Thực hiện {', '.join(basis)}, {whose} {doing}" if basis else f"{whose} {doing}"


def _sign(material):
    letter = material.outgoing
    if letter and letter.signer_name:
        return Sign(clean(letter.authority_line), clean(letter.signer_post), clean(letter.signer_name))
    return material.sign


def _recipients(letter):
    lines = [line for line in (letter.recipients.splitlines() if letter else ()) if line.strip()]
    lines = [clean(line).lstrip("- ").rstrip(" .;") for line in lines] or ["Như trên", "Lưu: VT"]
    return (*(f"{line};" for line in lines[:-1]), f"{lines[-1]}.")
