# Two commands do everything: `make site` and `make test`. The others are parts of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve check test bench lock clean

# An environment that was not finished is none.
.DELETE_ON_ERROR:

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

# Asked here: pip would say no more than that some package has no such version.
UNFIT := "This is Python %d.%d, and 3.11 to 3.13 are wanted: name one, as in make site PYTHON=python3.13"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; at = sys.version_info[:2]; sys.exit(None if (3, 11) <= at <= (3, 13) else $(UNFIT) % at)'
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
