"""Stories on a local engine whose workers are killed at random, and that itself is killed and started again.

`make engine-faults` lives 300 of them, many at once. What has to hold: an engine that runs keeps everything that was
acknowledged, whichever of its workers die; one that is asked to end and started again on its data, too; and one that is
killed has lost everything, which `unicorn status` and `unicorn up` say.
"""

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Condition

from tests.engine_faults import lives
from tests.engine_faults.lives import Life
from tests.engine_faults.story import Gone, Story
from tests.engine_faults.workers import Killer
from unicorn_cli.local.system import PROJECT, LocalSystem

AT_ONCE = 24  # most of them wait until a queue delivers again what a killed worker had
CALLS = 12  # for each killed worker


@dataclass
class Run:
    """The stories of one run; those that an engine took with it begin again in the next one's life."""

    system: LocalSystem
    stories: list[Story]
    killer: Killer
    restarts: int = 0
    kept: int = 0  # facts that were acknowledged, and there when their engine's life ended
    lost: list[str] = field(default_factory=list)
    done: list[Story] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def play(self, rounds: int) -> None:
        """Live all stories, in as many lives of an engine."""
        lives.begin(self.system, after_a_loss=False)
        left = self.stories
        for number in range(1, rounds + 1):
            ends = len(self.stories) if number == rounds else len(self.done) + len(left) // (rounds - number + 1)
            left = self._life(left, ends, gently=number % 2 == 0)
            print(f"life {number}: {len(self.done)} stories done, {self.killer.killed} workers killed", flush=True)
            if number < rounds:
                lives.kill(self.system)
                lives.begin(self.system, after_a_loss=True)
                self.restarts += 1

    def _life(self, left: list[Story], ends: int, *, gently: bool) -> list[Story]:
        """Live stories until so many are done; return those that are not, when the engine ends."""
        before = len(self.done)
        with lives.apis(self.system, self.killer.called) as life, ThreadPoolExecutor(AT_ONCE) as crew:
            lived = [crew.submit(self._live, story, life) for story in left]
            try:
                with self.changed:
                    self.changed.wait_for(lambda: len(self.done) >= ends or any(_failed(each) for each in lived))
            finally:
                life.over.set()
            for each in lived:
                each.result()
        mine, open_ = self.done[before:], [story for story in left if story not in self.done]
        if gently:
            lives.restart(self.system)
            self.restarts += 1
        self._compare([*mine, *open_])
        return open_

    def _live(self, story: Story, life: Life) -> None:
        try:
            if life.over.is_set():
                return
            story.again += bool(story.contract_id)
            story.begin()
            story.live(life)
            self.done.append(story)
        except Gone:
            return
        finally:
            with self.changed:
                self.changed.notify_all()

    def _compare(self, stories: Sequence[Story]) -> None:
        with lives.apis(self.system, _nothing) as life:
            for story in stories:
                self.lost += story.missing(life)
                self.kept += story.facts

    def __str__(self) -> str:
        again, anew = sum(story.again for story in self.stories), sum(story.asked_anew for story in self.stories)
        return (
            f"{len(self.done)} stories, {self.killer.killed} workers killed, {self.restarts} engine restarts: "
            f"{len(self.lost)} of {self.kept} acknowledged facts lost where the engine keeps its state; made again: "
            f"{again} stories after a kill of the engine, {anew} requests for publication, "
            f"{sum(story.repeated for story in self.stories)} calls"
        )


def _nothing() -> None:
    """Called after each call while facts are compared: no worker dies."""


def _failed(lived: Future[None]) -> bool:
    return lived.done() and lived.exception() is not None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.engine_faults", description=__doc__)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--lives", type=int, default=6, help="of the engine")
    parser.add_argument("--seed", type=int, default=1, help="of which workers are killed; their order is the machine's")
    given = parser.parse_args()
    system = LocalSystem(PROJECT / ".unicorn-test")
    stories = [Story(cancelled=number % 3 == 0) for number in range(given.stories)]
    run = Run(system, stories, Killer(system, Random(given.seed), calls=CALLS))
    began = time.monotonic()
    try:
        run.play(given.lives)
    finally:
        lives.end(system)
    print(*run.lost, f"{run}; {time.monotonic() - began:.0f} s", sep="\n")
    return 1 if run.lost or len(run.done) < given.stories else 0


if __name__ == "__main__":
    raise SystemExit(main())
