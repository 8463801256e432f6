# Two commands: `make demo` shows Alongside on this machine, `make test` proves it. The rest is for people who change it.
PYTHON ?= python3
PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: help demo test python tools lint tidy lock assets words pictures clean

help:
	@echo "make demo        set up and show the demo community (PORT=8123 make demo for another port)"
	@echo "make test        set up and run every check, on SQLite and on PostgreSQL"
	@echo "make tools       set up everything a change needs, and stop there"
	@echo "make lint        only the quick checks of form;   make tidy   mend what can be mended by itself"
	@echo "make lock        lock the libraries anew from requirements/*.in"
	@echo "make assets      build the style sheet and the scripts anew (needs Node; running does not)"
	@echo "make words       say which sentences have a Welsh one, and compile those that have"
	@echo "make pictures    take the pictures of the README anew, from the demo community"
	@echo "make clean       take away the environment and what tests left behind; the demo's data stay"

python:
	@command -v $(PYTHON) >/dev/null || { echo "Alongside needs Python 3.11 or newer, and there is no $(PYTHON) here. On Debian or Ubuntu: apt install python3 python3-venv"; exit 1; }

demo: python
	@$(PYTHON) scripts/set_up.py demo --port $(PORT)

test: python
	@$(PYTHON) scripts/set_up.py test $(ARGS)

tools: python
	@$(PYTHON) scripts/set_up.py tools

lint: tools
	@.venv/bin/python scripts/test.py --only-lint

tidy: tools
	@.venv/bin/python -m ruff check --fix . && .venv/bin/python -m ruff format .

lock: tools
	@for part in tools base test bench scale; do .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements/$$part.in -o requirements/$$part.txt; done

assets:
	@sh assets/build.sh

words: tools
	@PYTHONPATH=. .venv/bin/python scripts/words.py $(ARGS)

pictures: tools
	@ALONGSIDE_PICTURES=docs/pictures .venv/bin/python -m pytest -q -n 0 tests/journeys/test_first_walk.py

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
