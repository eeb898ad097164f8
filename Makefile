# The commands of the README and of CI. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: $(shell sed -n 's/^\([a-z][a-z -]*\):.*/\1/p' $(MAKEFILE_LIST))

BIN := .venv/bin
READY := .venv/.ready
CHECKS := lint types imports templates api-check api-compatibility language site-check hosting words
PYTEST := $(BIN)/pytest
# One process a core; the tests of one file share what they build, so they stay together.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile
need-stage = $(if $(STAGE),,$(error Name the stage, for example `make $@ STAGE=ana`))
option = $(if $($(2)),--$(1) '$(subst ','\'',$($(2)))')

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z][a-z -]*:.*## / {printf "  make %-25s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml requirements/dev.txt requirements/uv.txt scripts/bootstrap
	@scripts/bootstrap
	@touch $@

up: $(READY) ## start the whole system, run the story, stay until Ctrl-C
	@$(BIN)/unicorn up

start: $(READY) ## the same in the background
	@$(BIN)/unicorn up --detach

stop: ## stop the system
	@if [ -x $(BIN)/unicorn ]; then $(BIN)/unicorn down; else echo "nothing runs: there is no .venv"; fi

seed: $(READY) ## create the demo listings that are missing [STAGE=…]
	@$(BIN)/unicorn seed $(call option,stage,STAGE)

story: $(READY) ## run the story on the running system [STAGE=…]
	@$(BIN)/unicorn story $(call option,stage,STAGE)

tour: $(READY) ## every step of the tour on the running system, with the time that each took
	@$(BIN)/unicorn tour --all

status: $(READY) ## the health check of the running system [STAGE=…]
	@$(BIN)/unicorn status $(call option,stage,STAGE)

check: $(READY) ## every check that runs no test; shows all findings
	@failed=; \
	for check in $(CHECKS); do $(MAKE) --no-print-directory $$check || failed="$$failed $$check"; done; \
	if [ -n "$$failed" ]; then echo "✗ failed:$$failed" >&2; exit 1; fi; \
	echo "✓ passed: $(CHECKS)"

lint: $(READY)
	@status=0; $(BIN)/ruff format --check . || status=1; $(BIN)/ruff check . || status=1; exit $$status

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

templates: $(READY)
	$(BIN)/python scripts/lint_templates.py

api: $(READY) ## generate the templates' routes and request models from the APIs' tables
	$(BIN)/python -m apis.tools.template write

api-check: $(READY)
	$(BIN)/python -m apis.tools.template check

api-compatibility: $(READY)
	$(BIN)/python -m apis.tools check

language: $(READY)
	$(BIN)/python -m events.tools check

words: $(READY)
	$(PYTEST) -q --noconftest -p no:schemathesis -p no:hypothesispytest tests/infra/test_words.py

hosting: $(READY)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/bug.yml .github/ISSUE_TEMPLATE/change.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.renovate .github/renovate.json

site: $(READY) ## build the web site's files
	@$(BIN)/unicorn site build

site-rules: $(READY) ## generate the limits, enums and currencies of the pages from the OpenAPI documents
	$(BIN)/python -m unicorn_site.tools.rules

site-check: $(READY)
	$(BIN)/python -m unicorn_site.tools.check

test: browser check coverage slow-today mutants-today integration ## all checks and tests, but of the slow ones a tenth, of the mutants a fifth

browser: $(READY)
	@$(BIN)/python -m unicorn_site.tools.browser

# The plug-ins and the conftests would cost more than these tests do.
domain: $(READY) ## the tests of domain and use cases, in two seconds
	$(PYTEST) --noconftest -p no:schemathesis -p no:hypothesispytest -m "domain and not slow" \
	  $$(grep -rl --include='test_*.py' 'pytest\.mark\.domain' tests/unit)

unit: $(READY) ## every test that needs no running system, except the slow ones
	$(PYTEST) -m "not integration and not slow"

slow: $(READY) ## the slow ones: generated requests, long histories, built packages [PART=0 to 9, for a tenth]
	$(PYTEST) $(PARALLEL) -m "slow and not integration" $(call option,part,PART)

slow-today: $(READY) ## the tenth of the day: ten days in a row run all of them
	@$(MAKE) --no-print-directory slow PART=$$(($$(date +%s) / 86400 % 10))

# Without the slow ones, which take twice as long when they are traced and cover one percent more.
coverage: $(READY) ## the unit tests, with the coverage of the contexts' code
	$(PYTEST) $(PARALLEL) -m "not integration and not slow" --cov

nightly: $(READY) ## the slow tests with ten times as many examples
	HYPOTHESIS_PROFILE=nightly $(PYTEST) $(PARALLEL) -m "slow and not integration"

mutants: $(READY) ## break every safeguard in a copy, and see that its test fails [PART=0 to 4, for a fifth] [ONLY=text]
	$(BIN)/python -m tests.mutants $(call option,part,PART) $(call option,only,ONLY)

mutants-today: $(READY) ## the fifth of the day: five days in a row break all of them
	$(BIN)/python -m tests.mutants --part today

addresses: $(READY) ## 280,000 pairs of generated addresses: two homes have two ids, one home has one; two minutes
	$(BIN)/python -m scripts.addresses

schemathesis: $(READY) ## generated requests to both APIs of the running system, all phases: more than 4,000 [EXAMPLES=100 for each operation] [SEED=7]
	@$(BIN)/python -m tests.conformance $(call option,examples,EXAMPLES) $(call option,seed,SEED)

clients: $(READY) ## others' generators make clients of the descriptions, which compile strictly and tell the story on the running system [OFFLINE=1: no story] [ONLY=text]
	@$(BIN)/python -m tests.clients $(if $(OFFLINE),--offline) $(call option,only,ONLY)

integration: $(READY) browser ## the tests of the deployed stacks, and of the pages in a browser
	$(PYTEST) -m "integration"

stories: $(READY) ## the integration tests without a browser
	$(PYTEST) -m "integration and not browser"

pages: $(READY) browser ## the integration tests in a browser
	$(PYTEST) -m "integration and browser"

thousands: $(READY) ## a reader follows the feed of a thousand changing listings, and a webhook's receiver that fails at random gets a thousand events
	LISTINGS=1000 WEBHOOK_EVENTS=1000 $(PYTEST) tests/integration/test_reso_feed.py tests/integration/test_webhooks.py

contracts properties web: $(READY) ## the checks and tests of one context
	@status=0; \
	$(BIN)/ruff check unicorn_$@ tests/unit/$@ tests/adapters/$@ || status=1; \
	$(BIN)/mypy -p $@_service -p tests.unit.$@ -p tests.adapters.$@ || status=1; \
	$(BIN)/lint-imports || status=1; \
	$(PYTEST) -m "not slow" tests/unit/$@ tests/adapters/$@ || status=1; \
	exit $$status

build: $(READY) ## Lambda packages for AWS, with byte code
	$(BIN)/sam build

deploy: $(READY) ## deploy a stage to AWS: STAGE=ana [KIND=dev|prod] [REGION=…] [ALARM_EMAIL=…] [ADMIN_EMAIL=…] [PARAMETERS="NAME=VALUE …"] [YES=1]
	$(need-stage)
	@$(BIN)/unicorn deploy $(call option,stage,STAGE) $(call option,kind,KIND) $(call option,region,REGION) \
	  $(call option,alarm-email,ALARM_EMAIL) $(call option,admin-email,ADMIN_EMAIL) \
	  $(foreach PARAMETER,$(PARAMETERS),$(call option,parameter,PARAMETER)) $(if $(YES),--yes)

undeploy: $(READY) ## remove a stage from AWS: STAGE=ana [REGION=…] [DELETE_DATA=1] [YES=1]
	$(need-stage)
	@$(BIN)/unicorn undeploy $(call option,stage,STAGE) $(call option,region,REGION) \
	  $(if $(DELETE_DATA),--delete-data) $(if $(YES),--yes)

security: $(READY) .tools/security/.ready .tools/audit/.ready ## the authorization matrix, the marks in logs, bandit, checkov, zizmor, and audits of the pinned packages
	@status=0; \
	$(BIN)/python -m tests.security.matrix || status=1; \
	$(PYTEST) --quiet tests/security || status=1; \
	$(BIN)/python -m tests.security.scan || status=1; \
	$(BIN)/python -m tests.security.audit || status=1; \
	exit $$status

sbom: $(READY) .tools/sbom/.ready ## the software bill of materials (CycloneDX) of each lock file, into .build/sbom
	@mkdir -p .build/sbom
	@for package in contracts properties web; do \
	  .tools/sbom/bin/cyclonedx-py requirements unicorn_$$package/src/requirements.txt --output-file .build/sbom/$$package.json; \
	done
	@.tools/sbom/bin/cyclonedx-py requirements requirements/dev.txt --output-file .build/sbom/dev.json
	@ls .build/sbom/*.json

.tools/%/.ready: requirements/%.txt | $(READY)
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .tools/$*
	@$(BIN)/uv pip sync --quiet --require-hashes --python .tools/$*/bin/python $<
	@touch $@

simulate: $(READY) ## random histories of the whole system with faults: HISTORIES=20000, or one again: SEED=7
	@$(BIN)/python -m tests.simulator.run $(call option,histories,HISTORIES) $(call option,first,FIRST) $(call option,seed,SEED) $(call option,steps,STEPS) $(call option,without,WITHOUT)

matrix: $(READY) ## the crash matrix: each AWS call of each function in one story, with each fault
	@$(BIN)/python -m tests.simulator.matrix

exhaustive: $(READY) ## every order of one listing's life with three faults: two duplicates and a crash [DUPLICATES=2 CRASHES=1 SECONDS=900]
	@$(BIN)/python -m tests.simulator.exhaustive $(call option,seconds,SECONDS) $(call option,duplicates,DUPLICATES) $(call option,crashes,CRASHES)

differential: $(READY) ## random histories with a second DynamoDB beside the one in memory: 300 on moto, 30 on the local engine
	DIFFERENTIAL=300 $(PYTEST) tests/simulator/test_differential.py
	DIFFERENTIAL=30 $(PYTEST) tests/integration/test_differential.py

engine-faults: $(READY) ## stories on a local engine whose workers, and that itself, are killed: STORIES=300
	@$(BIN)/python -m tests.engine_faults $(call option,stories,STORIES) $(call option,lives,LIVES) $(call option,seed,SEED)

guarantees: $(READY) ## write the list of docs/guarantees.md from the simulator's invariants
	$(BIN)/python -m tests.simulator.guarantees

bench: $(READY) ## cold and warm figures of every packaged function; AGAINST=FOLDER compares with another checkout, PEERS=FOLDER with the reference implementations, TLS=1 over TLS
	$(BIN)/python -m benchmarks $(if $(AGAINST),--against $(AGAINST)) $(if $(PEERS),--peers $(PEERS)) $(if $(TLS),--tls)

scale: $(READY) ## compute and simulate the figures of docs/scale.md
	$(BIN)/python -m tests.simulation.scale.page

limits: $(READY) ## write the table of docs/limits.md from the templates
	$(BIN)/python -m tests.infra.limits

dashboards: $(READY) ## write the dashboards of the templates from their resources
	$(BIN)/python -m tests.infra.dashboards

authorization: $(READY) ## write the matrix of docs/security.md from the APIs' tables
	$(BIN)/python -m tests.security.matrix write

archive: $(READY) ## read a simulated archive of EVENTS events, ten million unless said otherwise
	$(BIN)/python -m tests.simulation.read_large_archive $(or $(EVENTS),10000000)

events: $(READY) ## generate event schemas, registry entries and the events' documentation
	$(BIN)/python -m events.tools write

drawing: $(READY) ## draw the workflow into docs/workflow.md
	$(BIN)/python docs/draw_workflow.py

format: $(READY) ## format the code, and fix what the linters can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m unicorn_site.tools.check --fix

screenshots: $(READY) ## take a screenshot of every page of the running system, into docs/screenshots
	$(BIN)/python -m unicorn_site.tools.screenshots

lock: $(READY) ## update the pinned dependencies, with hashes
	scripts/lock

clean: stop ## remove everything that was built or installed here
	rm -rf .venv .tools .unicorn .unicorn-test .aws-sam .build unicorn_site/node_modules unicorn_site/generated \
	  events/tools/asyncapi_parser/node_modules unicorn_properties/workflow/checker/node_modules \
	  unicorn_site/tools/link_checks/node_modules docs/requests/node_modules tests/clients/node_modules
