"""Parameters of public reads: those of others are ignored, and misspelt filters are refused with the name meant."""

import pytest
from web_service.api.search.queries import LOCALITY_PARAMETERS, PARAMETERS

from tests.unit.web.api import ask
from tests.unit.web.fakes import HOUSE, FakeListings
from tests.unit.web.test_search_api import published

# As mails, advertisements and social networks add them to links.
OF_OTHERS = [
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "utm_source_platform"),
    *("fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid", "yclid", "li_fat_id"),
    *(
        "utm_content_type",
        "utm_limit",
        "UTM_SOURCE",
        "Fbclid",
        "fb_action_types",
        "action_type_map",
        "ad_type",
        "adSize",
    ),
    *("campaign_type", "device-type", "MatchType", "hsa_min", "gad_source", "mtm_year", "pk_area", "share_item_type"),
    *("igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "srsltid", "mkt_tok", "pk_campaign"),
    *(
        "ref",
        "ref_src",
        "source",
        "si",
        "s",
        "t",
        "v",
        "q",
        "lang",
        "hl",
        "_",
        "cachebust",
        "share",
        "feature",
        "ScCid",
    ),
]
MISSPELT = {
    "min_prise": "min_price",
    "minPrice": "min_price",
    "max-price": "max_price",
    "MAX_PRICE": "max_price",
    "price": "min_price",
    "bedroom": "bedrooms",
    "contarct": "contract",
    "currncy": "currency",
    "srot": "sort",
    "sort_by": "sort",
    "sortby": "sort",
    "limits": "limit",
    "curser": "cursor",
}
PUBLIC = ["/search", "/search/usa", "/search/usa/anytown", "/search/usa/anytown/main-street", f"/properties/{HOUSE}"]


@pytest.mark.parametrize("path", [*PUBLIC, "/openapi.json", "/docs"])
def test_a_public_read_ignores_the_parameters_of_others(listings: FakeListings, path: str) -> None:
    published(listings)
    plain = ask("GET", path, claims=None)
    shared = ask("GET", f"{path}?{'&'.join(f'{name}=x' for name in OF_OTHERS)}&fbclid=twice", claims=None)
    assert (shared.status, shared.headers.get("ETag"), shared.body) == (200, plain.headers.get("ETag"), plain.body)


@pytest.mark.parametrize(("name", "meant"), MISSPELT.items())
def test_a_misspelt_filter_is_refused_with_the_name_that_is_meant(
    listings: FakeListings, name: str, meant: str
) -> None:
    answer = ask("GET", f"/search/usa/anytown?utm_source=mail&{name}=100", claims=None)
    assert answer.status == 400
    assert answer.body["errors"] == [{"field": name, "message": f"there is no such parameter; did you mean {meant}?"}]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_name_with_any_one_letter_missing_twice_or_swapped_is_told(listings: FakeListings, name: str) -> None:
    for at in range(len(name)):
        for spelled in (name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]):
            if spelled != name:
                answer = ask("GET", f"/search/usa/anytown?{spelled}=1", claims=None)
                assert (spelled, answer.status) == (spelled, 400)


@pytest.mark.parametrize("name", sorted(set(PARAMETERS) - set(LOCALITY_PARAMETERS)))
def test_a_list_of_localities_says_that_it_has_no_filter(listings: FakeListings, name: str) -> None:
    answer = ask("GET", f"/search/usa?{name}=1", claims=None)
    assert (answer.status, answer.body["errors"][0]["field"]) == (400, name)


def test_the_next_page_is_without_the_parameters_of_others(listings: FakeListings) -> None:
    for number in ("111", "112"):
        published(listings, number=number)
    assert "utm_source" not in ask("GET", "/search/usa/anytown?limit=1&utm_source=mail").headers["Link"]


def test_an_agents_list_still_refuses_what_it_does_not_know(listings: FakeListings) -> None:
    assert ask("GET", "/properties?utm_source=mail").fields == {"utm_source"}
