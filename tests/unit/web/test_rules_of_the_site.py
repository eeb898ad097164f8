"""The agents' pages repeat rules of the API; these tests compare them."""

import json
import re
from pathlib import Path

from web_service.api import fields
from web_service.domain.images import collection, upload
from web_service.domain.listings import features, listing
from web_service.domain.listings.money import DECIMALS

from unicorn_kernel.property_id import slug

SITE = Path(__file__).parents[3] / "unicorn_site"


def the_site_says(module: str) -> str:
    return (SITE / "src" / "agent" / module).read_text()


def words_of(constant: str, module: str) -> list[str]:
    return re.findall(r"'([^']+)'", module.partition(f"{constant} =")[2].partition(";")[0])


def test_the_slugs_that_the_site_is_tested_with_are_the_apis() -> None:
    slugs = json.loads((SITE / "tests" / "agent" / "slugs.json").read_text())
    assert slugs == {part: slug(part) for part in slugs}


def test_the_site_knows_every_currency_with_its_decimals() -> None:
    table = the_site_says("money.js").replace("${AGENCY_CURRENCY}", "SPL").partition("BY_DECIMALS = {")[2]
    rows = re.findall(r"^  (\d):(.*?)(?=^  \d:|^};)", table, re.MULTILINE | re.DOTALL)
    assert {code: int(n) for n, codes in rows for code in re.findall(r"\b[A-Z]{3}\b", codes)} == DECIMALS


def test_the_site_has_the_apis_limits() -> None:
    rules, uploads = the_site_says("listing-rules.js"), the_site_says("uploads.js")
    assert f"DESCRIPTION_MAX = {fields.DESCRIPTION_MAX};" in rules
    assert f"SIZE_MAX = {upload.SIZE_MAX:_};" in uploads
    assert f"PICTURES_MAX = {collection.IMAGES_MAX};" in uploads
    assert words_of("CONTENT_TYPES", uploads) == list(upload.CONTENT_TYPES)
    assert words_of("OFFERS", rules) == list(listing.OfferKind)
    assert words_of("PROPERTY_TYPES", rules) == list(features.PropertyType)
    assert f"HEADLINE_MAX = {features.HEADLINE_MAX};" in rules
    assert f"bedrooms: number(0, {features.ROOMS_MAX}, 0)" in rules
    assert f"living_area: number(0, {features.LIVING_AREA_MAX}, 2)" in rules.replace("1e5", "100000")
    assert f"lot_size: number(0, {features.LOT_SIZE_MAX}, 2)" in rules.replace("1e9", "1000000000")
    assert f"year_built: number({features.YEAR_MIN}, {features.YEAR_MAX}, 0)" in rules
    assert f"WORDS_MAX = {fields.TEXT_MAX};" in the_site_says("picture-card.js")
