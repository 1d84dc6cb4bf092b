"""What holds for all tests: nothing is written into the home of whoever runs them."""

import gc
import os
import time
from collections.abc import Callable

import pytest
from hypothesis import settings

# A law is about results: how long an example takes depends on what else the machine does.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")

# Tests of the cache itself switch it on, in a folder of their own; child processes inherit this.
os.environ["GLOSSA_NO_CACHE"] = "1"


@pytest.fixture
def cpu_seconds() -> Callable[[Callable[[], object]], float]:
    """Processor time of a piece of work, the best of three, for laws of proportion.

    The garbage collector rests meanwhile: it walks through all that the tests before left behind,
    which has nothing to do with the work.
    """

    def measure(work: Callable[[], object]) -> float:
        best = float("inf")
        for _ in range(3):
            collecting = gc.isenabled()
            gc.disable()
            try:
                begin = time.process_time()
                work()
                best = min(best, time.process_time() - begin)
            finally:
                if collecting:
                    gc.enable()
        return best

    return measure
