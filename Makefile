# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What the sound-card tests and `hotseat interview` need beside Python on Debian and Ubuntu.
SYSTEM := libportaudio2 libasound2-plugins pulseaudio pulseaudio-utils
# What the report page is tested in.
BROWSER := chromium

.PHONY: demo test lint bench faults fuzz system clean

demo: $(VENV)/.installed
	$(BIN)/hotseat demo

test: $(VENV)/.installed-dev system lint
	$(BIN)/pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# About three quarters of an hour, on a machine that does nothing else; each can be run by itself.
bench: $(VENV)/.installed-dev system
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/judge_speed.py
	$(BIN)/python benchmarks/turn_gap.py

# A million bent files for every reader of strangers' files: about half an hour.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/fuzz.py

# Two or three hours: everything that can go wrong, as often as docs/faults.md says, and its table written anew.
faults: $(VENV)/.installed-dev system
	$(BIN)/python benchmarks/faults.py
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python benchmarks/soak.py --played
	$(BIN)/pytest tests/faults

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "hotseat needs Python 3.10 to 3.13; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

# Only where apt-get exists and may be used without a password; elsewhere the tests that need these skip and say why.
system:
	@command -v apt-get >/dev/null || exit 0; \
	dpkg -s $(SYSTEM) $(BROWSER) >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; else \
	  echo "Without the right to install $(SYSTEM) $(BROWSER), the tests that need them will skip."; exit 0; fi; \
	$$sudo apt-get update -qq; export DEBIAN_FRONTEND=noninteractive; \
	$$sudo apt-get install -y -qq $(SYSTEM) >/dev/null \
	  || echo "The system packages could not be installed; the sound-card tests will skip."; \
	$$sudo apt-get install -y -qq $(BROWSER) >/dev/null \
	  || echo "$(BROWSER) could not be installed; the report page's tests in a browser will skip."

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
