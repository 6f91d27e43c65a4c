# `make help` lists what there is.
PORT ?= 8080
export PORT PYTHON

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: start
start: ## make what is missing and serve http://localhost:8080/baleharum (PORT= changes it)
	@tools/with-python tools/start.py

.PHONY: pins
pins: ## resolve setup.py and requirements.in anew into requirements.txt and profiles/versions.cfg
	@tools/with-python tools/environment.py --packages run
	.venv/bin/uv pip compile setup.py requirements.in --all-extras --universal --python-version 3.11 \
	    --no-annotate --quiet --custom-compile-command "make pins" --output-file requirements.txt
	.venv/bin/python tools/versions.py
