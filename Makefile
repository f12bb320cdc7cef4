# Needs Python 3.11+, git and make. `make run` and `make test` set up what they need and skip what
# is there already.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
IN = .venv/bin/
WORKERS ?= 2
# Once there is an environment its own Python looks after it, unless another one is asked for.
OWN = $(if $(filter command% environment%,$(origin PYTHON)),,$(shell $(IN)python -S -c '' 2>/dev/null && echo $(IN)python))
CHOSEN = $(or $(OWN),$(PYTHON))
SETUP = @python="$(CHOSEN)"; test -n "$$python" || { \
	echo "Moment needs Python 3.11 or newer, and none was found." >&2; exit 1; }; \
	$$python -S -m moment_ui.launch.bootstrap
COMPILE = $(IN)uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	--custom-compile-command "make lock"

.PHONY: run test dev lint quick golden migration bench soak check screenshots lock clean setup setup-dev
MAKEFLAGS += --no-print-directory

run: setup            ## set everything up and serve on http://localhost:8000 (PORT changes it)
	@exec $(IN)python -m moment_ui run

test: setup-dev       ## every test, browser journeys too, on so many cores: WORKERS=2
	@$(IN)python -m tests.browser
	@$(IN)python -m pytest -n $(WORKERS) $(ARGS)

quick: setup-dev      ## the tests that need no browser
	@$(IN)python -m pytest -n $(WORKERS) -m "not journey" $(ARGS)

dev: setup            ## serve, and rebuild on every change of the source
	@exec $(IN)python -m moment_ui dev

lint: setup-dev       ## style, types, layers, spelling
	@$(IN)ruff check .
	@$(IN)ruff format --check .
	@$(IN)pyright
	@$(IN)lint-imports --no-logo
	@$(IN)codespell

check: lint test      ## what CI runs

golden: setup-dev     ## rewrite the approved files; then look at the diff
	@GOLDEN=rewrite $(IN)python -m pytest -m golden
	@git diff --stat -- tests/golden

migration: setup-dev  ## make migration m="add a column": write a migration from the models
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add due dates"' >&2; exit 1; }
	@$(IN)alembic revision --autogenerate -m "$(m)"

bench: setup-dev      ## measure against the targets; results in benchmarks/results.json
	@$(IN)python -m tests.browser
	@$(IN)python -m benchmarks $(ARGS)

soak: setup-dev       ## break the server, Redis and wires for SECONDS=300 while hours stream in; nothing may be lost
	@$(IN)python -m benchmarks.soak $(or $(SECONDS),300)

screenshots: setup-dev ## make the README's pictures anew
	@$(IN)python -m tests.browser
	@$(IN)python -m docs.make_screenshots

lock: setup-dev       ## renew the lock files from pyproject.toml
	@echo uv | $(COMPILE) -o requirements-uv.lock -
	@$(COMPILE) -o requirements.lock pyproject.toml
	@$(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:                ## remove what was set up and built; the data stay
	@rm -rf .venv .web .states .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	$(SETUP) runtime

setup-dev:
	$(SETUP) dev
