"""Learning from judged promises, with numpy: it is imported to train, to back-test and to score in bulk, never before.

The matrices are narrow: several threads would wait for each other longer than they work.
"""

from __future__ import annotations

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
