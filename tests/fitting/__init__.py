"""Fits rules/kinds.toml, kinds_by_meaning.toml and meaning_weights.toml: `python -m tests.fitting`."""

import os

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # before numpy is loaded: sums in one fixed order
