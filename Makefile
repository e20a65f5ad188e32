# make          builds the plan into output/
# make test     proves the program: style, types, tests
# make bench    how fast, beside what people would use instead; QUICK=1 for a first look
# All first set up .venv from the pinned packages; without make: see README.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: build check test bench bench-peers pins clean

build: $(VENV)/.run
	$(RUN) build.py

check: $(VENV)/.run
	$(RUN) build.py check

test: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pytest

# Without the peers (no network, say) it goes on and tells that they are missing.
bench: $(VENV)/.run
	-$(RUN) -m bench.peers
	$(RUN) -m bench.run $(if $(QUICK),--quick,--write)

bench-peers: $(VENV)/.run
	$(RUN) -m bench.peers

$(VENV)/.run: requirements.txt $(VENV)/.made
	@echo "Cài các gói đã ghim trong requirements.txt …"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.made
	@echo "Cài các gói đã ghim trong requirements-dev.txt …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

# Half made, or the Python it was made with is gone: make it anew.
ifneq ($(shell $(RUN) -c 'import pip; print("whole")' 2>/dev/null),whole)
.PHONY: $(VENV)/.made
endif

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Cần Python 3.11 trở lên; nếu có bản khác, chạy: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Thiếu gói python3-venv; cài bằng: sudo apt install python3-venv" >&2; exit 2; }
	@echo "Tạo $(VENV) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# Newest versions that pyproject.toml allows, for every system and Python it names; needs uv.
pins: export UV_CUSTOM_COMPILE_COMMAND := make pins
pins: PIN := uv pip compile --quiet --no-config --upgrade --universal --generate-hashes pyproject.toml
pins: BENCH := uv pip compile --quiet --no-config --upgrade --universal --generate-hashes
pins:
	$(PIN) --output-file requirements.txt
	$(PIN) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	for peer in docxtpl-mkdocs pandoc; do $(BENCH) bench/requirements-$$peer.in \
	  --output-file bench/requirements-$$peer.txt; done

# Not output/: somebody may have filled in a form there.
clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
