# Two commands do everything: `make run` and `make test`. Both set up .venv first, when needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
QUESTION ?= How many jobs have the overseas parks of Jiangsu created?
# The public sets that `bench/retrieval.py`, `public_answers.py` and `public_claims.py` describe.
DATA ?= bench/data/public
# The test cases that `bench/quantities.py` describes: folders quantulum3 and recognizers-text.
QUANTITIES ?= bench/data/quantities

# Where `make bench-peers` writes its tables.
SPEED ?= build/speed

.PHONY: run test check stress bench bench-peers clean

run: $(VENV)/installed
	$(BIN)/briqa index
	$(BIN)/briqa ask "$(QUESTION)" -k 3
	$(BIN)/briqa serve

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

stress: $(VENV)/installed-dev
	HYPOTHESIS_PROFILE=stress $(BIN)/python -m pytest --timeout 3600

bench: $(VENV)/installed-dev
	$(BIN)/python bench/spans.py corpus
	$(BIN)/python bench/answers.py corpus bench/data/corpus-questions.jsonl
	$(BIN)/python bench/metamorphic.py corpus bench/data/corpus-questions.jsonl --made
	$(BIN)/python bench/claims.py set corpus bench/data/corpus-claims.jsonl
	$(BIN)/python bench/claims.py made corpus
	$(BIN)/python bench/audit.py bench/data/audit-statements.md corpus
	$(BIN)/python bench/speed.py corpus
	$(BIN)/python bench/lexical.py 1000 10000
	$(BIN)/python bench/scale.py build/scale --to 10000
	if command -v chromium >/dev/null; then \
	  $(BIN)/python bench/ui.py corpus --questions bench/data/corpus-questions.jsonl; fi
	if [ -d index ]; then $(BIN)/python bench/throughput.py bench/data/corpus-questions.jsonl index; fi
	if [ -d "$(DATA)" ]; then $(BIN)/python bench/evaluation.py "$(DATA)"; fi
	if [ -d "$(DATA)" ]; then $(BIN)/python bench/retrieval.py "$(DATA)"; fi
	if [ -d "$(DATA)" ]; then \
	  $(BIN)/python bench/public_answers.py "$(DATA)/squad2" "$(DATA)/tatqa"; fi
	if [ -d "$(DATA)" ]; then $(BIN)/python bench/public_claims.py \
	  --summedits "$(DATA)/summedits" --wice "$(DATA)/wice" --scitab "$(DATA)/scitab"; fi
	if [ -d "$(QUANTITIES)" ]; then \
	  $(BIN)/python bench/quantities.py "$(QUANTITIES)/quantulum3" "$(QUANTITIES)/recognizers-text"; fi

bench-peers: $(VENV)/installed-dev
	$(BIN)/python bench/speed.py --out "$(SPEED)"

clean:
	rm -rf $(VENV)
	find index -mindepth 1 ! -name README.md ! -path 'index/uploads*' -delete

$(VENV)/created:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briqa needs Python 3.11 or newer; name one with PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	$(BIN)/python -m compileall -q src || true  # else each command compiles them where Python may not keep them
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@
