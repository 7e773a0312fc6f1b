# One command to set up and see it work, one to test, one to check.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# Each command is a process of its own; where this is set, each would compile all that it imports anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo setup dev test check format lint types layers docs lock snapshots bench hardening clean

demo: setup  ## set up, then run the whole thread on the sample case
	@$(BIN)/clew demo demo

setup:  ## the virtual environment with what Clew needs to run
	@PYTHON="$(PYTHON)" scripts/setup run

dev:  ## the same, and what tests and checks need
	@PYTHON="$(PYTHON)" scripts/setup test

# Two processes, the tests of one file in one of them: fixtures of a file are made once.
test: dev  ## all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: dev format lint types layers docs  ## all that must hold before a change goes in

format:
	@$(BIN)/ruff format --check src tests benchmarks training

lint:
	@$(BIN)/ruff check src tests benchmarks training

types:
	@$(BIN)/mypy

layers:
	@$(BIN)/lint-imports --no-logo

docs:
	@$(BIN)/python -m pytest tests/docs

snapshots: dev  ## write the snapshots anew; read the difference like code
	@$(BIN)/python -m pytest --snapshot-update -k snapshot

bench: all_of = $$([ $$each = benchmarks/resolution.py ] && echo --all)
bench: dev  ## the benchmarks, each against its named baseline
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each $(all_of) || exit 1; done

hardening: dev  ## the long proofs (hostile files, kills, power cuts …), one table; goes on where it stopped
	@$(BIN)/python -m tests.hardening $(PROOFS)

lock:  ## pin every dependency anew, with hashes
	@scripts/lock

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
