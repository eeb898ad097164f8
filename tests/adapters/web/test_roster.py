"""Searches in the roster find what a plain look at every home finds, whoever writes it at the same time."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from web_service.adapters.roster import blocks
from web_service.adapters.roster.block_queries import BlockQueries
from web_service.domain.listings.features import PropertyType
from web_service.domain.search.cards import Card, Order, SearchCriteria
from web_service.domain.search.roster import Comparison, FactFilter, Wishes
from web_service.ports.search import TooManyHomes

from tests.adapters.web.agency import CITIES
from tests.adapters.web.roster_world import BLOCK, ROSTER, Pages, World
from tests.generated import examples

LOCALITIES = ("usa", "usa/anytown", "usa/any", "usa/any/main", "usa/anytown/main-street", "osterreich", "france")


@pytest.mark.parametrize("seed", range(examples(3)))
def test_searches_find_what_is_public_after_any_interleaving(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed, monkeypatch)
    world.run(150)
    world.pass_time()
    assert len(world.agency.public) > 2 * BLOCK
    for locality, order in itertools.product(LOCALITIES, Order):
        for wishes in (Wishes(), world.wishes(), world.wishes(), world.wishes()):
            for limit in (1, 3, 100):
                pages = Pages(world, locality, order, wishes, limit)
                seen = pages.all()
                assert len(seen) == len(set(seen))
                assert set(seen) == world.truth(locality, order, wishes)
                assert_sorted(pages.cards, order)


def assert_sorted(cards: list[Card], order: Order) -> None:
    if order is Order.PLACE:  # Main Street is before Main Street 1, and house 2 before house 12
        assert cards == sorted(cards, key=lambda card: (*card.property_id.split("/")[:3], int(card.number)))
    elif order is Order.NEWEST:
        assert [-(card.since or 0) for card in cards] == sorted(-(card.since or 0) for card in cards)
    else:
        prices = [card.price for card in cards if card.price is not None]
        assert len(prices) == len(cards)
        assert prices == sorted(prices, reverse=order is Order.PRICE_DESCENDING)


@pytest.mark.parametrize("seed", range(examples(1)))
@pytest.mark.parametrize("order", Order)
def test_pages_stay_right_while_homes_come_and_go(order: Order, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed, monkeypatch)
    world.run(80)
    wishes = Wishes(None, SearchCriteria(bedrooms=2))
    before = world.truth("usa", order, wishes)
    pages = Pages(world, "usa", order, wishes, 5)
    touched: set[str] = set()
    while not pages.is_done:
        public = dict(world.agency.public)
        world.run(3)
        touched |= {one for one in {*public, *world.agency.public} if public.get(one) != world.agency.public.get(one)}
        world.pass_time()
        pages.turn()
    seen = [card.property_id for card in pages.cards]
    assert len(set(seen) - touched) == len([one for one in seen if one not in touched])
    assert before - touched <= set(seen) <= before | touched


def test_blocks_are_divided_and_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    homes = [world.publish() for _ in range(20 * BLOCK)]
    ids = [home.property_id for home in homes]
    for some in itertools.batched(ids, 3, strict=False):
        world.writer().enter(some, world.unreadable.append)
    most = sum(world.blocks().values())
    assert most <= 2 * 20 + len({country for country, _ in CITIES})  # at least half full
    for home in homes[5:]:
        world.agency.withdraw(home)
        world.writer().enter([home.property_id], world.unreadable.append)
    assert sum(world.blocks().values()) <= 5 + len({country for country, _ in CITIES})
    assert set(Pages(world, "usa", Order.PLACE, Wishes(), 100).all()) == world.truth("usa", Order.PLACE, Wishes())


def test_a_round_finds_the_rows_that_are_missing_or_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    homes = [world.publish() for _ in range(12)]
    ids = [home.property_id for home in homes]
    assert set(world.writer().differing(ids, world.unreadable.append)) == set(ids)
    assert world.writer().enter(ids, world.unreadable.append) == len(ids)
    assert world.writer().differing(ids, world.unreadable.append) == []
    world.agency.withdraw(homes[0])
    assert world.writer().differing(ids, world.unreadable.append) == ids[:1]
    for item in world.tables.roster.items.values():  # of the release that knew no words
        del item["words"]
    assert set(world.writer().differing(ids, world.unreadable.append)) == set(ids)


def test_a_home_that_left_a_moment_ago_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row is there until the stream is read; its page is filled with the next homes."""
    world = World(7, monkeypatch)
    homes = [world.publish() for _ in range(40)]
    world.writer().enter([home.property_id for home in homes], world.unreadable.append)
    world.pass_time()
    gone = Pages(world, "usa", Order.PLACE, Wishes(), 3).turn()[0].property_id
    world.agency.withdraw(world.agency.public[gone])
    first = Pages(world, "usa", Order.PLACE, Wishes(), 3).turn()
    assert len(first) == 3
    assert gone not in {card.property_id for card in first}


def test_a_home_that_has_changed_a_moment_ago_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    homes = [world.publish() for _ in range(10)]
    world.writer().enter([home.property_id for home in homes], world.unreadable.append)
    world.pass_time()
    villa = Wishes(facts=(FactFilter("property_type", Comparison.IS, "villa"),))
    home = world.agency.public[homes[0].property_id]
    home = world.agency.publish_again(replace(home, features=replace(home.features, property_type=PropertyType.VILLA)))
    world.writer().enter([home.property_id], world.unreadable.append)
    world.pass_time()
    country = home.property_id.partition("/")[0]
    assert home.property_id in Pages(world, country, Order.PLACE, villa, 100).all()
    world.agency.publish_again(replace(home, features=replace(home.features, property_type=PropertyType.FARM)))
    assert home.property_id not in Pages(world, country, Order.PLACE, villa, 100).all()


def test_a_home_whose_text_has_changed_a_moment_ago_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    home = world.publish()
    home = world.agency.publish_again(replace(home, description="An observatory."))
    world.writer().enter([home.property_id], world.unreadable.append)
    world.pass_time()
    country, wanted = home.property_id.partition("/")[0], Wishes(words=("observatory",))
    assert Pages(world, country, Order.PLACE, wanted, 100).all() == [home.property_id]
    world.agency.publish_again(replace(home, description="A garden."))
    assert Pages(world, country, Order.PLACE, wanted, 100).all() == []


def test_blocks_are_divided_by_the_length_of_their_texts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """An item of DynamoDB has 400 kB."""
    monkeypatch.setattr(blocks, "PACKED_MAX", 2000)
    world = World(7, monkeypatch)
    for _ in range(12):
        home = world.publish()
        long = " ".join(f"{world.chance.getrandbits(60):x}" for _ in range(100))
        world.agency.publish_again(replace(home, description=long))
    world.writer().enter(list(world.agency.public), world.unreadable.append)
    world.pass_time()
    sizes = [len(item["rows"]["B"]) + len(item["words"]["B"]) for item in world.tables.roster.items.values()]
    assert max(sizes) <= 2000
    assert set(Pages(world, "usa", Order.PLACE, Wishes(), 5).all()) == world.truth("usa", Order.PLACE, Wishes())


def test_words_are_read_only_where_they_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    world.writer().enter([world.publish().property_id], world.unreadable.append)
    world.pass_time()
    client: Any = world.tables
    for with_words in (True, False):
        queries = BlockQueries(client, ROSTER, with_words=with_words)
        countries = {pk.removeprefix("HOMES#") for pk, _ in world.tables.roster.items}
        found = [block for country in countries for block in queries.between(country, "!", "~", count=1)]
        assert found
        assert all(block.rows and bool(block.words.words) is with_words for block in found)


def test_a_request_reads_a_bounded_number_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """By street a page is short then, and leads on; in another order the search is refused."""
    monkeypatch.setattr("web_service.adapters.roster.roster_table.BLOCKS_MAX", 2)
    world = World(7, monkeypatch)
    homes = [world.publish() for _ in range(12 * BLOCK)]
    for some in itertools.batched(homes, 3, strict=False):
        world.writer().enter([home.property_id for home in some], world.unreadable.append)
    world.pass_time()
    rare = Wishes(facts=(FactFilter("year_built", Comparison.LEAST, 2021.0),))
    pages = Pages(world, "usa", Order.PLACE, rare, 50, is_bounded=True)
    assert set(pages.all()) == world.truth("usa", Order.PLACE, rare)
    assert pages.turns > 1
    with pytest.raises(TooManyHomes):
        Pages(world, "usa", Order.NEWEST, rare, 50).all()


def test_a_home_that_cannot_be_read_keeps_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    home = world.publish()
    world.writer().enter([home.property_id], world.unreadable.append)
    stored = world.agency.dynamodb.items[home.property_id, "PUBLIC"]
    world.agency.dynamodb.items[home.property_id, "PUBLIC"] = stored | {"details": {"S": "[]"}}
    assert world.writer().enter([home.property_id], world.unreadable.append) == 0
    assert world.unreadable == [home.property_id]


def test_a_home_that_changes_while_its_row_is_written_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block is read before its homes, and written only as it was read: else an older state of a home would stay."""
    world = World(7, monkeypatch)
    home = world.publish()
    calls = itertools.count(1)

    def withdraw_before_the_third_call() -> None:
        if next(calls) == 3:
            world.tables.between = lambda: None
            world.agency.withdraw(home)
            world.writer().enter([home.property_id], world.unreadable.append)

    world.tables.between = withdraw_before_the_third_call
    world.writer().enter([home.property_id], world.unreadable.append)
    assert world.writer().differing([home.property_id], world.unreadable.append) == []


def test_a_reader_that_does_not_see_a_block_yet_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, monkeypatch)
    homes = [world.publish() for _ in range(12 * BLOCK)]
    for some in itertools.batched(homes, 3, strict=False):
        world.writer().enter([home.property_id for home in some], world.unreadable.append)
    world.pass_time()
    keys = [key for key in world.tables.roster.items if key[0] == "HOMES#usa"]
    assert len(keys) > 3
    for key in keys:
        hidden = world.tables.roster.hide(key)
        assert set(Pages(world, "usa", Order.PLACE, Wishes(), 100).all()) == world.truth("usa", Order.PLACE, Wishes())
        hidden()
