# `make` alone prints the targets. Each works on a bare Debian with python3 and make: what is missing is installed on the way.

# Another Python than the system's: make run PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(PYTHON) requirements/install.py

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench nemesis demo lock messages

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make .venv and install what the product needs
	@$(INSTALL) base

run: setup ## Run the product with demo companies (PORT=8000 HOST=127.0.0.1)
	@$(BIN)/python manage.py up $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: ## Run all tests
	@$(INSTALL) test
	@$(BIN)/python -m babel.messages.frontend --quiet compile --directory locale --domain django
	@$(BIN)/python tests/run.py

check: ## Check format, lint, types, templates and architecture
	@$(INSTALL) test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djade --check $$(find templates -name '*.html')
	@$(BIN)/mypy .
	@$(BIN)/python -m pytest -q tests/test_architecture.py

bench: ## Measure against the best peers; writes bench/results/latest.json
	@$(INSTALL) bench
	@$(BIN)/python bench/run.py

nemesis: ## Kill, freeze, wipe and cut while 10,000 reminders go out; ARGS="--control --seed 7"
	@$(INSTALL) test
	@$(BIN)/python -m tests.nemesis $(ARGS)

demo: setup ## Make the demo companies again, from nothing
	@$(BIN)/python manage.py demo

lock: ## Lock the requirements again; newest versions: make lock UPGRADE=--upgrade
	@$(INSTALL) base
	@for set in uv base test bench; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 $(UPGRADE) \
			--output-file requirements/$$set.txt requirements/$$set.in || exit 1; \
	done

messages: ## Collect the texts to translate and compile the translations
	@$(INSTALL) test
	@$(BIN)/python manage.py makemessages --locale it --no-location --ignore '.venv/*' --ignore 'var/*'
	@$(BIN)/python -m babel.messages.frontend --quiet compile --directory locale --domain django
