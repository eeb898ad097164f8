"""One case that fails, or is too slow on a busy machine, costs none of the other figures."""

from benchmarks.rounds import Rounds, Task
from benchmarks.runs import Figures, NotMeasured, TimedOut


def figures(milliseconds: int) -> Figures:
    nanoseconds = milliseconds * 1_000_000
    return Figures(
        cold_wall_ns=nanoseconds, cold_cpu_ns=nanoseconds, modules=9, peak_kib=9, warm_cpu_ns=milliseconds * 1e6
    )


def always(milliseconds: int) -> Task:
    def task(*, warm: bool = False) -> Figures:
        return figures(milliseconds)

    return task


class FailsAt:
    """A task that raises from its n-th process on."""

    def __init__(self, number: int, error: NotMeasured) -> None:
        self.left, self.error, self.asked = number, error, 0

    def __call__(self, *, warm: bool = False) -> Figures:
        self.asked += 1
        self.left -= 1
        if self.left < 0:
            raise self.error
        return figures(20)


def rounds_of(here: dict[str, Task], there: dict[str, Task] | None = None, bare: Task | None = None) -> Rounds:
    done = Rounds(here=here, there=there or {}, bare=bare or always(10), one_call=always(1), progress=lambda _: None)
    done.run(rounds=4, seconds=60)
    return done


def test_a_case_over_its_time_limit_is_not_run_again_and_the_others_are() -> None:
    hangs = FailsAt(0, TimedOut("over its time limit"))
    done = rounds_of({"Hangs": hangs, "Quick": always(20)})
    assert hangs.asked == 1
    assert list(done.failed) == ["Hangs"]
    assert len(done.cold["Quick"]) == 4
    assert ("here", "Quick") in done.warm


def test_the_rounds_before_a_time_limit_count() -> None:
    done = rounds_of({"Slows": FailsAt(3, TimedOut("over its time limit"))})  # one warm process, two rounds
    assert len(done.cold["Slows"]) == 2
    assert ("here", "Slows") in done.warm


def test_a_machine_too_busy_for_the_bare_process_is_reported_as_that() -> None:
    done = rounds_of({"Quick": always(20)}, bare=FailsAt(1, TimedOut("over its time limit")))
    assert list(done.failed) == ["the bare process"]
    assert len(done.cold["Quick"]) == 1


def test_every_round_of_a_pair_has_both_checkouts() -> None:
    done = rounds_of({"Same": always(20), "New": always(20)}, {"Same": always(10)})
    assert [one.here.cold_wall_ns / one.there.cold_wall_ns for one in done.cold["Same"] if one.there] == [2.0] * 4
    assert [one.there for one in done.cold["New"]] == [None] * 4
