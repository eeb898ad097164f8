"""Lives of listings about which people are asked: reviews, appeals, time-outs, take-downs, two admins at once."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.generated import NIGHTLY
from tests.simulator.boundary import installed
from tests.simulator.history import play
from tests.simulator.plan import plan_of_reviews

FEW, MANY = 8, 500 if NIGHTLY else 80
HAPPENED = ("questions", "decisions", "unanswered", "approved_by_people", "declined_by_people", "refused", "published")


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def played(seeds: range) -> Counter[str]:
    """Play the lives, assert that they keep every promise, and return what happened in them."""
    found = [play(plan_of_reviews(seed)) for seed in seeds]
    assert [f"seed {one.plan.seed}: {violation}" for one in found for violation in one.violations] == []
    return sum((one.counts for one in found), Counter[str]())


def test_a_few_lives_with_reviews_keep_every_promise() -> None:
    assert min(played(range(FEW))[name] for name in ("questions", "decisions")) > 0


@pytest.mark.slow
def test_hundreds_of_lives_with_reviews_keep_every_promise() -> None:
    counts = played(range(FEW, MANY))
    assert {name: counts[name] > 0 for name in HAPPENED} == dict.fromkeys(HAPPENED, True)
