# The words that people, CI and the README use. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help up start stop story seed check lint types imports templates language site site-check test browser unit integration build bench drawing scale events screenshots lock format clean

BIN := .venv/bin
READY := .venv/.ready

help: ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml requirements/dev.txt requirements/uv.txt scripts/bootstrap
	@scripts/bootstrap
	@touch $@

up: $(READY) ## the whole system on this machine, and its story; stays until Ctrl-C
	@$(BIN)/unicorn up

start: $(READY) ## the same, but returns once all is ready
	@$(BIN)/unicorn up --detach

stop: ## end what `up` or `start` began
	@if [ -x $(BIN)/unicorn ]; then $(BIN)/unicorn down; else echo "nothing runs: there is no .venv"; fi

seed: $(READY) ## the twelve houses again, those that are missing
	@$(BIN)/unicorn seed

story: $(READY) ## the story alone, on a running system
	@$(BIN)/unicorn story

check: lint types imports templates language site-check ## every check that runs no test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

templates: $(READY)
	$(BIN)/python scripts/lint_templates.py

language: $(READY)
	$(BIN)/python -m events.tools check

site: $(READY) ## build the web site's files
	@$(BIN)/unicorn site build

site-check: $(READY)
	$(BIN)/python -m scripts.check_site

test: browser check unit integration ## the checks and all tests

browser: $(READY)
	@$(BIN)/python -m scripts.browser

unit: $(READY)
	$(BIN)/pytest -m "not integration"

integration: $(READY) browser
	$(BIN)/pytest -m integration

build: $(READY) ## Lambda packages for AWS, with byte code
	$(BIN)/sam build

bench: $(READY) ## cold and warm figures of every function as packed
	$(BIN)/python -m benchmarks

scale: $(READY) ## compute the figures of docs/scale.md anew
	$(BIN)/python -m benchmarks.search_costs

events: $(READY) ## write schemas, registry entries and documentation of the events from the publishers' models
	$(BIN)/python -m events.tools write

drawing: $(READY) ## draw the workflow anew into docs/workflow.md
	$(BIN)/python docs/draw_workflow.py

format: $(READY) ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(READY) ## pictures of every page of the running system, into docs/screenshots
	$(BIN)/python -m scripts.screenshots

lock: $(READY) ## pin every dependency anew, with hashes
	scripts/lock

clean: stop ## remove everything that was built or installed here
	rm -rf .venv .tools .unicorn .unicorn-test .aws-sam .build unicorn_site/node_modules unicorn_site/generated
