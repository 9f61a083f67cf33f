#!/usr/bin/env bash
# Are the system packages that the tests need there: a PostgreSQL and a Redis to throw away, a browser, its fonts?
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/apt.sh

has_postgres() { command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_fonts() { command -v fc-list >/dev/null && fc-list : family 2>/dev/null | grep -qi 'liberation'; }

missing=()
has_postgres || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
has_chromium || missing+=(chromium)
has_fonts || missing+=(fontconfig fonts-liberation2)
[ ${#missing[@]} -eq 0 ] && exit 0

# Debian starts a server of its own after installing these; ours are separate, and this one is told not to start.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! [ -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt_install "${missing[@]}" ||
    fail "Để chạy kiểm thử còn thiếu gói hệ thống: đồng chí chạy 'sudo apt install ${missing[*]}' rồi chạy lại."
