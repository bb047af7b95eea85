# `make demo` and `make test` set up their own .venv; only Python 3.11 or newer and make are needed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test coverage test-cluster lint types score bench bench-docs model wheel reference clean
demo: .venv/done
	$(BIN)/guanxi demo -o out

test: .venv/test
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

# The same, and which lines no test runs: takes twice as long.
coverage: .venv/test
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term

# Builds through Daft, on a Ray cluster of two nodes, through Spark (which wants Java 17) and with object storage. `make
# test` passes over them where their libraries (a gigabyte) are missing; here that is a failure.
test-cluster: .venv/cluster
	$(BIN)/python -c "import daft, moto.server, pyspark, ray"
	$(BIN)/python -m pytest tests/graph/engine

lint: .venv/lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/lint
	mkdir -p .venv/types && ln -sfn ../.. .venv/types/guanxi
	cd .venv/types && ../bin/mypy --config-file ../../setup.cfg -p guanxi

# Quality against annotated articles, where a checkout has them beside it, held to pinned floors.
score: .venv/done
	$(BIN)/python benchmarks/quality.py

# Every figure of docs/performance.md, to out/bench: SIZE=small takes minutes, ONLY=matching,queries some of them. Let the
# machine do nothing else. `make bench-docs` then writes the tables.
SIZE ?= full
bench: .venv/test
	$(BIN)/python benchmarks/run.py --size $(SIZE) --only "$(ONLY)"

bench-docs: .venv/test
	$(BIN)/python benchmarks/tables.py

# The model that comes with Guanxi, from the annotated articles beside the checkout: some minutes. Then `make score`, and
# docs/model.md.
model: .venv/test
	$(BIN)/guanxi train ../shared/gold/train --texts ../shared/corpus/train -o extract/tagger/model.npz

# A wheel in a new environment with nothing but what it asks for, away from the checkout.
wheel: .venv/done
	rm -rf out/wheel && mkdir -p out/wheel
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir out/wheel .
	$(PYTHON) -m venv out/wheel/env
	out/wheel/env/bin/pip install --quiet out/wheel/guanxi-*.whl
	cd out/wheel && env/bin/guanxi demo

# docs/commands.md from the help texts.
reference: .venv/done
	$(BIN)/python -m guanxi.cli.reference > docs/commands.md

clean:
	rm -rf .venv out .build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*

.venv/done: setup.cfg pyproject.toml version.py
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/test: .venv/done
	$(BIN)/pip install --quiet --editable .[test,bench]
	touch $@

.venv/cluster: .venv/done
	$(BIN)/pip install --quiet --editable .[test,cluster,spark,test-cluster]
	touch $@

.venv/lint: .venv/done
	$(BIN)/pip install --quiet --editable .[test,bench,lint]
	touch $@
