# Two commands do everything: `make run` and `make test`.
.PHONY: run test lint prove lock
.DEFAULT_GOAL := run
SHELL := /bin/bash

# The product on this machine, with its demo data: http://localhost:$PORT
run:
	@tools/setup.sh base
	@tools/paper_packages.sh
	@exec .venv/bin/python manage.py run_all

# Everything that proves it, on SQLite with files and on PostgreSQL with Redis, in a real browser
test:
	@tools/setup.sh dev
	@tools/test_packages.sh
	@tools/paper_packages.sh
	@exec .venv/bin/python tools/test_all.py

# The full counts of one area: make prove AREA=signing, or make prove signing
AREA ?= $(word 2,$(MAKECMDGOALS))
prove:
	@tools/setup.sh dev
	@tools/test_packages.sh
	@tools/paper_packages.sh
	@exec .venv/bin/python tools/prove.py $(AREA)
ifeq (prove,$(firstword $(MAKECMDGOALS)))
$(eval $(or $(word 2,$(MAKECMDGOALS)),_):;@:)
endif

lint:
	@tools/setup.sh dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --cache-dir var/import-linter

# Writes the locks anew from pyproject.toml, for every Python from 3.11 on
COMPILE := .venv/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --quiet
lock:
	@tools/setup.sh base
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) pyproject.toml -o requirements/base.txt
	@$(COMPILE) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
