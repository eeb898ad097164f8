"""The figures in docs/scale.md are computed from the stored items, and simulated with the adapters."""

import pytest
from web_service.api.search.queries import LIMIT

from benchmarks.item_sizes import reads
from benchmarks.search_costs import LISTINGS, READS_MAX, card_sizes, figures
from tests.simulation.scale import map_city, roster_city, simulated
from tests.simulation.scale.busy_country import Load, simulate
from tests.simulation.scale.large_city import LIMIT as PAGE
from tests.simulation.scale.large_city import LargeCity
from tests.simulation.scale.page import PAGE as DOCUMENT
from tests.simulation.scale.page import with_figures

MORE_READ = 1.5  # items, for each one that is shown
STALE = "docs/scale.md is stale: run `make scale`"


def test_the_committed_figures_are_current() -> None:
    assert DOCUMENT.read_text() == with_figures("computed", figures()), STALE


@pytest.mark.slow
def test_the_simulated_figures_are_current() -> None:
    assert DOCUMENT.read_text() == with_figures("simulated", simulated.figures()), STALE


def test_a_page_is_one_read_unit_with_every_field_filled() -> None:
    sizes = card_sizes()
    assert reads((LIMIT + 1) * sizes["with every field filled"]) == 1.0
    assert reads((LIMIT + 1) * sizes["with the longest texts"]) <= 2.0


def test_a_thousand_searches_a_second_on_one_city_are_within_one_partition() -> None:
    assert 1000 * reads(LIMIT * card_sizes()["with every field filled"]) < READS_MAX / 2


@pytest.mark.slow
def test_a_thousand_publications_a_second_in_one_country_are_all_written_and_counted() -> None:
    seen = simulate(Load(a_second=1000, seconds=2, cities=100))
    assert seen.published / seen.seconds > 900
    assert seen.gave_up == seen.failed_batches == 0
    assert seen.counted == seen.published == 2000
    assert seen.published > 100 * 2 * LISTINGS / (90 * 24 * 3600)  # changes that a million listings make in a second


@pytest.mark.slow
def test_a_search_that_few_match_reads_what_it_shows_on_full_pages() -> None:
    city = LargeCity([*simulated.EXACT, *simulated.RANGES], homes=5000)  # 5 of them are 0.1 %
    for search in simulated.EXACT:
        seen = city.read(search)
        assert seen.read == seen.shown + seen.looks, search.name
        assert seen.short == 0, search.name
    for search in simulated.RANGES:
        seen = city.read(search)
        assert seen.short == seen.empty == 0, search.name
        assert seen.shown > PAGE or seen.read <= MORE_READ * seen.shown, search.name


def test_filters_by_facts_and_words_read_little_more_than_they_show() -> None:
    """Where 1 % to 50 % of a city match, by the committed figures, which another test keeps current."""
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.read_text().splitlines()]
    names = {search.name for search in roster_city.SEARCHES}
    found = [row for row in rows if row[0].rpartition(", ")[0] in names]
    assert len(found) == len(roster_city.SEARCHES)
    for name, share, *_, each, _ in found:
        assert float(share.rstrip("%")) < 0.9 or float(each) <= MORE_READ, name


def test_a_part_of_the_map_reads_little_more_than_it_shows() -> None:
    """Where 1 % to 50 % of a city are in it, by the committed figures, which another test keeps current."""
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.read_text().splitlines()]
    names = {f"{shape} about {where}" for shape in map_city.SHAPES for where in map_city.CENTRES}
    found = [row for row in rows if row[0] in names]
    assert len(found) == len(names) * len(map_city.SHARES)
    assert {row[1] for row in found} == {f"{share:.0%}" for share in map_city.SHARES}
    assert [row for row in found if float(row[5]) > MORE_READ] == []


def test_no_price_range_reads_more_than_half_as_much_again_as_it_shows() -> None:
    """The figures of the page are those of the simulation: see above."""
    rows = [row.split("|") for row in DOCUMENT.read_text().splitlines() if row.startswith("| a price range, ")]
    assert len(rows) == len(simulated.RANGES)
    assert [row[1] for row in rows if float(row[5]) > MORE_READ] == []
