"""Which official papers can be printed from a campaign, and how does one become a file?"""

from dataclasses import dataclass

from emulation.papers.letter_paper import registration_letter
from emulation.papers.material import gather
from emulation.papers.pdf import pdf_of
from emulation.papers.plan_paper import plan_paper
from emulation.papers.word import word_of
from targets.assignment_paper import assignment_paper, gather_assignment
from unions.errors import Refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
WRITERS = {"docx": (word_of, DOCX), "pdf": (pdf_of, PDF)}


@dataclass(frozen=True)
class Kind:
    """One kind of paper: what it is called, what it reads, how it is composed."""

    label: str
    gather: object
    compose: object


KINDS = {
    "ke-hoach": Kind("Kế hoạch", gather, plan_paper),
    "giao-chi-tieu": Kind("Quyết định giao chỉ tiêu", gather_assignment, assignment_paper),
    "cong-van-dang-ky": Kind("Công văn đăng ký", gather, registration_letter),
}


class UnknownPaper(Refusal):
    sentence = f"Không có loại văn bản này. Các loại: {', '.join(KINDS)}."


class UnknownForm(Refusal):
    sentence = "Chỉ in được thành tệp .docx hoặc .pdf."


def compose(campaign, kind, *, on):
    """The paper of a campaign as data."""
    if kind not in KINDS:
        raise UnknownPaper
    chosen = KINDS[kind]
    return chosen.compose(chosen.gather(campaign, on=on))


def print_paper(campaign, kind, form, *, on):
    """(the file as bytes, its content type); `form` is docx or pdf."""
    if form not in WRITERS:
        raise UnknownForm
    write, content_type = WRITERS[form]
    return write(compose(campaign, kind, on=on)), content_type
