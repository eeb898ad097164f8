"""The cost of a month: its arithmetic, the units that are free, and the command's output."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some
from typer.testing import CliRunner

from unicorn_cli import app
from unicorn_cli.cost import busy
from unicorn_cli.cost.idle import idle
from unicorn_cli.cost.month import Traffic, month
from unicorn_cli.cost.prices import PRICES
from unicorn_cli.cost.uses import Use, after_allowances, merged, total

NOBODY = Traffic(searches=0, looks=0, contracts=0, publications=0)
uses = some.lists(
    some.builds(Use, some.sampled_from(sorted(PRICES)), some.floats(0, 1e9), some.sampled_from(["a", "b"]))
)


@given(uses)
def test_merged_uses_cost_the_same_and_allowances_never_more(given: list[Use]) -> None:
    assert total(merged(given)) == pytest.approx(total(given))
    assert len({use.price for use in merged(given)}) == len(merged(given))
    assert 0 <= after_allowances(given) <= total(given) * (1 + 1e-9) + 1e-9  # sums of floats differ in their last digit


def test_an_allowance_counts_once_for_all_uses_of_a_price() -> None:
    half = Use("queue-request", 750_000, "half")
    assert after_allowances([half]) == 0
    assert after_allowances([half, half]) == pytest.approx(0.2)


def test_a_month_without_traffic_costs_as_much_as_an_idle_stage() -> None:
    parts = month(NOBODY)
    assert sum(total(part.uses) for part in parts) == pytest.approx(total(idle()))


def test_twice_the_traffic_costs_twice_as_much() -> None:
    once, twice = (month(Traffic(searches=n, looks=n, contracts=n, publications=n))[1:] for n in (1_000, 2_000))
    assert sum(total(part.uses) for part in twice) == pytest.approx(2 * sum(total(part.uses) for part in once))


def test_a_search_that_the_cdn_answers_costs_a_fraction() -> None:
    assert total(busy.cached_search()) < 0.3 * total(busy.search())


def test_photos_are_most_of_a_publication() -> None:
    assert total(busy.publication(4)) > 2 * total(busy.publication(1))


def test_the_command_prints_the_sum_and_says_what_it_rests_on() -> None:
    done = CliRunner().invoke(app.app, ["cost", "--searches", "5000000"])
    assert done.exit_code == 0
    assert "searches answered by the API, 2,500,000 times" in done.output
    assert "Nothing of this was measured on AWS" in done.output


def test_json_holds_every_factor() -> None:
    found = json.loads(CliRunner().invoke(app.app, ["cost", "--json"]).output)
    parts = found["parts"]
    assert found["list_price"] == pytest.approx(sum(part["dollars"] for part in parts))
    for part in parts:
        assert part["dollars"] == pytest.approx(sum(use["dollars"] for use in part["uses"]) * part["times"])
        for use in part["uses"]:
            assert use["dollars"] == pytest.approx(use["quantity"] * use["each"])


@pytest.mark.parametrize("wrong", [["--cached", "1.5"], ["--searches", "-1"], ["--contracts", "many"]])
def test_wrong_options_are_refused(wrong: list[str]) -> None:
    assert CliRunner().invoke(app.app, ["cost", *wrong]).exit_code == 2
