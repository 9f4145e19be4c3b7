# Two commands do everything: `make site` and `make test`. The others are parts of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve check test lint bench lock clean

site: $(VENV)/.site
	$(BIN)/aboveboard build

serve: $(VENV)/.site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

check: $(VENV)/.site
	$(BIN)/aboveboard check

test: $(VENV)/.test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python .ci/test.py

bench: $(VENV)/.test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.benchmarks

# The locks are made anew only by hand: hashes, and no host of any index.
lock: $(VENV)/.test
	$(BIN)/python .ci/lock.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: $(VENV)/bin/python .ci/site.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/site.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: $(VENV)/.site .ci/test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/test.lock
	touch $@

clean:
	rm -rf $(VENV) .cache site
