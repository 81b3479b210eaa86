"""What an operator can watch, in the words of Prometheus. Figures only: no person, no code of a gathering, no text."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

_SHORT = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds

registry = CollectorRegistry()
ProcessCollector(registry=registry)
PlatformCollector(registry=registry)

connections = Gauge("openspace_connections", "Sockets that are open.", registry=registry)
wishes = Counter("openspace_wishes", "Wishes by how they were answered.", ["answer"], registry=registry)
waiting = Gauge("openspace_wishes_waiting", "Wishes that wait for the committer.", registry=registry)
batch = Histogram(
    "openspace_commit_wishes", "Wishes in one commit.", buckets=(1, 2, 5, 10, 25, 50, 100, 200, 400), registry=registry
)
commit_seconds = Histogram("openspace_commit_seconds", "One commit, on the disk.", buckets=_SHORT, registry=registry)
publish_seconds = Histogram(
    "openspace_publish_seconds", "Telling all screens of one commit.", buckets=_SHORT, registry=registry
)
greetings = Counter(
    "openspace_greetings", "Streams in a hello, by what the screen was given.", ["given"], registry=registry
)
read_only = Gauge("openspace_read_only", "1 while the disk takes nothing more, else 0.", registry=registry)
caught_up = Counter(
    "openspace_caught_up", "Changes that were found in the log and nobody had told of.", registry=registry
)
slow = Counter("openspace_slow", "Phones sent away because they did not read.", registry=registry)
lag = Gauge("openspace_loop_lag_seconds", "How late the loop is with what is due.", registry=registry)
blocked = Counter("openspace_loop_blocked", "Times the loop stood still for longer than it may.", registry=registry)


def text() -> bytes:
    """All figures as they stand."""
    return generate_latest(registry)
