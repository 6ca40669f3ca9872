# Every command of the project. `make` alone prints them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve offline check test lint types tests bench schema lock format clean

help: ## print this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

site: $(VENV)/site.stamp ## install what is needed and build the site into site/
	@$(BIN)/python -m build_tools build

serve: $(VENV)/site.stamp ## serve the site at http://127.0.0.1:8000 and rebuild on every change
	@$(BIN)/mkdocs serve

offline: $(VENV)/site.stamp ## make offline.zip, a copy of the site that works without a connection
	@$(BIN)/python -m build_tools offline

check: $(VENV)/site.stamp ## check every record
	@$(BIN)/python -m build_tools check

test: lint types tests ## everything that CI runs: style, types and all tests, in a real browser too

lint: $(VENV)/test.stamp ## check the style of the code
	@$(BIN)/ruff check build_tools tests
	@$(BIN)/ruff format --check --quiet build_tools tests

types: $(VENV)/test.stamp ## check the types of the code
	@$(BIN)/mypy

tests: $(VENV)/test.stamp ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

bench: $(VENV)/test.stamp ## measure speed and weight; DISEASES=2000 measures a large atlas beside other generators
	@$(BIN)/python -m $(if $(DISEASES),tests.bench_scale $(DISEASES),tests.bench)

schema: $(VENV)/site.stamp ## write the JSON Schemas that editors use
	@$(BIN)/python -m build_tools schema

lock: $(VENV)/test.stamp ## pin the dependencies of pyproject.toml anew
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra engines --extra search -o requirements/site.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra engines --extra search --extra test -o requirements/test.txt pyproject.toml

format: $(VENV)/test.stamp ## put the code into its usual layout
	@$(BIN)/ruff check --fix --quiet build_tools tests
	@$(BIN)/ruff format --quiet build_tools tests

clean: ## delete what was made
	rm -rf $(VENV) site .build offline.zip offline.zip.sha256 .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version 2>&1 || true)." >&2; \
	  echo "If you have another, name it: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/site.txt | $(BIN)/python
	@echo "Installing into $(VENV) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/site.stamp | $(BIN)/python
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@
