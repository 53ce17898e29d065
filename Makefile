# Two commands do everything: make run, make test. make help lists the rest.
PYTHON ?= python3.11
PORT ?= 8000
V := .venv/bin
UV_VERSION := 0.13.9
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check help assets demo lock types lint screenshots bench clean doctor

run: .venv/.run cms/static/build/.made ## install, migrate, fill the demo network, start the site, a worker and beat
	@$(V)/python manage.py prepare
	@exec $(V)/python -m config.serve --port $(PORT)

test: .venv/.test cms/static/build/.made ## run every test, on SQLite and on PostgreSQL, with a real broker and a browser
	@$(V)/python -m tests

check: .venv/.test ## lint, types, import contracts, migrations, documents in step
	@$(V)/python -m tests.checks

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: .venv/.run ## fill the invented network, if it is not there yet
	@$(V)/python manage.py migrate -v 0 && $(V)/python manage.py demo --if-empty

screenshots: .venv/.test cms/static/build/.made ## take every screen at 1280 and 390 px into var/screenshots and docs/screenshots
	@$(V)/python -m tests.browser.screenshots

bench: .venv/.test ## measure, beside the floor of the same run
	@for file in bench/[a-z]*.py; do echo "== $$file"; $(V)/python $$file || exit 1; done

lock: ## resolve the dependencies again and write the lock files, without index addresses
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" pyproject.toml --group dev --group browser --group postgres -o tests/requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" --group pyproject.toml:node -o frontend/requirements.lock

assets: cms/static/build/.made ## install the front-end packages and compile them

clean: ## remove what was installed and built; keeps var/ (your data)
	rm -rf .venv frontend/node_modules node_modules cms/static/build

doctor: ## say what this machine lacks
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is not here. Install it, or: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "$(PYTHON) is not Python 3.11. Say where it is: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian: apt install python3.11-venv"; exit 1; }

# uv installs in seconds; where it cannot be had, pip installs the same hashed lock in a minute.
define install
	@$(MAKE) -s doctor
	@test -x $(V)/python || $(PYTHON) -m venv .venv
	@echo "Installing $(1) ..."
	@$(V)/python -m pip install -q uv==$(UV_VERSION) 2>/dev/null || true
	@if [ -x $(V)/uv ]; then $(V)/uv pip install -q --python $(V)/python --require-hashes -r $(1); \
	  else $(V)/python -m pip install -q --require-hashes -r $(1); fi
endef

.venv/.run: requirements.lock
	$(call install,requirements.lock)
	@touch $@

.venv/.test: tests/requirements.lock
	$(call install,tests/requirements.lock)
	@touch .venv/.run $@

cms/static/build/.made: package.json package-lock.json $(wildcard frontend/*.mjs frontend/scss/*.scss) | .venv/.run
	@echo "Building the front end ..."
	@$(V)/python frontend/build.py
	@touch $@
