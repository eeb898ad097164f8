"""Read and arrange a simulated archive of many events: `make archive`, for ten million. Exits with 1 if one is lost."""

import resource
import sys
import time
from random import Random

from tests.simulation.aws_archive import ArchivedReplay
from tests.simulation.large_archive import archive_of
from unicorn_cli.bus.reading import READERS, drain
from unicorn_cli.bus.replay import plan
from unicorn_cli.bus.spool import Spool

RATE = 18_750  # events a second: the quota of EventBridge's deliveries in its largest regions
MOST_MEMORY = 300  # MB


def main(number: int) -> int:
    """Print what was read, and return the exit code."""
    properties = max(1, number // 20)
    began = time.monotonic()
    replay = ArchivedReplay(archive_of(number, properties), rate=RATE, chance=Random(number), call=0.0005)
    with Spool.opened() as spool:
        drain(replay, spool, has_ended=replay.has_ended, on_read=lambda _: None, clock=replay.clock)
        parts = [sum(1 for _ in part) for part in plan(spool, "replay").parts()]
        lost = number - len(spool)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{number:,} events, {replay.twice:,} delivered twice, by {READERS} readers; at most {replay.deepest:,} waited "
        f"in the queue. Parts of the replay: {', '.join(f'{part:,}' for part in parts)}. Lost: {lost:,}. "
        f"Peak memory {memory:.0f} MB, {time.monotonic() - began:.0f} s here."
    )
    return int(bool(lost) or sum(parts) != number or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
