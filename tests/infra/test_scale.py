"""The figures in docs/scale.md are computed from the stored items."""

from web_service.adapters.search.public_listings import READ_MAX
from web_service.api.search.queries import LIMIT

from benchmarks.search_costs import PAGE, READS_MAX, card_sizes, crowd, page, reads


def test_the_committed_figures_are_current() -> None:
    assert PAGE.read_text() == page(), "docs/scale.md is stale: run `make scale`"


def test_a_page_is_one_read_unit_with_every_field_filled() -> None:
    sizes = card_sizes()
    assert reads(LIMIT * sizes["with every field filled"]) == 1.0
    assert reads(LIMIT * sizes["with the longest texts"]) <= 1.5


def test_a_thousand_searches_a_second_on_one_city_are_within_one_partition() -> None:
    card = card_sizes()["with every field filled"]
    filtered, plain = reads(READ_MAX * card), reads(LIMIT * card)
    assert 1000 * plain < READS_MAX / 2
    assert 300 * filtered + 700 * plain < READS_MAX


def test_a_country_supports_far_more_changes_than_a_million_listings_make() -> None:
    done, _, lost = crowd(10, seconds=60)
    changes = 2 * 1_000_000 / (90 * 24 * 3600)
    assert done > 100 * changes
    assert lost < 0.2
