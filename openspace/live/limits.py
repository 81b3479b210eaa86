"""How fast one phone may wish. By person, never by address: a whole room sits behind one."""

from dataclasses import dataclass, field
from time import monotonic


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    rate: float
    burst: float
    level: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.level = self.burst
        self.at = monotonic()

    def wait_ms(self) -> int:
        """Take a token: 0, or how many milliseconds until there is one."""
        now = monotonic()
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0
        return round((1 - self.level) / self.rate * 1000) + 1
