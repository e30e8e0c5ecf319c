# Two commands do everything on a machine with Python >= 3.11, make and the package registry:
#   make run    set up, build every output of the SAMEN model into build/, print a summary, serve the app
#   make test   set up and run the tests
PYTHON ?= python3
VENV   ?= .venv
MODEL  ?= models/samen
PORT   ?= 8501
CORPUS ?= ../shared/corpus
SECONDS ?= 60
MINUTES ?= 2
KILLS  ?= 200
MODELS ?= 100000
BIN     = $(VENV)/bin
FAST    = -q -n auto --dist worksteal -m "not (browser or subprocess or corpus or slow)" --hypothesis-profile quick

.PHONY: run build gallery test test-fast fresh check format golden findings schema bench soak corpus oracle fuzz kills setup setup-dev lock clean help

help:            ## Show this list
	@grep -E '^[a-z-]+: .*##' Makefile | sed -E 's/^([a-z-]+):[^#]*## /  make \1|/' | column -t -s '|' 2>/dev/null || true

run: build       ## Build everything of the model and explore it in the browser
	$(BIN)/ea serve $(MODEL) --port $(PORT) --headless

build: setup     ## Build every output of the model into build/
	$(BIN)/ea build $(MODEL) --output build

gallery: setup   ## All pictures of the model on one page: build/gallery/index.html
	$(BIN)/ea gallery $(MODEL) --output build/gallery --screens build/screens

test: setup-dev  ## Run all tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

test-fast: setup-dev ## Run what takes a minute: everything without a browser, a process, the corpus or every output
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(FAST)

fresh:           ## Resolve the dependencies afresh, without the locks, and run the quick tests with what comes
	rm -rf build/fresh
	$(PYTHON) -m venv build/fresh
	build/fresh/bin/python -m pip install --quiet --disable-pip-version-check -e ".[app,documents,build,dev]"
	build/fresh/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes -r requirements-schemas.txt
	PYTHONDONTWRITEBYTECODE= build/fresh/bin/python -m pytest $(FAST)

check: setup-dev ## Format, lint, types and room directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: setup-dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: setup-dev ## Rewrite the golden files; read the difference before you keep it
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests

findings: setup-dev ## Rewrite docs/findings, a page per finding, from the rules
	$(BIN)/python -m ea_model.views.finding_pages docs/findings

schema: setup-dev ## Write the schemas of answers and of models as text, and docs/GRAMMAR.md
	$(BIN)/python -m ea_model.views.answers.shared.schema docs/answers.schema.json
	$(BIN)/python -m ea_model.loader.schema docs/model.schema.json
	$(BIN)/python -m ea_model.loader.grammar docs/GRAMMAR.md

bench: setup-dev ## Measure, each figure as a ratio to a floor taken in the same run
	$(BIN)/python -m benchmarks

corpus: setup-dev ## Prove every format on a folder of models (CORPUS=folder)
	$(BIN)/python -m benchmarks.corpus $(CORPUS)

soak: setup-dev  ## Ask the app ever other questions for MINUTES=2 and look whether its memory grows
	$(BIN)/python -m benchmarks.sessions $(MODEL) --soak $(MINUTES)

oracle: setup-dev ## Hold the scope engine against the plain walk of its rules on random models (MODELS=100000)
	$(BIN)/python -m tests.oracle $(MODELS)

fuzz: setup-dev  ## Fuzz every reader, with what is written of it (SECONDS=60 or COUNT=1000000, SEED=N, seeds of CORPUS)
	$(BIN)/python -m tests.readers.fuzz $(if $(COUNT),--count $(COUNT),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED)) \
	  $(addprefix --models ,$(wildcard $(CORPUS)))

kills: setup-dev ## Kill every command that writes, again and again (KILLS=200), and look what stands there then
	$(BIN)/python -m tests.writing.kills $(KILLS)

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q ea_model app.py
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock requirements-schemas.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes -r requirements-schemas.txt
	@touch $@

lock:            ## Renew the locked dependencies (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --extra app --extra documents --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --extra app --extra documents --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:           ## Remove what was built
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
