PYTHON ?= python3
RUN := .venv/bin/python
NPM := $(PYTHON) scripts/setup.py --npm

# Without compiled files each process compiles all code by itself: half of the time in which tests are collected.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: help up setup dev test test-both test-sqlite test-app test-maker test-web test-unit test-server test-pages test-show test-desktop check fmt spec lock bench e2e
.PHONY: soak bare previous screenshots companion companion-linux companion-windows companion-windows-check e2e-companion

help:   ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 26

up: setup   ## install what is missing and start everything (ARGS="--port 9000 --data DIR --json --no-demo")
	@.venv/bin/kaibo up $(ARGS)

setup:
	@$(PYTHON) scripts/setup.py

dev:
	@$(PYTHON) scripts/setup.py --dev

# Each run is a target of its own. So `make -k test` runs the rest after one that failed.
test: check test-both test-app test-maker test-web test-pages test-show test-desktop   ## all of it: the checks and each tier but soak

test-both: dev   # the server's two tiers, whose tests are collected once
	$(RUN) scripts/postgres.py $(RUN) -m pytest server/tests -m "not soak" -n 4 --dist loadgroup

test-sqlite: dev
	$(RUN) -m pytest server/tests -m "not soak and not parts" -n 4

test-app: dev
	$(RUN) -m pytest companion/tests -n 2

test-maker: dev
	$(RUN) -m pytest maker/tests -m "not soak" -n 2

test-web: dev
	$(NPM) test

test-unit: test-sqlite test-app test-maker test-web   ## the server with SQLite alone; the desktop app's parts, the maker and the web's logic

test-server: dev   ## the server with PostgreSQL, LiveKit and the vendor's SDKs
	$(RUN) scripts/postgres.py $(RUN) -m pytest server/tests -m "parts and not soak" -n 4 --dist loadgroup

test-pages: dev   ## pages in a browser, without media
	$(RUN) -m pytest e2e/pages -m "not soak" -n 2 --reruns 1

test-show: dev   ## shows in browsers, with real media
	@# one after the other: two at once starve each other where memory is slow
	$(RUN) -m pytest e2e/show -m "not soak" --reruns 1

test-desktop: dev   ## the desktop app on a virtual display
	$(RUN) -m pytest e2e/companion -n 2 --reruns 1

check: dev   ## format, lint, types, layers, generated files, prose
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	@# mypy keeps one core busy for as long as all the rest, so both run at the same time
	.venv/bin/mypy & mypy=$$!; \
	$(NPM) run check && $(RUN) scripts/spec.py --check && $(RUN) scripts/prose.py; rest=$$?; \
	wait $$mypy && exit $$rest

fmt: dev   ## put code into its form
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	$(NPM) run fmt

spec: dev   ## write what is generated from the calls
	$(RUN) scripts/spec.py

lock: dev   ## write the locks again after a change of what is needed
	$(RUN) scripts/lock.py

previous: dev   ## build the wheel of the previous release again (COMMIT=… names another commit)
	$(RUN) scripts/previous.py $(COMMIT)

e2e: test-pages test-show test-desktop   ## the tiers that need a browser

companion: companion-linux companion-windows   ## the desktop app's installers, signed, in dist/companion (QUICK=1: larger, in a third of the time)

companion-linux:   ## its Debian package alone
	@$(PYTHON) scripts/setup.py --companion
	$(RUN) companion/packaging/deb.py $(if $(QUICK),--quick)

e2e-companion: dev   ## install that package on this machine, test it, take it off again
	@$(MAKE) companion-linux QUICK=1
	$(RUN) -m pytest e2e/packaged --timeout 600

soak:   ## the tests that take longer than a change may wait for (SOAK_SECONDS=300: how long inputs are made up)
	@$(PYTHON) scripts/setup.py --soak
	$(RUN) scripts/postgres.py $(RUN) -m pytest server/tests -m soak -s --hypothesis-profile=new
	$(RUN) scripts/postgres.py $(RUN) -m pytest server/tests -m "hypothesis and not soak" --hypothesis-profile=new
	$(RUN) -m pytest companion/tests maker/tests -m hypothesis --hypothesis-profile=new
	$(RUN) -m pytest maker/tests -m soak
	$(NPM) test -- --sequence.shuffle.files --sequence.shuffle.tests
	$(RUN) -m pytest e2e/soak -s
	$(RUN) -m pytest e2e/pages e2e/show -m soak --ignore e2e/show/test_axe.py
	AXE_LOOKS=all $(RUN) -m pytest e2e/pages/test_axe.py e2e/show/test_axe.py --timeout 600

bare:   ## run `make test` in a fresh Debian root (as root, with debootstrap; COMMANDS='"make up" "make test"')
	@$(PYTHON) scripts/bare_root.py $(COMMANDS)

bench:   ## our figures beside the peer's, in one run
	@$(PYTHON) scripts/setup.py --bench
	$(RUN) scripts/postgres.py $(RUN) -m bench

screenshots: dev   ## the pictures of docs/screenshots.md, from real shows
	PYTHONPATH=. $(RUN) scripts/screenshots.py

companion-windows:   ## its installer for Windows alone
	@$(PYTHON) scripts/setup.py --companion-windows
	$(RUN) companion/packaging/windows/installer.py $(if $(QUICK),--quick)

companion-windows-check:   ## check what that installer leaves and takes away, under Wine
	@$(PYTHON) scripts/setup.py --companion-windows --check
	@$(MAKE) companion-windows QUICK=1
	$(RUN) -m pytest companion/packaging/windows --timeout 600
