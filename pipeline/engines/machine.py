"""What the machine has and what a process takes of it."""

from __future__ import annotations

import math
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_TOPOLOGY = Path("/sys/devices/system/cpu")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
# Each worker has a core: threads of the matrix libraries would only fight for it.
ONE_THREAD: Mapping[str, str] = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


def physical_cores() -> int:
    """Give the number of cores this process may use, hardware threads of one core counted once; at least 1."""
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    cores = {_core(cpu) for cpu in usable}
    return max(1, min(len(cores), _quota() or len(cores)))


def _core(cpu: int) -> tuple[str, str]:
    """Give package and core of a hardware thread; where the system does not tell, each is its own core."""
    try:
        folder = _TOPOLOGY / f"cpu{cpu}" / "topology"
        return (folder / "physical_package_id").read_text().strip(), (folder / "core_id").read_text().strip()
    except OSError:
        return "", str(cpu)


def _quota() -> int | None:
    """Give how many cores a container may use, None when there is no limit."""
    with suppress(OSError, ValueError):
        allowed, period = _QUOTA.read_text().split()
        return math.ceil(int(allowed) / int(period))
    return None


def resident_mb(pid: int) -> float:
    """Give the memory in use by a process in MB; 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError, ValueError):
        pass
    if Path("/proc/self/statm").exists():
        return 0.0
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return float(done.stdout.strip() or 0) * 1024 / 1e6


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
