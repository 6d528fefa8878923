# What can be done here. `make help` prints the lines with two hashes.
# PYTHON names the interpreter for .venv when it shall be another one than the first fit one on the path.

PY := .venv/bin/python
INSTALLED := .venv/installed
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: demo test lint lock catalogues pictures bench clean help FORCE

demo: $(INSTALLED) ## open the app on an invented book; nothing of yours is touched
	@.venv/bin/collector demo

# Compiled once, also where the environment forbids it: half of the collection, a sixth of each process's start.
test: $(INSTALLED) ## run all tests on two cores (ARGS="-k promise" for some of them)
	@PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

lint: $(INSTALLED) ## style, types and the direction of imports
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo

lock: $(INSTALLED) ## bring requirements.lock up to date with pyproject.toml (UPGRADE=1: newest releases)
	@tools/lock.sh $(if $(UPGRADE),--upgrade)

catalogues: $(INSTALLED) ## collect the texts of the program, update and compile its catalogues
	@$(PY) -m tools.catalogues

pictures: $(INSTALLED) ## draw the pictures of the docs from the app itself
	@$(PY) -m tools.pictures

bench: $(INSTALLED) ## measure the program on generated books
	@.venv/bin/collector bench

clean: ## remove everything that was made here, .venv too
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 19

# A copied or moved folder has a .venv that points elsewhere: the stamp holds the folder it was made in.
ifneq ($(shell cat $(INSTALLED) 2>/dev/null),$(CURDIR))
$(INSTALLED): FORCE
endif

$(INSTALLED): requirements.lock pyproject.toml tools/install.sh
	@PYTHON='$(PYTHON)' tools/install.sh $(INSTALLED)

FORCE:
