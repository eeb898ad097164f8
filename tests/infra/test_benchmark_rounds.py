"""One case that fails, or is too slow on a busy machine, costs none of the other figures."""

from benchmarks.figures import Spread, pair
from benchmarks.rounds import HERE, Round, Rounds, Task
from benchmarks.runs import Figures, NotMeasured, TimedOut


def figures(milliseconds: int) -> Figures:
    nanoseconds = milliseconds * 1_000_000
    return Figures(
        cold_wall_ns=nanoseconds,
        cold_cpu_ns=nanoseconds,
        process_cpu_ns=nanoseconds,
        modules=9,
        peak_kib=9,
        warm_cpu_ns=milliseconds * 1e6,
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


def rounds_of(
    here: dict[str, Task],
    others: dict[str, dict[str, Task]] | None = None,
    client: Task | None = None,
    *,
    warm_in_rounds: bool = False,
) -> Rounds:
    done = Rounds(
        here=here,
        others=others or {},
        interpreter=always(2),
        client=client or always(10),
        one_call=always(1),
        progress=lambda _: None,
        warm_in_rounds=warm_in_rounds,
    )
    done.run(rounds=4, seconds=60)
    return done


def test_a_case_over_its_time_limit_is_not_run_again_and_the_others_are() -> None:
    hangs = FailsAt(0, TimedOut("over its time limit"))
    done = rounds_of({"Hangs": hangs, "Quick": always(20)})
    assert hangs.asked == 1
    assert list(done.failed) == ["Hangs"]
    assert len(done.done["Quick"]) == 4
    assert (HERE, "Quick") in done.warm


def test_the_rounds_before_a_time_limit_count() -> None:
    done = rounds_of({"Slows": FailsAt(3, TimedOut("over its time limit"))})  # one warm process, two rounds
    assert len(done.done["Slows"]) == 2
    assert (HERE, "Slows") in done.warm


def test_a_machine_too_busy_for_the_bare_client_is_reported_as_that() -> None:
    done = rounds_of({"Quick": always(20)}, client=FailsAt(1, TimedOut("over its time limit")))
    assert list(done.failed) == ["the bare client"]
    assert len(done.done["Quick"]) == 1


def test_every_round_has_both_yardsticks_and_what_is_measured_beside_it() -> None:
    done = rounds_of({"Same": always(20), "New": always(20)}, {"a": {"Same": always(10)}, "b": {"Same": always(5)}})
    assert [ratios(one) for one in done.done["Same"]] == [{"a": 2.0, "b": 4.0}] * 4
    assert [ratios(one) for one in done.done["New"]] == [{}] * 4
    assert {(one.interpreter.process_cpu_ns, one.client.process_cpu_ns) for one in done.done["Same"]} == {
        (2_000_000, 10_000_000)
    }


def ratios(one: Round) -> dict[str, float]:
    return {name: one.here.cold_cpu_ns / figures.cold_cpu_ns for name, figures in one.others.items()}


def test_a_failure_beside_this_checkout_takes_none_of_its_rounds() -> None:
    fails = FailsAt(2, NotMeasured("failed"))
    done = rounds_of({"Same": always(20)}, {"a peer": {"Same": fails}})
    assert list(done.failed) == ["Same of a peer"]
    assert [len(one.others) for one in done.done["Same"]] == [1, 0, 0, 0]
    assert pair("Same", "a peer", done, (1, 1)).rounds == 1


def test_warm_requests_are_paired_within_the_rounds_where_asked() -> None:
    kinds: list[bool] = []

    def task(*, warm: bool = False) -> Figures:
        kinds.append(warm)
        return figures(20)

    rounds_of({"Same": task}, warm_in_rounds=True)
    rounds_of({"Same": task})
    assert kinds == [True] * 6 + [True] + [False] * 4 + [True]


def test_noise_is_half_of_the_distance_of_the_quartiles() -> None:
    found = Spread.of([9.0, 1.0, 2.0, 3.0, 4.0])
    assert (found.low, found.median, found.high, found.noise) == (2.0, 3.0, 4.0, 1.0)
    assert Spread.of([5.0]).noise == 0
