#!/usr/bin/env bash
# Can PDF papers be made here: Pango with its friends, and a face with Times' measures and all Vietnamese letters?
# Without them everything else works and the PDF buttons say what is missing, so this never fails.
set -uo pipefail
cd "$(dirname "$0")/.."
source tools/apt.sh

# By loading, as WeasyPrint does: what is on the disk but cannot be loaded is missing too.
has_library() { .venv/bin/python -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }
has_face() { command -v fc-list >/dev/null && fc-list : family 2>/dev/null | grep -qiE 'liberation serif|tinos|times new roman'; }

missing=()
has_library libpango-1.0.so.0 || missing+=(libpango-1.0-0)
has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
has_library libharfbuzz-subset.so.0 || missing+=(libharfbuzz-subset0)
has_face || missing+=(fontconfig fonts-liberation2)
[ ${#missing[@]} -eq 0 ] && exit 0
apt_install "${missing[@]}" ||
    echo "• Chưa làm được PDF (bản Word vẫn tải được): cần 'sudo apt install ${missing[*]}'."
exit 0
