"""How is a document from outside opened without trusting it?

Two guards: a zip is looked at before anything is unpacked, and parsers run in a child process with little memory,
little time and no way to write files. A child that dies takes only itself along.
"""

import io
import os
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SECONDS = 20
MEMORY = 1536 * 2**20  # address space of a child: a 50-megapixel photo needs about a third
FILES = 64
REFUSED = 3  # exit status of a child that says why, in one sentence on stderr

MEMBERS = 2000
UNPACKED = 100 * 2**20
RATIO = 200  # text in a document packs about 10:1, a bomb 1000:1
RATIO_FROM = 2**20  # small members may pack well without harm


class Unsafe(Exception):
    """The document is not taken; the text is a sentence for the person who sent it, or empty."""


# A child that does the risky part -------------------------------------------------------------------------------------


def guarded(module, *arguments, data, seconds=SECONDS):
    """Run `python -m module arguments` on `data` and return its output.

    The module calls `serve` and gets the limits there. Raises Unsafe when it refuses, dies or takes too long.
    """
    command = [sys.executable, "-m", module, *arguments]
    surroundings = {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell)
            command,
            input=data,
            capture_output=True,
            timeout=seconds,
            cwd=PROJECT,
            env=surroundings,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise Unsafe("") from problem
    if done.returncode == REFUSED:
        raise Unsafe(done.stderr.decode())
    if done.returncode != 0:
        raise Unsafe("")
    return done.stdout


def serve(work, *, memory=MEMORY, seconds=SECONDS):
    """The child's side: take limits, read stdin, write what `work` makes of it; a refusal becomes its exit status."""
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    try:
        clean = work(sys.stdin.buffer.read())
    except Unsafe as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    sys.stdout.buffer.write(clean)
    return 0


# A zip before it is unpacked ------------------------------------------------------------------------------------------


def open_zip(data):
    """A ZipFile whose members are few, plainly named, unencrypted and unpack to a bearable size; else Unsafe."""
    if not data.startswith(b"PK\x03\x04"):
        raise Unsafe("")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as problem:
        raise Unsafe("") from problem
    members = opened.infolist()
    names = [member.filename for member in members]
    if len(names) > MEMBERS or len({name.lower() for name in names}) != len(names):
        raise Unsafe("")
    if any(_is_strange(member) for member in members):
        raise Unsafe("")
    if sum(member.file_size for member in members) > UNPACKED:
        raise Unsafe("Tệp này khi mở ra quá lớn. Đồng chí gửi bản gọn hơn hoặc chụp ảnh.")
    return opened


def read_member(opened, name):
    """One member, never more than it declared; a member that lies about its size is refused."""
    try:
        return opened.read(name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise Unsafe("") from problem


def _is_strange(member):
    name = member.filename
    steps = name.replace("\\", "/").split("/")
    wide = member.file_size > RATIO_FROM and member.file_size > RATIO * max(member.compress_size, 1)
    return name.startswith("/") or ".." in steps or ":" in name or bool(member.flag_bits & 0x1) or wide
