PYTHON ?= python3
RUN := .venv/bin/python
NPM := $(PYTHON) scripts/setup.py --npm
define BROWSERS
$(RUN) -m pytest e2e -m "not alone and not soak" --ignore=e2e/packaged -n 2
$(RUN) -m pytest e2e -m "alone and not soak" --ignore=e2e/packaged
endef

.PHONY: help up setup dev test check fmt spec lock bench e2e soak companion companion-linux companion-windows companion-windows-check e2e-companion

help:   ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 26

up: setup   ## install what is missing and start everything (ARGS="--port 9000 --data DIR --json --no-demo")
	@.venv/bin/kaibo up $(ARGS)

setup:
	@$(PYTHON) scripts/setup.py

dev:
	@$(PYTHON) scripts/setup.py --dev

test: dev check   ## all of it: checks, server on both databases, web, browsers
	$(RUN) scripts/postgres.py $(RUN) -m pytest server/tests -m "not soak" -n 3
	$(RUN) -m pytest companion/tests -n 2
	$(NPM) test
	$(BROWSERS)

check: dev   ## format, lint, types, layers, generated files
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(NPM) run check
	$(RUN) scripts/spec.py --check

fmt: dev   ## put code into its form
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	$(NPM) run fmt

spec: dev   ## write what is generated from the calls
	$(RUN) scripts/spec.py

lock: dev   ## write the locks anew after a change of what is needed
	$(RUN) scripts/lock.py

e2e: dev   ## the browser tests alone
	$(BROWSERS)

companion: companion-linux companion-windows   ## the desktop app's installers, signed, in dist/companion (QUICK=1: larger, in a third of the time)

companion-linux:   ## its Debian package alone
	@$(PYTHON) scripts/setup.py --companion
	$(RUN) companion/packaging/deb.py $(if $(QUICK),--quick)

e2e-companion: dev   ## install that package on this machine, test it, take it off again
	@$(MAKE) companion-linux QUICK=1
	$(RUN) -m pytest e2e/packaged

soak: dev   ## the tests that take longer than a change may wait for (SOAK_SECONDS=300: how long inputs are made up)
	$(RUN) scripts/postgres.py $(RUN) -m pytest server/tests -m soak -s
	$(RUN) -m pytest e2e -m soak

bench: dev   ## our figures beside the peer's, in one run
	$(RUN) scripts/postgres.py $(RUN) -m bench

companion-windows:   ## its installer for Windows alone
	@$(PYTHON) scripts/setup.py --companion-windows
	$(RUN) companion/packaging/windows/installer.py $(if $(QUICK),--quick)

companion-windows-check:   ## what that installer leaves and takes away, under Wine
	@$(PYTHON) scripts/setup.py --companion-windows --check
	@$(MAKE) companion-windows QUICK=1
	$(RUN) -m pytest companion/packaging/windows
