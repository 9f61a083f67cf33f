"""A child that wants too much: memory, open files, a file of its own."""

import sys
import tempfile

from unions.sandbox import serve
from unions.workbook_child import MEMORY


def want(data):
    match sys.argv[1]:
        case "memory":
            bytearray(MEMORY)
        case "files":
            kept = [open("/dev/null") for _ in range(100)]
            return str(len(kept)).encode()
        case "write":
            with tempfile.TemporaryFile() as out:
                out.write(b"x" * 100)
    return b"ok"


if __name__ == "__main__":
    sys.exit(serve(want, memory=MEMORY))
