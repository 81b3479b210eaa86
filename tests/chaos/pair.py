"""Two serving processes on one port, with PostgreSQL and a Redis of their own."""

import os
import signal
import time
from pathlib import Path

from tests.redis import RedisServer
from tests.server import RunningServer, free_port
from tests.test_processes import serving


class Pair(RunningServer):
    """Each of the three may go alone, or all together."""

    def __init__(self, folder: Path, database: str) -> None:
        self._redis = RedisServer(folder).start()
        super().__init__(folder / "data", free_port(), database=database, redis=self._redis.address, workers=2)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """The head is told to end; it is killed with all its processes, as a service manager does."""
        killed = serving(self) if number == signal.SIGKILL else set()
        code = super().stop(number)
        for process in killed:
            os.kill(process, signal.SIGKILL)
        return code

    def end(self) -> None:
        """For good."""
        self.stop()
        self._redis.stop()

    def lose_one(self) -> None:
        """Kill one of the two."""
        os.kill(min(serving(self)), signal.SIGKILL)

    def lose_redis(self, seconds: float) -> None:
        """Redis goes away for a while."""
        self._redis.stop()
        time.sleep(seconds)
        self._redis.start()
