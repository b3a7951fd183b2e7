"""A supervised pool of worker processes: a release that crashes, hangs or eats memory costs itself alone.

A worker has one release at a time. When it dies, takes longer than `timeout` or more than `max_memory`, it is
killed and its release is tried once more in a fresh worker; the second time the release is set aside.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from pipeline.engine import Result, Walker, Workers, never
from pipeline.engines.machine import ONE_THREAD, environment, physical_cores, resident_mb
from pipeline.engines.worker import work
from pipeline.model.records import Issue
from pipeline.sources import Reading

TRIES = 2
_STARTS = 3  # workers that die one after the other before they are ready, until the run gives up
_LOOK = 0.05  # seconds between two looks at the memory of the workers
CRASHED, TIMED_OUT, OUT_OF_MEMORY = "crashed", "timed-out", "out-of-memory"


class EngineError(Exception):
    """No worker can work; the message says why."""


def walk_pool(
    open_walker: Callable[[], Walker],
    readings: Iterable[Reading],
    workers: Workers,
    stop: Callable[[], bool] = never,
) -> Iterator[Result]:
    """Yield one result for each reading, in the order in which they are done.

    `open_walker` must be importable by name in another process. When `stop` says so, no further release is begun
    and the results end with those in hand. Raises EngineError when the workers cannot open their models, or take
    more than `max_memory` before they have read anything.
    """
    pool = _Pool(open_walker, iter(readings), workers, stop)
    try:
        yield from pool.results()
    finally:
        pool.close()


@dataclass
class _Job:
    reading: Reading
    tries: int = 0


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: _Job | None = None
    since: float | None = None  # when it got the job; None until it is ready


@dataclass
class _Pool:
    open_walker: Callable[[], Walker]
    readings: Iterator[Reading]
    limits: Workers
    stop: Callable[[], bool]
    workers: list[_Worker] = field(default_factory=list)
    again: deque[_Job] = field(default_factory=deque)
    found: list[Result] = field(default_factory=list)
    failed_starts: int = 0

    def results(self) -> Iterator[Result]:
        jobs = self.limits.jobs or physical_cores()
        while True:
            self._give_work(jobs)
            # Given out before the results are looked at: no worker waits while they are stored.
            yield from self.found
            self.found.clear()
            if not any(worker.job for worker in self.workers):
                return
            self._wait()

    def close(self) -> None:
        for worker in list(self.workers):
            self._end(worker)

    def _give_work(self, jobs: int) -> None:
        while True:
            idle = next((worker for worker in self.workers if worker.job is None), None)
            if (idle is None and len(self.workers) >= jobs) or (job := self._next_job()) is None:
                return
            if idle is not None and job.tries == 0:
                self._send(idle, job)
            else:
                # A second try is in a fresh worker, so that the releases before it have no part in the outcome.
                if idle is not None and len(self.workers) >= jobs:
                    self._end(idle)
                self.workers.append(self._start(job))

    def _next_job(self) -> _Job | None:
        if self.stop():
            return None
        if self.again:
            return self.again.popleft()
        for reading in self.readings:
            if reading.source is not None:
                return _Job(reading)
            self.found.append(Result(reading, None, reading.issues))
            if self.stop():
                break
        return None

    def _start(self, job: _Job) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self.open_walker, os.getpid()), daemon=True)
        with environment(ONE_THREAD):
            process.start()
        theirs.close()  # so that the pipe ends when the worker does
        return _Worker(process, ours, job)

    def _send(self, worker: _Worker, job: _Job) -> None:
        worker.job, worker.since = job, time.monotonic()
        with suppress(BrokenPipeError, ConnectionError):  # it died while idle: seen at the next wait
            worker.pipe.send(job.reading)

    def _wait(self) -> None:
        heard = wait([worker.pipe for worker in self.workers], self._patience())
        for worker in [worker for worker in self.workers if worker.pipe in heard]:
            self._hear(worker)
        now = time.monotonic()
        for worker in list(self.workers):
            self._check(worker, now)

    def _patience(self) -> float | None:
        """Give the seconds until something must be looked at; None when only a message matters."""
        times = [_LOOK] if self.limits.max_memory is not None else []
        if self.limits.timeout is not None:
            now = time.monotonic()
            begun = [worker.since for worker in self.workers if worker.job and worker.since is not None]
            times += [max(0.0, since + self.limits.timeout - now) + 0.001 for since in begun]
        return min(times, default=None)

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, *rest = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if kind == "broken":
            raise EngineError(rest[0])
        if kind == "ready":
            self._greet(worker)
        elif kind == "raised":
            self._fail(worker, CRASHED, f"the program failed: {rest[0]}")
        elif worker.job:
            self._take(worker, worker.job, *rest)

    def _greet(self, worker: _Worker) -> None:
        self.failed_starts, limit = 0, self.limits.max_memory
        if limit is not None and (used := self._memory(worker)) > limit:
            raise EngineError(
                f"the models alone take {used:.0f} MB in a worker; --max-memory must leave room beyond that"
            )
        if self.stop():
            worker.job = None
        if worker.job:
            self._send(worker, worker.job)

    def _take(self, worker: _Worker, job: _Job, record: dict[str, Any], issues: tuple[Issue, ...]) -> None:
        self.found.append(Result(job.reading, record, issues))
        worker.job = None
        limit = self.limits.max_memory
        if limit is not None and self._memory(worker) > limit:
            self._end(worker)  # its memory has grown over many releases: no fault of this one, nor of the next

    def _check(self, worker: _Worker, now: float) -> None:
        if worker.job is None or worker.since is None:
            return
        timeout, limit = self.limits.timeout, self.limits.max_memory
        if timeout is not None and now - worker.since > timeout:
            self._fail(worker, TIMED_OUT, f"it took longer than {timeout:g} seconds")
        elif limit is not None and self._memory(worker) > limit:
            self._fail(worker, OUT_OF_MEMORY, f"it took more than {limit} MB of memory")

    def _bury(self, worker: _Worker) -> None:
        """Deal with a worker that died of itself."""
        worker.process.join(5)
        words = _cause_of_death(worker.process.exitcode)
        if worker.since is not None and worker.job is not None:
            self._fail(worker, CRASHED, f"the process that read it died ({words})")
            return
        job = worker.job
        self._end(worker)
        if job is not None:
            self.failed_starts += 1
            if self.failed_starts >= _STARTS:
                raise EngineError(f"workers die while they open the models ({words})")
            self.again.appendleft(job)

    def _fail(self, worker: _Worker, code: str, message: str) -> None:
        job = worker.job
        self._end(worker)
        if job is None:
            return
        job.tries += 1
        if job.tries < TRIES:
            self.again.append(job)
        else:
            self.found.append(Result(job.reading, None, (*job.reading.issues, _set_aside(code, message))))

    def _end(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        worker.process.close()

    def _memory(self, worker: _Worker) -> float:
        return resident_mb(worker.process.pid or 0)


_ACTIONS = {
    CRASHED: "report the release together with this message",
    TIMED_OUT: "look whether it is one release, or run again with a higher --timeout",
    OUT_OF_MEMORY: "look whether it is one release, or run again with a higher --max-memory",
}


def _set_aside(code: str, message: str) -> Issue:
    return Issue("run", "error", code, f"{message}, {TRIES} times in turn", _ACTIONS[code])


def _cause_of_death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        with suppress(ValueError):
            return signal.Signals(-exitcode).name
    return f"exit code {exitcode}"
