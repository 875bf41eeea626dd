# DealerDesk: `make run` and `make test` are all it takes; CONTRIBUTING.md says more.

.DEFAULT_GOAL := help
.PHONY: help run test check bench gallery lock translations install clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

# pip, Qt and fontconfig misbehave without a home of their own, so a missing one gets a place in build/.
ifeq ($(shell test -w "$$HOME" && echo yes),)
export HOME := $(CURDIR)/build/home
endif

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input --quiet
INSTALLED := .venv/installed
CATALOGUES := $(patsubst resources/translations/%.po,dealerdesk/locale/%.mo,\
	$(wildcard resources/translations/*/LC_MESSAGES/dealerdesk.po))
# Everything but the window runs without a screen, so that no test steals the keyboard.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

help:
	@echo "make run           open the window; without a display, write pictures of it to build/pictures"
	@echo "make test          run the tests"
	@echo "make check         style, types, rooms and translations"
	@echo "make bench [N=…]   measure N files against floors and peers, and write build/bench.json"
	@echo "make gallery       write pictures of every screen to build/gallery"
	@echo "make translations  bring the .po files up to date with the program's sentences, and compile them"
	@echo "make lock          choose the newest allowed dependencies anew"
	@echo "make clean         remove everything that make has made"

run: install
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(PYTHON) -m dealerdesk; else $(OFFSCREEN) $(PYTHON) -m tests.gallery --main; fi

test: install
	$(OFFSCREEN) $(PYTHON) -m pytest -n auto --maxprocesses 8

check: install
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(OFFSCREEN) $(PYTHON) -m pytest tests/architecture --quiet

bench: install
	$(OFFSCREEN) $(PYTHON) -m tests.benchmarks $(N) --ground build/ground

gallery: install
	$(OFFSCREEN) $(PYTHON) -m tests.gallery

translations: install
	$(PYTHON) build_catalogues.py --gather

# One resolution for Windows, Linux and macOS; the second file is the first one plus the developers' tools.
lock: install
	$(PIP) install uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraints requirements.lock --output-file requirements-dev.lock
LOCK = $(PYTHON) -m uv --no-config pip compile pyproject.toml --quiet --upgrade --universal --generate-hashes \
	--only-binary :all: --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

install: $(INSTALLED) $(CATALOGUES)

.venv/bin/python:
	@sh installer/debian_packages.sh
	@sh installer/make_environment.sh

$(INSTALLED): .venv/bin/python requirements-dev.lock pyproject.toml build_catalogues.py
	@echo "Installing DealerDesk into .venv"
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

dealerdesk/locale/%.mo: resources/translations/%.po build_catalogues.py | $(INSTALLED)
	@$(PYTHON) build_catalogues.py

clean:
	rm -rf .venv build dist dealerdesk/locale *.egg-info .import_linter_cache \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis
	find dealerdesk tests -name __pycache__ -type d -prune -exec rm -rf {} +
