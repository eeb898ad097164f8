"""Listings as records of the RESO Data Dictionary: every name, value and length is one that the dictionary has."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.adapters.search import details
from web_service.adapters.search.public_items import public_items
from web_service.api.reso.answers import ResoMedia, ResoProperty
from web_service.api.reso.views import record as feed_record
from web_service.domain.images.image import Image, ImageInfo, ImageStatus
from web_service.domain.listings.features import FACTS, Features, Heating, PropertyType, RentPeriod
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind
from web_service.domain.listings.location import Location, Shown
from web_service.domain.listings.money import DECIMALS, Money
from web_service.domain.publication.request import PublicVersion, Reason
from web_service.domain.publication.rules import withdraw
from web_service.domain.reso.countries import CODES, country_code
from web_service.domain.reso.feed import Entry
from web_service.domain.reso.lookups import GONE_STATUSES, standard_status
from web_service.domain.reso.media import media_records
from web_service.domain.reso.records import CURRENCY, property_record

from tests.templates import PROJECT
from tests.unit.web.fakes import INFO, MONDAY, TUESDAY, a_listing, an_image, approved, pending, with_picture
from unicorn_kernel.address import Address, one_line

DICTIONARY: dict[str, Any] = json.loads(Path(__file__).with_name("reso_dictionary.json").read_text())
PAGE = (PROJECT / "docs" / "listing-fields.md").read_text()
URL = "https://pictures.example"


def public(listing: Listing) -> Any:
    """Return the listing as customers see it."""
    version = PublicVersion(request_id=UUID(int=1), since=MONDAY, version=2)
    return details.unpack(public_items(listing, version)[0]["details"]["S"])


def the_property(**changes: Any) -> dict[str, Any]:
    return property_record("usa/anytown/main-street/111", public(a_listing(**changes)))


def check(resource: str, record: dict[str, Any]) -> None:
    """Check each value of a record against the type, length and lookup that the dictionary gives its field."""
    for name, value in record.items():
        if name == CURRENCY:
            assert value in DECIMALS
            continue
        field = DICTIONARY["fields"][f"{resource}.{name}"]
        for one in value if isinstance(value, list) else [value]:
            assert fits(one, field), (name, one, field)


def fits(value: Any, field: dict[str, Any]) -> bool:
    match field["type"]:
        case "Boolean":
            return isinstance(value, bool)
        case "Number":
            decimals = field.get("decimals", 0)
            digits = Decimal(str(value)).scaleb(decimals)
            return digits == int(digits) and len(str(abs(int(digits)))) <= field["length"]
    known = DICTIONARY["lookups"].get(field.get("lookup"))
    return isinstance(value, str) and 0 < len(value) <= field["length"] and (known is None or value in known)


texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60).filter(str.strip)
WHERE = st.builds(
    Address,
    country=st.sampled_from(["USA", "Österreich", "中国", "Nowhere"]),
    region=st.none() | st.sampled_from(["IL", "Illinois", "Ontario", "江苏省"]),
    city=texts,
    postcode=st.none() | texts,
    street=texts,
    number=texts,
    unit=st.none() | texts,
)
FACTS_STATED = st.builds(
    Features,
    headline=st.none() | texts,
    property_type=st.none() | st.sampled_from(PropertyType),
    bedrooms=st.none() | st.integers(0, 99),
    bathrooms=st.none() | st.integers(0, 396).map(lambda quarters: Decimal(quarters) / 4),
    living_area=st.none() | st.decimals(0, 100_000, places=2),
    lot_size=st.none() | st.decimals(0, 1_000_000_000, places=2),
    year_built=st.none() | st.integers(1000, 2100),
    heating=st.none() | st.sampled_from(Heating),
    rent_period=st.none() | st.sampled_from(RentPeriod),
)
MONEY = st.builds(Money, minor=st.integers(1, 10**15 - 1), currency=st.sampled_from(sorted(DECIMALS)))
PLACES = st.none() | st.builds(
    Location,
    latitude=st.decimals(-90, 90, places=6),
    longitude=st.decimals(-180, 180, places=6),
    shown=st.sampled_from(Shown),
)
IMAGES = st.lists(
    st.builds(
        lambda width, height, alt_text, caption: replace(
            an_image(),
            status=ImageStatus.READY,
            info=ImageInfo(width=width, height=height, placeholder=""),
            alt_text=alt_text,
            caption=caption,
        ),
        st.integers(1, 20_000),
        st.integers(1, 20_000),
        st.none() | st.text("ab ", min_size=1, max_size=200),
        st.none() | st.text("ab ", min_size=1, max_size=200),
    ),
    max_size=3,
)


@settings(deadline=None)
@given(
    WHERE,
    FACTS_STATED,
    MONEY,
    st.sampled_from(OfferKind),
    st.booleans(),
    IMAGES,
    st.text("a 家\n", max_size=5000),
    PLACES,
)
def test_the_dictionary_has_every_name_value_and_length_of_any_listing(
    address: Address,
    features: Features,
    price: Money,
    kind: OfferKind,
    on_request: bool,
    images: list[Image],
    description: str,
    location: Location | None,
) -> None:
    offer: Any = {"price": price, "kind": kind, "price_on_request": on_request}
    listing = a_listing(address=address, features=features, images=tuple(images), location=location, **offer)
    found = public(replace(listing, description=f"A{description}"))
    entry = feed_record(Entry(1_800_000_000_000, listing.property_id, "Active", found), URL)
    for record in entry.pop("Media"):
        check("Media", record)
        assert set(record) <= set(ResoMedia.__annotations__)
    check("Property", entry)
    assert set(entry) <= set(ResoProperty.__annotations__)


@pytest.mark.parametrize("status", sorted(GONE_STATUSES))
def test_a_record_of_a_listing_that_has_left_has_its_key_status_and_time(status: str) -> None:
    record = feed_record(Entry(1_800_000_000_123, "usa/anytown/main-street/111", status, None), URL)
    check("Property", record)
    assert set(record) == {"ListingKey", "StandardStatus", "ModificationTimestamp"}
    assert record["ModificationTimestamp"] == "2027-01-15T08:00:00.123Z"


def test_a_local_field_is_marked_as_one() -> None:
    local = {name for name in ResoProperty.__annotations__ if f"Property.{name}" not in DICTIONARY["fields"]}
    assert local - {"Media"} == {CURRENCY}
    assert CURRENCY.startswith("Unicorn_")


@pytest.mark.parametrize("kind", OfferKind)
@pytest.mark.parametrize("property_type", [None, *PropertyType])
def test_the_dictionary_allows_each_sub_type_for_its_type(kind: OfferKind, property_type: PropertyType | None) -> None:
    found = the_property(kind=kind, features=Features(property_type=property_type))
    if "PropertySubType" in found:
        assert found["PropertyType"] in DICTIONARY["property_types_of_sub_types"][found["PropertySubType"]]


@pytest.mark.parametrize(
    ("kind", "property_type", "types"),
    [
        ("sale", "apartment", ("Residential", "Condominium")),  # the dictionary has apartments for rent alone
        ("rent", "apartment", ("Residential Lease", "Apartment")),
        ("sale", "land", ("Land", None)),  # `Unimproved Land` is commercial
        ("sale", "farm", ("Farm", "Farm")),
        ("rent", "farm", ("Residential Lease", "Farm")),
        ("rent", "commercial", ("Commercial Lease", None)),
        ("sale", "villa", ("Residential", "Single Family Residence")),
        ("rent", None, ("Residential Lease", None)),
    ],
)
def test_the_type_depends_on_the_kind_of_offer(
    kind: str, property_type: str | None, types: tuple[str, str | None]
) -> None:
    features = Features(property_type=PropertyType(property_type) if property_type else None)
    found = the_property(kind=OfferKind(kind), features=features)
    assert (found["PropertyType"], found.get("PropertySubType")) == types


def withdrawn(code: str) -> Listing:
    listing = withdraw(approved(), at=TUESDAY)
    return replace(listing, reasons=(Reason(code=code, subject="contract", message="."),))


@pytest.mark.parametrize(
    ("listing", "status"),
    [
        (a_listing(), "Incomplete"),
        (pending(), "Incomplete"),
        (a_listing(status=ListingStatus.DECLINED), "Incomplete"),
        (approved(), "Active"),
        (replace(approved(), status=ListingStatus.DRAFT), "Active"),  # customers see its last version still
        (pending(replace(approved(), status=ListingStatus.DRAFT)), "Active"),
        (withdraw(approved(), at=TUESDAY), "Withdrawn"),
        (withdrawn("CONTRACT_EXPIRED"), "Expired"),
        (withdrawn("CONTRACT_CANCELLED"), "Canceled"),
        (withdrawn("CONTRACT_CLOSED"), "Closed"),
        (withdrawn("SOMETHING_NEW"), "Withdrawn"),
    ],
)
def test_the_status_is_what_customers_see(listing: Listing, status: str) -> None:
    assert standard_status(listing) == status
    assert status in DICTIONARY["lookups"]["StandardStatus"]


def test_a_rent_says_its_period_and_a_sale_says_none() -> None:
    rent = the_property(kind=OfferKind.RENT, features=Features(rent_period=RentPeriod.MONTH))
    assert (rent["ListPrice"], rent["LeaseAmountFrequency"]) == (199.99, "Monthly")
    assert "LeaseAmountFrequency" not in the_property()


def test_a_price_on_request_is_not_said() -> None:
    assert not {"ListPrice", "PreviousListPrice"} & set(the_property(price_on_request=True))


@pytest.mark.parametrize(
    ("minor", "currency"), [(1234, "KWD"), (10**15 - 1, "USD"), (10**12, "JPY"), (10**15 - 1, "CLF")]
)
def test_a_price_that_the_dictionary_has_no_room_for_is_left_out(minor: int, currency: str) -> None:
    assert "ListPrice" not in the_property(price=Money(minor=minor, currency=currency))


def test_bathrooms_are_full_ones_and_the_rest() -> None:
    bath = the_property(features=Features(bathrooms=Decimal("2.5")))
    assert (bath["BathroomsTotalInteger"], bath["BathroomsFull"], bath["BathroomsHalf"]) == (3, 2, 1)
    assert the_property(features=Features(bathrooms=Decimal("1.75")))["BathroomsThreeQuarter"] == 1
    assert the_property(features=Features(bathrooms=Decimal(0)))["BathroomsTotalInteger"] == 0


def test_an_address_is_whole_in_one_line_and_in_its_fields_where_they_have_room() -> None:
    address = Address(
        country="USA", region="IL", city="Springfield", postcode="62701", street="Elm", number="12½", unit="4"
    )
    found = the_property(address=address)
    assert found["UnparsedAddress"] == one_line(address)
    fields = ("Country", "StateOrProvince", "City", "PostalCode", "StreetName", "StreetNumber", "UnitNumber")
    assert [found[name] for name in fields] == ["US", "IL", "Springfield", "62701", "Elm", "12½", "4"]
    long = replace(address, region="Illinois", city="S" * 51, postcode="1" * 11, number="1" * 26, country="Nowhere")
    left = the_property(address=long)
    assert not {"Country", "StateOrProvince", "City", "PostalCode", "StreetNumber"} & set(left)
    assert left["UnparsedAddress"] == one_line(long)


@pytest.mark.parametrize(
    ("country", "code"),
    [("USA", "US"), ("usa", "US"), ("ÖSTERREICH", "AT"), ("中国", "CN"), ("DE", "DE"), ("de", None), ("Narnia", None)],
)
def test_a_country_has_its_code_where_it_is_known(country: str, code: str | None) -> None:
    assert country_code(country) == code


def test_the_codes_of_countries_are_those_of_the_dictionary() -> None:
    """Its table has all of ours but Norway; other codes of ISO 3166 may be added to it."""
    assert CODES - set(DICTIONARY["lookups"]["Country"]) == {"NO"}


def test_long_remarks_end_with_their_last_whole_word() -> None:
    remarks = the_property(description="word " * 900, features=Features(headline="A headline"))["PublicRemarks"]
    assert remarks.startswith("A headline\n\nword word")
    assert remarks.endswith("word…")
    assert 3990 < len(remarks) <= 4000


def an_image_with(**texts: Any) -> dict[str, Any]:
    listing = with_picture(a_listing())
    pictured = replace(listing, images=tuple(replace(image, **texts) for image in listing.images))
    (record,) = media_records(listing.property_id, public(pictured), URL)
    return record


def test_a_caption_is_the_short_description_and_the_alternative_text_the_long_one() -> None:
    record = an_image_with(caption="The garden", alt_text="Roses beside a gravel path")
    assert (record["ShortDescription"], record["LongDescription"]) == ("The garden", "Roses beside a gravel path")
    assert not {"ShortDescription", "LongDescription"} & set(an_image_with(caption=None, alt_text=None))


def test_a_caption_that_is_too_long_stands_whole_in_the_long_description() -> None:
    caption = "A caption of far more than the fifty characters that there is room for"
    record = an_image_with(caption=caption, alt_text="Roses")
    assert record["ShortDescription"] == "A caption of far more than the fifty characters…"
    assert record["LongDescription"] == f"{caption}\nRoses"


def test_each_image_is_one_record_of_its_largest_file() -> None:
    first, second = (replace(an_image(), status=ImageStatus.READY, info=INFO, expires_at=MONDAY) for _ in range(2))
    large = replace(second, info=ImageInfo(width=4000, height=3000, placeholder=""))
    found = public(a_listing(images=(first, large)))
    records = media_records("usa/anytown/main-street/111", found, URL)
    assert [(record["Order"], record["ImageWidth"], record["ImageHeight"]) for record in records] == [
        (0, 1600, 1200),
        (1, 1600, 1200),
    ]
    assert records[1]["MediaURL"] == f"{URL}/published/usa/anytown/main-street/111/{large.image_id}/1600.webp"
    assert property_record("usa/anytown/main-street/111", found)["PhotosCount"] == 2


def test_the_declared_name_of_each_fact_is_in_the_dictionary() -> None:
    names = {fact.reso for fact in FACTS.values() if fact.reso}
    assert {name for name in names if f"Property.{name}" not in DICTIONARY["fields"]} == set()


def test_the_page_names_every_field_of_the_mapping_and_nothing_that_the_dictionary_lacks() -> None:
    rows = [re.split(r" *\| *", row) for row in PAGE.splitlines() if row.startswith("| ")]
    named = {name.removeprefix("Property.") for row in rows for column in row[4:] for name in column.split("`")[1::2]}
    fields = {name.removeprefix("Property.") for name in DICTIONARY["fields"]}
    values = {value for lookup in DICTIONARY["lookups"].values() for value in lookup}
    assert fields - named == set()
    assert named - fields - values - {"Largest", "DRAFT", CURRENCY} == set()
