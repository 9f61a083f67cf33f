"""What happens when a page of results is sent: numbers, new files, files to take off?

Each goes by its own act and none costs another: a photo that cannot be read must not lose the numbers beside it, and a
number that cannot be read must not make the chair photograph again.
"""

from dataclasses import dataclass, field

from targets import files
from targets.declaring import save_results
from unions.errors import Refusal


@dataclass
class Outcome:
    """`refusal`: why the numbers were not kept, or None; `file_problems` {indicator id: sentence}."""

    refusal: Refusal | None = None
    changed: list = field(default_factory=list)
    attached: int = 0
    file_problems: dict = field(default_factory=dict)


def fill_in(participant, phase, answers, *, by, at, seen=None, uploads=(), unwanted=None):
    """`answers` for `save_results`, None when the form has errors; `uploads` [(Result, file)]."""
    outcome = Outcome()
    if answers is not None:
        try:
            outcome.changed = save_results(participant, phase, answers, by=by, at=at, seen=seen)
        except Refusal as refusal:
            outcome.refusal = refusal
    for result, upload in uploads:
        try:
            files.attach(participant, phase, [result], upload, by=by, at=at)
            outcome.attached += 1
        except Refusal as refusal:
            outcome.file_problems[result.indicator_id] = f"{upload.name}: {refusal}"
    if unwanted is not None:
        try:
            files.remove(unwanted, by=by, at=at)
        except files.FileGone:
            pass  # a second tap
    return outcome
