#!/usr/bin/env bash
# Is .venv there, made by a Python that is new enough, with exactly the locked packages? Usage: tools/setup.sh base|dev
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/apt.sh

lock="requirements/${1:?base or dev}.txt"
oldest="3.11"

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

python="$(find_python)"
if [ -z "$python" ]; then
    apt_install python3 python3-venv || true
    python="$(find_python)"
fi
[ -n "$python" ] || fail "Cần Python $oldest trở lên: đồng chí cài python3 mới hơn, hoặc chỉ ra bằng PYTHON=/đường/dẫn/python3."

stamp=".venv/.ready-$1"
version_of() { "$1" -c 'import platform; print(platform.python_version())' 2>/dev/null || true; }
wanted="$(version_of "$python") $(sha256sum "$lock" | cut -d' ' -f1)"
has_venv() { [ -x .venv/bin/python ] && [ "$(version_of .venv/bin/python)" = "${wanted% *}" ]; }
if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && has_venv; then
    exit 0
fi

if ! has_venv; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        apt_install "python$version-venv" || apt_install python3-venv || true
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            fail "Thiếu gói python3-venv: đồng chí chạy 'sudo apt install python3-venv' rồi chạy lại."
    fi
    echo "• Tạo môi trường Python (.venv)…"
    "$python" -m venv --clear .venv
fi
echo "• Cài các gói đã khóa ($lock)…"
rm -f .venv/.ready-*
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    fail "Không cài được các gói trong $lock: đồng chí kiểm tra đường mạng tới kho gói Python rồi chạy lại."
echo "$wanted" >"$stamp"
if [ "$1" = dev ]; then # the larger set contains the smaller one, at the same versions
    echo "${wanted% *} $(sha256sum requirements/base.txt | cut -d' ' -f1)" >.venv/.ready-base
fi
