# A thin wrapper: make.py does the work, so that it also works where make is missing.
# Arguments go through ARGS, as in: make test ARGS="tests/agenda -k place"

PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench bench-peers soak bundle lock

help setup run test check bench bench-peers soak bundle lock:
	@exec $(PYTHON) make.py $@ $(ARGS)
