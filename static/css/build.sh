#!/bin/sh
# Builds chair.css, staff.css and paper.css from src/ with Sass and Bootstrap's Sass sources, both pinned.
# Only needed after a change in src/: the built files are committed, and tests compare the sum in their first line.
set -eu
cd "$(dirname "$0")"
SASS=1.108.2
BOOTSTRAP=5.3.8
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" "sass@$SASS" "bootstrap@$BOOTSTRAP"
sum=$(cat src/*.scss | sha256sum | cut -d' ' -f1)
for name in chair staff paper; do
    printf '/*! src %s; licences: static/vendor/vendor.lock */\n' "$sum" > "$tools/$name.css"
    "$tools/node_modules/.bin/sass" --style=compressed --no-source-map --no-charset --quiet-deps \
        --silence-deprecation=import --load-path="$tools/node_modules" "src/$name.scss" >> "$tools/$name.css"
done
mv "$tools"/chair.css "$tools"/staff.css "$tools"/paper.css .
