# `make site` builds this repository's site; `make test` runs every check; `make help` lists the rest. All need only Python 3.11
# or newer. What stands behind ## is what `make help` says of a target.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site help check test coverage lint browser referees figures audit costs lock phone golden words docs pictures soak hostile fuzz faults bench bench-full bench-large bench-cluster bench-related bench-search clean

site: $(VENV)/.installed ## Builds this repository's own site into output/ (what `make` alone does)
	$(BIN)/dateline build
	@echo "The site is in output/. Open output/index.html in a browser."

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# `make check PACKAGE=search` asks one package of builder/ and its tests alone.
check: $(VENV)/.installed-for-tests ## Runs style, types and the unit tests: the fast loop; PACKAGE=search for one package
	$(BIN)/ruff check $(if $(PACKAGE),builder/$(PACKAGE) tests/$(PACKAGE),.)
	$(BIN)/mypy $(if $(PACKAGE),builder/$(PACKAGE) tests/$(PACKAGE))
	$(BIN)/pytest $(if $(PACKAGE),tests/$(PACKAGE),-n auto) -m unit

test: lint browser referees ## Runs every check: style, types, all tests
	$(BIN)/pytest -n auto --durations=20

# The same tests, with the lines of the builder that none of them runs.
coverage: lint browser referees ## Runs all tests and names the lines of builder/ that none of them runs
	$(BIN)/pytest -n auto --cov=builder --cov-report=term-missing:skip-covered

# Style, types, formatting. The directions of imports are one of the tests.
lint: $(VENV)/.installed-for-tests ## Checks style, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A browser for the tests: an installed Chromium or Chrome, else Debian's package, else Playwright's own download.
browser: $(VENV)/.installed-for-tests ## Finds or installs a Chromium for the tests
	$(BIN)/python -m tests.serve.browser

# Other people's checkers of pages, by npm: the Nu HTML checker, axe-core, Lighthouse. What cannot be installed is skipped, but where CI is set.
referees: $(VENV)/.installed-for-tests ## Installs other people's checkers of pages, by npm
	$(BIN)/python -m tests.referees.install

figures: $(VENV)/.installed-for-tests browser referees ## Prints what Lighthouse says of each kind of page, and what each weighs
	$(BIN)/python -m tests.referees.figures

# Needs ../shared/corpus; `make phone PHONE="--entries 83458 --longest 0"` says how many entries, and to open all pages.
phone: $(VENV)/.installed-for-tests browser ## Prints how high each kind of page is on a phone, and how many links are low
	$(BIN)/python -m tests.benchmarks.phone $(PHONE)

# 5,000 random steps of the law that an incremental build equals a clean one, of which `make test` takes 200, and each entry of
# ../shared/corpus read in the short ways, of which `make test` takes a tenth.
soak: $(VENV)/.installed-for-tests ## Takes 5,000 random steps of the law of incremental builds
	$(BIN)/pytest tests/test_law.py tests/test_short_ways.py --steps 5000 --every 1 -o faulthandler_timeout=0

hostile: $(VENV)/.installed-for-tests ## Prints what texts that are made to hang a reader cost it
	$(BIN)/python -m tests.hostile

# `make faults FAULTS="kill errors --every 5"` tries some of them.
faults: $(VENV)/.installed-for-tests ## Kills, starves and disturbs builds on purpose, and prints what broke
	$(BIN)/python -m tests.faults $(FAULTS)

# `make fuzz READER=wikitext SECONDS=600`; what it keeps is in .fuzz/.
fuzz: $(VENV)/.installed-for-tests $(VENV)/.installed-for-fuzz ## Makes up hostile texts for an hour, led by the lines that they reach
	$(BIN)/python -m tests.hostile.fuzz $(or $(READER),entry) $(or $(SECONDS),3600)

# Read the difference before you commit it.
golden: $(VENV)/.installed-for-tests ## Writes the golden site anew, after a change that is meant to change pages
	$(BIN)/pytest tests/test_golden.py --update-golden

# Adds new messages to the theme's catalogs, and names those that are not translated.
words: $(VENV)/.installed-for-tests ## Brings the message catalogs up to date with what templates say
	$(BIN)/python -m tests.words

docs: $(VENV)/.installed-for-tests ## Writes the messages of the explained problems and the manual's reference anew
	$(BIN)/python -m tests.explanations.examples
	$(BIN)/python -m tests.manual.reference

pictures: $(VENV)/.installed-for-tests browser ## Takes the pictures of the README and the manual anew
	$(BIN)/python -m tests.pictures
	$(BIN)/python -m tests.serve.pictures
	$(BIN)/python -m tests.manual.pictures

# Dateline against Hugo on this machine, builds after small changes, the site's size, and serving while writing, with 1,000 and 10,000 real
# entries; needs ../shared/corpus beside the checkout. Prints what it finds.
bench: $(VENV)/.installed-for-tests $(VENV)/.installed-for-bench ## Measures Dateline beside Hugo with 1,000 and 10,000 entries
	$(BIN)/python -m tests.benchmarks.bench

bench-full: $(VENV)/.installed-for-tests $(VENV)/.installed-for-bench ## The same with 83,458 entries too; writes RESULTS.md
	$(BIN)/python -m tests.benchmarks.bench --full

bench-large: $(VENV)/.installed-for-tests $(VENV)/.installed-for-bench ## What edits of sites with 113,984 and 300,000 entries cost
	$(BIN)/python -m tests.benchmarks.large 113984 300000

bench-cluster: $(VENV)/.installed-for-tests ## What a build by a cluster of two workers takes beside a local one
	$(BIN)/python -m tests.benchmarks.cluster 10000 83458

# How good both rankings of Related are, and what they cost; needs ../shared/corpus too.
bench-related: $(VENV)/.installed-for-tests ## Measures how good the rankings of Related are, and what they cost
	$(BIN)/python -m tests.benchmarks.related

# What searching costs a reader and a build, and whether it finds what it has to; needs ../shared/corpus and a browser.
bench-search: $(VENV)/.installed-for-tests browser ## Measures what search costs a reader and a build
	$(BIN)/python -m tests.benchmarks.search

COMPILE = $(BIN)/uv pip compile --universal --no-strip-extras --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--no-header --python-version 3.11 --output-file

# The lock files, after a change to the dependencies in pyproject.toml.
lock: $(VENV)/.installed-for-tests ## Writes the lock files anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) requirements.lock pyproject.toml --group build
	$(COMPILE) builder/scaffold/skeleton/requirements.lock pyproject.toml --extra cards --extra import --extra publish --group build --constraint requirements.lock
	$(COMPILE) requirements-cluster.lock pyproject.toml --extra dask --extra loky --group build --constraint requirements.lock
	$(COMPILE) requirements-dev.lock pyproject.toml --group dev
	$(COMPILE) requirements-bench.lock pyproject.toml --group bench
	$(COMPILE) requirements-fuzz.lock pyproject.toml --group fuzz
	$(COMPILE) requirements-release.lock pyproject.toml --group release
	$(COMPILE) requirements-audit.lock --group audit

# zizmor looks at the workflows; pip-audit asks the package index for known holes in what the lock files pin, and says so where it cannot.
audit: $(VENV)/.installed-for-tests $(VENV)/.installed-for-audit ## Looks for known holes in the workflows and in what the lock files pin
	$(BIN)/zizmor --offline --no-progress .github/workflows builder/scaffold/skeleton/*.yml
	$(BIN)/python -m tests.audit $(VENV)/audit/bin/pip-audit requirements*.lock builder/scaffold/skeleton/requirements.lock

costs: $(VENV)/.installed-for-tests ## Prints what each dependency weighs and how long it takes to load
	$(BIN)/python -m tests.benchmarks.dependencies

clean: ## Removes what make has installed and built
	rm -rf $(VENV) output tests/referees/node_modules

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q builder
	@touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.installed-for-bench: $(VENV)/.installed requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

$(VENV)/.installed-for-fuzz: $(VENV)/.installed requirements-fuzz.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

$(VENV)/.installed-for-audit: $(VENV)/.installed requirements-audit.lock
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@
