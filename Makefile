# Everything starts from a clean checkout: each target makes what it needs.
PORT ?= 8080
export PORT

BIN = .venv/bin
ENVIRONMENT = @tools/with-python tools/environment.py

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: start
start: ## make what is missing and serve http://localhost:8080/baleharum (PORT= changes it)
	@tools/with-python tools/start.py

# Many tests start programs of their own: each would compile all of Plone where nothing is kept.
.PHONY: test
test: ## run all tests, unit to browser; ARGS="-k consent" chooses
	$(ENVIRONMENT) run test
	@$(BIN)/python tools/translations.py compile
	@$(BIN)/python tools/postgres.py
	@$(BIN)/python tools/tesseract.py
	@CHROMIUM=$$($(BIN)/python tools/chromium.py) && export CHROMIUM && \
	    CLAMD=$$($(BIN)/python tools/clamav.py) && export CLAMD && \
	    PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: lint
lint: ## ruff, zpretty, import-linter, mypy, pins, translations, news, the wheel
	$(ENVIRONMENT) --packages run test lint
	@$(BIN)/python tools/lint.py

.PHONY: format
format: ## let ruff and zpretty rewrite what they can
	$(ENVIRONMENT) --packages run lint
	@$(BIN)/python tools/lint.py --fix

.PHONY: screenshots
screenshots: ## photograph the pages into screenshots/
	$(ENVIRONMENT) run test
	@$(BIN)/python tools/translations.py compile
	@CHROMIUM=$$($(BIN)/python tools/chromium.py) && export CHROMIUM && \
	    $(BIN)/python tools/screenshots.py $(ARGS)

.PHONY: bench
bench: ## measure; bench/README.md says what
	$(ENVIRONMENT) run test
	@$(BIN)/python bench/run.py $(ARGS)

.PHONY: pins
pins: ## resolve setup.py and requirements.in anew into requirements.txt and profiles/versions.cfg
	$(ENVIRONMENT) --packages run
	$(BIN)/uv pip compile setup.py requirements.in --all-extras --universal --python-version 3.11 \
	    --no-annotate --quiet --custom-compile-command "make pins" --output-file requirements.txt
	$(BIN)/python tools/versions.py

.PHONY: try-production
try-production: ## build and serve profiles/production.cfg once, in a folder of its own
	$(ENVIRONMENT) --packages run production
	@$(BIN)/python tools/try_profile.py production

.PHONY: try-cluster
try-cluster: ## the same for profiles/cluster.cfg, with a PostgreSQL and an HAProxy of its own
	$(ENVIRONMENT) --packages run cluster
	@$(BIN)/python tools/try_profile.py cluster

.PHONY: clean
clean: ## remove the environment and what was built; var/ with the site stays
	rm -rf .venv bin develop-eggs eggs parts .installed.cfg build dist screenshots
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: try-pythons
try-pythons: ## make a bundle with each other supported Python that is installed: the same bytes?
	$(ENVIRONMENT) --packages run test
	@$(BIN)/python tools/translations.py compile
	@$(BIN)/python tools/try_pythons.py
