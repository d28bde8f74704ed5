# make demo   样例数据 + 索引 + API + 界面          make test   全部检查
# make elasticsearch   本机的 Elasticsearch，供开发用
# Everything lives in $(VENV); outside this folder only an Elasticsearch is kept, in the user's cache.

VENV   ?= .venv
PYTHON ?= python3
DATA   ?= ../shared/data
PART   ?= tune
BIN    := $(VENV)/bin
UV     := $(BIN)/uv pip install --python $(BIN)/python --constraint constraints.txt
export TOKENIZERS_PARALLELISM = true
unexport PYTHONDONTWRITEBYTECODE  # without byte code every start takes twice as long

.PHONY: demo test setup lint types layers pytest elasticsearch screenshots constraints clean \
        bench-encoder bench-retrieval bench-needs bench-facts bench-screening bench-duplicates bench-check bench-families bench-index bench-search bench-api bench-start bench-kill bench-engines bench-vectors bench-agreement

demo: setup  ## sample data, index, API and pages; prints both addresses
	$(BIN)/innokb demo

test: setup lint types layers pytest  ## every check

setup: $(VENV)/.ready

# torch first, as the small CPU build where there is no GPU; offices that cannot reach it get the ordinary build.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新的版本（可用 PYTHON=python3.12 指定）。'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo '不能创建虚拟环境：请先安装 python3-venv（apt install python3-venv）。'; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv
	$(UV) --quiet --torch-backend=auto torch 2>/dev/null || echo '取不到 CPU 版 torch，改用普通安装（下载较大）。'
	$(UV) --quiet --editable . --group dev
	@touch $@

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

pytest: setup
	$(BIN)/pytest --numprocesses 2 --dist worksteal

elasticsearch: setup  ## a local server on port 9200, from Maven's central repository; no Docker needed
	$(BIN)/python -m deploy.elasticsearch

screenshots: setup  ## the pictures of docs/images, from a real browser
	$(BIN)/python -m tests.e2e.screenshots

constraints: setup  ## versions of everything, for this Python and newer ones
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
		--group dev pyproject.toml --output-file constraints.txt --upgrade

bench-encoder: setup  ## figures of the bundled encoder
	$(BIN)/python -m benchmarks.encoder --data $(DATA)

bench-retrieval: setup  ## every arm and the hybrid on real texts
	$(BIN)/python -m benchmarks.retrieval --data $(DATA)

bench-needs: setup  ## needs of enterprises and the achievements people judged
	$(BIN)/python -m benchmarks.needs --data $(DATA)

bench-facts: setup  ## facts against those of a careful reader
	$(BIN)/python -m benchmarks.facts --data $(DATA)

bench-screening: setup  ## comparing all records, ranking them again for changed weights
	$(BIN)/python -m benchmarks.screening

bench-duplicates: setup  ## planted repeats of all kinds on real texts; PART=test when everything is frozen
	$(BIN)/python -m benchmarks.duplicates --data $(DATA) --part $(PART)

bench-check: setup  ## single checks, and a table of 10,000 against 124,000 and against itself
	$(BIN)/python -m benchmarks.duplicates.cost

bench-families: setup  ## groups of planted repeats over the years; PART=test when everything is frozen
	$(BIN)/python -m benchmarks.duplicates.families --data $(DATA) --part $(PART)

bench-index: setup  ## indexing 124,000 records, and again after a 1 % change
	$(BIN)/python -m benchmarks.indexing

bench-search: setup  ## hybrid search in-process
	$(BIN)/python -m benchmarks.search

bench-api: setup  ## search through the API, 1 and 32 clients
	$(BIN)/python -m benchmarks.api_load

bench-start: setup  ## start of the API and of `innokb search`
	$(BIN)/python -m benchmarks.start

bench-agreement: setup  ## whether both engines answer alike, on real texts
	$(BIN)/python -m benchmarks.engines_agree --data $(DATA)

bench-engines: setup  ## the embedded engine and a local Elasticsearch side by side
	$(BIN)/python -m benchmarks.engines

bench-vectors: setup  ## ways to keep vectors on Elasticsearch
	$(BIN)/python -m benchmarks.cluster_vectors

bench-kill: setup  ## kill -9 during import and indexing, 50 times each
	$(BIN)/python -m benchmarks.kill
	$(BIN)/python -m benchmarks.kill_indexing

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis benchmarks/.work
