"""What a stretch of a run cost the server, its worker and the load client, and what went over the lines."""

from __future__ import annotations

import time

from benchmarks.figures import Figures
from benchmarks.machine import busy_seconds
from benchmarks.server import Server
from benchmarks.wire import Traffic


class Stretch:
    """Begins when it is made, and ends with `figures`."""

    def __init__(self, name: str, server: Server, traffic: Traffic):
        self.name, self._server, self._traffic = name, server, traffic
        self._wall, self._own = time.perf_counter(), time.process_time()
        self._before = server.usage()
        self._machine = busy_seconds()
        self._counts = vars(traffic).copy()

    def figures(self) -> Figures:
        """All of it, each figure with the name of the stretch before it."""
        seconds = time.perf_counter() - self._wall
        usage = self._server.usage()
        own = time.process_time() - self._own
        cpu = usage.all_cpu_seconds - self._before.all_cpu_seconds
        others = max(0.0, busy_seconds() - self._machine - cpu - own)
        figures: Figures = {
            "seconds": round(seconds, 2),
            "server_cpu_s": round(usage.cpu_seconds - self._before.cpu_seconds, 2),
            "worker_cpu_s": round(usage.worker_cpu_seconds - self._before.worker_cpu_seconds, 2),
            "server_rss_mb": usage.rss_mb,
            "worker_rss_mb": usage.worker_rss_mb,
            "client_busy": round(own / seconds, 2),
            "others_busy": round(others / seconds, 2),
        }
        for name, count in vars(self._traffic).items():
            figures[f"messages_{name}"] = count - self._counts[name]
        return {f"{self.name}_{name}": value for name, value in figures.items()}
