"""Evidence files: honest ones come through harmless, hostile ones are refused with one sentence (R34–R38, R88)."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from emulation import closing
from targets import cleaning, declaring, files
from targets.declaring import declare, results_of, save_results
from targets.models import Evidence, Result
from tests.targets import hostile
from tests.targets.result_cast import *  # noqa: F403
from tests.targets.results import AT, SHORT, report_campaign, unit_of
from unions import sandbox
from unions.errors import NotAllowed, OutOfScope
from unions.models import LedgerEntry
from unions.quantities import SCALE
from unions.sandbox import Unsafe, guarded, open_zip


@pytest.fixture
def here(upper_union, officer, grassroots):
    """(unit, phase) of a campaign with one line."""
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=SHORT)
    unit = unit_of(campaign)
    return unit, campaign.phases.get(number=1)


def upload(name="anh.jpg", data=None):
    return SimpleUploadedFile("x", hostile.phone_photo() if data is None else data), name


def attach(here, by, name="anh.jpg", data=None):
    unit, phase = here
    sent, name = upload(name, data)
    sent._name = name  # as a hostile client writes it: Django's own cleaning is not what we lean on
    return files.attach(unit, phase, list(results_of(unit, phase).values()), sent, by=by, at=AT)


def stored(evidence):
    with files.open_stored(evidence) as opened:
        return opened.read()


# Acts -----------------------------------------------------------------------------------------------------------------


def test_attach_keeps_a_clean_copy_and_says_so(here, chair):
    evidence = attach(here, chair, "Ảnh hội nghị.jpg")
    assert (evidence.name, evidence.content_type) == ("Ảnh hội nghị.jpg", "image/jpeg")
    assert re.fullmatch(r"[0-9a-f-]{36}", evidence.stored_as)
    assert evidence.size == len(stored(evidence))
    assert [row.state for row in evidence.results.all()] == ["open"]
    entry = LedgerEntry.objects.newest_first()[0]
    assert entry.act == "files.attach"
    assert f"{chair.name} thêm minh chứng “Ảnh hội nghị.jpg” (Giai đoạn 1)" in entry.sentence


def test_place_and_camera_are_gone_and_the_photo_stands_upright(here, chair):
    evidence = attach(here, chair, data=hostile.phone_photo(7, size=(64, 48)))
    with Image.open(io.BytesIO(stored(evidence))) as kept:
        assert kept.size == (48, 64)
        assert not kept.getexif()
        assert "comment" not in kept.info


def test_same_file_again_serves_further_results_without_a_second_copy(here, chair, in_process):
    first = attach(here, chair)
    assert attach(here, chair, "ten khac.jpg") == first
    assert Evidence.objects.count() == 1
    assert len(list((files._folder()).iterdir())) == 1


def test_removed_file_leaves_the_list_and_stays_on_record(here, chair, in_process):
    evidence = attach(here, chair)
    files.remove(evidence, by=chair, at=AT)
    evidence.refresh_from_db()
    assert evidence.removed_at == AT
    assert stored(evidence)
    assert LedgerEntry.objects.newest_first()[0].act == "files.remove"
    with pytest.raises(files.FileGone):
        files.remove(evidence, by=chair, at=AT)
    assert attach(here, chair) != evidence


def test_files_of_results_under_review_do_not_change(here, chair, in_process):
    unit, phase = here
    evidence = attach(here, chair)
    save_results(unit, phase, {pk: {"num": SCALE} for pk in results_of(unit, phase)}, by=chair, at=AT)
    declare(unit, phase, by=chair, at=AT, received_at=AT)
    with pytest.raises(files.ResultLocked):
        attach(here, chair, data=hostile.photo())
    with pytest.raises(files.ResultLocked):
        files.remove(evidence, by=chair, at=AT)


def test_file_belongs_to_a_result(here, chair, in_process):
    unit, phase = here
    sent, _ = upload()
    sent.name = "anh.jpg"
    with pytest.raises(files.ResultNeeded):
        files.attach(unit, phase, [], sent, by=chair, at=AT)


def test_no_file_is_told(here, chair):
    unit, phase = here
    with pytest.raises(files.NoFile):
        files.attach(unit, phase, [], None, by=chair, at=AT)


def test_files_stop_with_the_books(here, chair, leader_of, in_process):
    evidence = attach(here, chair)
    closing.close_books(here[1], by=leader_of(here[0].campaign.organiser), at=AT)
    with pytest.raises(declaring.BooksClosed):
        attach(here, chair, data=hostile.photo())
    with pytest.raises(declaring.BooksClosed):
        files.remove(evidence, by=chair, at=AT)
    assert len(list(files._folder().iterdir())) == 1


def test_stranger_finds_nothing_and_leader_may_not(here, chair, officer_of, leader_of, stranger, upper_union):
    with pytest.raises(OutOfScope):
        attach(here, officer_of(stranger))
    with pytest.raises(NotAllowed):
        attach(here, leader_of(upper_union))


def test_officer_attaches_on_behalf(here, officer, in_process):
    assert attach(here, officer).added_by == officer.user


# Limits ---------------------------------------------------------------------------------------------------------------


def test_more_files_than_allowed(here, chair, in_process, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 2)
    for number in range(2):
        attach(here, chair, data=hostile.phone_photo(number))
    with pytest.raises(files.TooMany, match="tối đa"):
        attach(here, chair, data=hostile.phone_photo(3))
    assert len(list(files._folder().iterdir())) == 2


def test_more_bytes_than_allowed(here, chair, in_process, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(files.TooMany):
        attach(here, chair)
    assert Evidence.objects.count() == Result.objects.count() == 0


def test_big_file_is_refused_before_it_is_read(here, chair, monkeypatch):
    monkeypatch.setattr(files, "PER_FILE", 100)
    with pytest.raises(files.TooBig):
        attach(here, chair)


def test_copy_that_grew_too_big_is_refused(here, chair, in_process, monkeypatch):
    monkeypatch.setattr(
        files.cleaning if hasattr(files, "cleaning") else cleaning, "clean", lambda data, kind: data * 2
    )
    monkeypatch.setattr(files, "PER_FILE", len(hostile.phone_photo()) + 5)
    with pytest.raises(files.TooBig):
        attach(here, chair)


def test_full_disk_leaves_no_half_file(here, chair, in_process, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        attach(here, chair)
    assert list(files._folder().iterdir()) == []
    assert Evidence.objects.count() == 0


# R34: only allowed types, really --------------------------------------------------------------------------------------


@pytest.mark.prove("files")
def test_every_honest_file_is_taken(here, chair, in_process, monkeypatch, measured):
    monkeypatch.setattr(files, "MOST_FILES", 100)
    sent = list(hostile.honest())
    taken = [attach(here, chair, name, data) for name, data in sent]
    assert len(sent) >= 35
    assert len(taken) == len(sent)
    measured(honest=len(sent), honest_taken=len(taken))


@pytest.mark.prove("files")
@pytest.mark.parametrize("family", [hostile.pages, hostile.macros, hostile.bombs, hostile.odd])
def test_hostile_files_are_refused_with_a_sentence(here, chair, in_process, family, measured):
    cases = list(family())
    for name, data in cases:
        with pytest.raises((files.Unreadable, files.WrongType, files.TooBig)) as refused:
            attach(here, chair, name, data)
        assert str(refused.value).endswith("."), name
    assert Evidence.objects.count() == 0
    assert not files._folder().exists() or list(files._folder().iterdir()) == []
    measured(**{f"refused_{family.__name__}": len(cases)})


@pytest.mark.prove("files")
def test_polyglots_lose_what_hid_behind(here, chair, in_process, monkeypatch, measured):
    monkeypatch.setattr(files, "MOST_FILES", 100)
    cases = list(hostile.polyglots())
    for name, data in cases:
        kept = stored(attach(here, chair, name, data))
        for hidden in (b"script", b"php", b"PK\x03\x04", b"EICAR"):
            assert hidden not in kept, name
    measured(polyglots=len(cases))


@pytest.mark.prove("files")
def test_active_pdf_becomes_paper(measured):
    cases = list(hostile.active_pdfs())
    for data in cases:
        words = hostile.words_of_pdf(cleaning.clean(data, "pdf"))
        assert [each for each in hostile.ACTIVE_WORDS if each in words] == []
    measured(active_pdfs=len(cases))


def test_pdf_keeps_plain_links_and_loses_its_maker():
    def change(made):
        hostile.link("https://congdoan.vn")(made)
        made.docinfo["/Author"] = "Lê Thị Hồng Nhung"

    words = hostile.words_of_pdf(cleaning.clean(hostile.pdf(change), "pdf"))
    assert b"https://congdoan.vn" in words
    assert b"/Author" not in words


def test_pdf_nested_too_deep_is_refused(monkeypatch):
    monkeypatch.setattr(cleaning, "DEPTH", 1)
    with pytest.raises(Unsafe):
        cleaning.clean(next(hostile.active_pdfs()), "pdf")


def test_pdf_with_something_left_is_refused(monkeypatch):
    monkeypatch.setattr(cleaning, "_scrub", lambda value, depth=0: True)
    with pytest.raises(Unsafe):
        cleaning.clean(hostile.pdf(), "pdf")


def test_locked_pdf_says_what_to_do():
    with pytest.raises(Unsafe, match="mật khẩu"):
        cleaning.clean(hostile.locked_pdf(), "pdf")


def test_large_photo_shrinks():
    clean = cleaning.clean(hostile.photo(size=(4000, 3000)), "jpg")
    with Image.open(io.BytesIO(clean)) as kept:
        assert kept.size == (2000, 1500)


def test_transparency_stays():
    with Image.open(io.BytesIO(cleaning.clean(hostile.transparent("PNG"), "png"))) as kept:
        assert kept.getpixel((1, 1)) == (1, 2, 3, 128)


def test_document_is_packed_anew_always_alike():
    first, second = (cleaning.clean(hostile.office(), "docx") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert packed.read("word/document.xml").decode() == "<document>Biên bản</document>"


def test_folders_inside_a_document_are_left_out():
    with zipfile.ZipFile(io.BytesIO(cleaning.clean(hostile.office({"word/": ""}), "docx"))) as packed:
        assert "word/" not in packed.namelist()


# R88, R35 -------------------------------------------------------------------------------------------------------------


@pytest.mark.prove("files")
def test_no_tag_survives(measured):
    left = 0
    for number in range(40):
        with Image.open(io.BytesIO(cleaning.clean(hostile.phone_photo(number), "jpg"))) as kept:
            left += len(kept.getexif()) + len(kept.getexif().get_ifd(0x8825))
    assert left == 0
    measured(photos=40, tags_left=left)


@pytest.mark.prove("files")
def test_names_become_harmless_and_stay_readable(measured):
    for name in hostile.NAMES:
        safe = files.safe_name(name)
        assert safe.endswith(("jpg", "JPG")), name
        assert re.search(r'[\x00-\x1f\x7f\u202e\u200f\u2028\ufeff/\\:*?"<>|]', safe) is None, name
        assert 3 <= len(safe) <= 130, name
        assert safe.partition(".")[0].lower() not in files.WINDOWS_DEVICES, name
    assert files.safe_name("Nguye\u0302\u0303n Văn A.jpg") == "Nguyễn Văn A.jpg"
    assert files.safe_name("") == "tep"
    assert len(hostile.NAMES) == 60
    measured(names=len(hostile.NAMES))


@pytest.mark.parametrize("name", ["../../x.jpg", "\u202egpj.exe.jpg", "con.jpg"])
def test_hostile_names_are_stored_under_random_ones(here, chair, in_process, name):
    evidence = attach(here, chair, name)
    assert re.fullmatch(r"[0-9a-f-]{36}", evidence.stored_as)
    assert [each.name for each in files._folder().iterdir()] == [evidence.stored_as]


# The child ------------------------------------------------------------------------------------------------------------


def test_child_cleans_and_passes_its_refusal_on():
    assert guarded("targets.cleaning", "jpg", data=hostile.photo()).startswith(b"\xff\xd8")
    with pytest.raises(Unsafe, match="mật khẩu"):
        guarded("targets.cleaning", "pdf", data=hostile.locked_pdf())


def test_child_that_dies_or_dawdles_is_a_refusal():
    with pytest.raises(Unsafe):
        guarded("targets.no_such_module", data=b"")
    with pytest.raises(Unsafe):
        guarded("targets.cleaning", "jpg", data=b"", seconds=0.001)


def test_child_serves_within_limits(monkeypatch):
    limits, out = {}, io.BytesIO()
    monkeypatch.setattr(sandbox.resource, "setrlimit", lambda name, value: limits.update({name: value}))
    monkeypatch.setattr(sandbox.sys, "stdin", type("In", (), {"buffer": io.BytesIO(b"abc")}))
    monkeypatch.setattr(sandbox.sys, "stdout", type("Out", (), {"buffer": out}))
    assert sandbox.serve(bytes.upper) == 0
    assert (out.getvalue(), limits[sandbox.resource.RLIMIT_FSIZE]) == (b"ABC", (0, 0))


def test_child_says_why_it_refuses(monkeypatch):
    def refuse(data):
        raise Unsafe("Vì sao.")

    said = io.StringIO()
    monkeypatch.setattr(sandbox.resource, "setrlimit", lambda name, value: None)
    monkeypatch.setattr(sandbox.sys, "stdin", type("In", (), {"buffer": io.BytesIO()}))
    monkeypatch.setattr(sandbox.sys, "stderr", said)
    assert (sandbox.serve(refuse), said.getvalue()) == (sandbox.REFUSED, "Vì sao.")


def test_zip_that_lies_about_a_member_is_refused():
    data = bytearray(hostile.office())
    place = data.index(b"word/document.xml") + len("word/document.xml")
    data[place : place + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(Unsafe):
        sandbox.read_member(open_zip(bytes(data)), "word/document.xml")


def test_zip_with_too_much_inside_says_so(monkeypatch):
    monkeypatch.setattr(sandbox, "UNPACKED", 10)
    with pytest.raises(Unsafe, match="quá lớn"):
        open_zip(hostile.office())


def test_broken_zip_is_refused():
    with pytest.raises(Unsafe):
        open_zip(b"PK\x03\x04 and nothing more")


def test_late_uploads_are_possible_until_the_books_close(here, chair, in_process):
    unit, phase = here
    sent, _ = upload()
    sent.name = "anh.jpg"
    later = AT + timedelta(days=30)
    rows = list(results_of(unit, phase).values())
    assert files.attach(unit, phase, rows, sent, by=chair, at=later).added_at == later
