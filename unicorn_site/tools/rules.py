"""Write `src/generated/rules.js`: limits, enums and currencies of the APIs, so that no page repeats them by hand.

Run `python -m unicorn_site.tools.rules` after a change of an API; `make check` fails while the file is out of date.
"""

import json
from typing import Any

from properties_service.domain.reasons import ReasonCode
from web_service.domain.images.edit import SIDE_MIN
from web_service.domain.images.keys import MASTER_SIDE
from web_service.domain.listings.features import FACTS, Area, Choice, Fact, Text
from web_service.domain.listings.money import AGENCY_CURRENCY, DECIMALS

from apis.tools.openapi import description
from unicorn_cli.site.bundle import SOURCES
from unicorn_kernel.spelling import TEXT_MAX

FILE = SOURCES / "src" / "generated" / "rules.js"
HEADER = """\
// Written by `make site-rules` from both APIs' OpenAPI documents and the domains behind them: do not edit.
"""
BOUNDS = ("minimum", "maximum", "maxLength", "maxItems")
Json = dict[str, Any]


def text() -> str:
    """Return the module as it has to be: one constant per rule, each a literal that TypeScript reads as its type."""
    constants = {
        **_enums(),
        **_address(),
        **_facts(),
        "LIMITS": _limits(),
        "PHOTO_EDIT": {"side_min": SIDE_MIN, "master_side": MASTER_SIDE},
        "AGENCY_CURRENCY": AGENCY_CURRENCY,
        "DECIMALS": _by_decimals(),
    }
    lines = (f"export const {name} = /** @type {{const}} */ ({_literal(of)});\n" for name, of in constants.items())
    return HEADER + "".join(lines)


def _literal(of: Any) -> str:
    if not isinstance(of, dict):
        return json.dumps(of)
    return "".join(["{\n", *(f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in of.items()), "}"])


def _enums() -> Json:
    web, contracts = _schemas("web"), _schemas("contracts")
    return {
        "OFFERS": web["OfferKind"]["enum"],
        "LISTING_STATUSES": web["ListingStatus"]["enum"],
        "ENQUIRY_STATES": web["EnquiryState"]["enum"],
        "LOCATION_SHOWN": web["Shown"]["enum"],
        "SORTS": _query("/search/{country}/{city}", "sort")["enum"],
        "CONTENT_TYPES": web["ImageUpload"]["properties"]["content_type"]["anyOf"][0]["enum"],
        "CONTRACT_STATUSES": contracts["ContractStatus"]["enum"],
        "REASON_CODES": list(ReasonCode),
    }


def _address() -> Json:
    """Return the fields of an address, in the order in which they are typed, and those that it must have."""
    address = _schemas("web")["Address"]
    return {"ADDRESS_FIELDS": list(address["properties"]), "ADDRESS_REQUIRED": address["required"]}


def _facts() -> Json:
    """Return the facts of a listing that the pages show in a table: their names, and what each may be."""
    found = {name: _fact(fact) for name, fact in FACTS.items() if not isinstance(fact.kind, Text)}
    return {"FACT_NAMES": list(found), "FACTS": found}


def _fact(fact: Fact) -> Json:
    kind = type(fact.kind).__name__.lower()
    match fact.kind:
        case Choice(options):
            return {"kind": kind, "options": list(options)}
        case Area(maximum):
            return {"kind": kind, "minimum": 0, "maximum": maximum}
        case Text(max_length):
            return {"kind": kind, "maxLength": max_length}
    return {"kind": kind, "minimum": fact.kind.minimum, "maximum": fact.kind.maximum}


def _limits() -> Json:
    """Return the bounds of each field; the bytes of a description are as many as its characters may be."""
    web, contracts = _schemas("web"), _schemas("contracts")
    listing, place = web["DraftListing"]["properties"], _object(web["ImagePlace"])["properties"]
    fields = {
        "address": {"maxLength": TEXT_MAX},  # the schema allows for padding, which the kernel removes
        "headline": listing["headline"],
        "agent_name": listing["agent_name"],
        "description": listing["description"],
        "seller_name": contracts["DraftContract"]["properties"]["seller_name"],
        "alt_text": place["alt_text"],
        "filename": web["ImageUpload"]["properties"]["filename"],
        "size": web["ImageUpload"]["properties"]["size"],
        "images": web["ImageOrder"],
        "comment": web["AppealDecline"]["properties"]["comment"],
        "in_a_row": web["OfferSlots"]["properties"]["in_a_row"],
        **{f"enquiry_{name}": web["AskAboutHome"]["properties"][name] for name in ("name", "email", "phone", "text")},
    }
    return {name: _bounds(schema) for name, schema in fields.items()}


def _bounds(schema: Json) -> Json:
    found = next((one for one in schema.get("anyOf", []) if one["type"] != "null"), schema)
    return {bound: found[bound] for bound in BOUNDS if bound in found}


def _object(schema: Json) -> Json:
    found: Json = next(one for one in schema["anyOf"] if one["type"] == "object")
    return found


def _by_decimals() -> dict[str, str]:
    """Return the codes of ISO 4217, and the agency's own, by their number of decimals."""
    counts = sorted(set(DECIMALS.values()))
    return {str(count): " ".join(sorted(code for code in DECIMALS if DECIMALS[code] == count)) for count in counts}


def _schemas(api: str) -> Json:
    schemas: Json = description(api)["components"]["schemas"]
    return schemas


def _query(path: str, name: str) -> Json:
    parameters = description("web")["paths"][path]["get"]["parameters"]
    schema: Json = next(one["schema"] for one in parameters if one["name"] == name)
    return schema


def main() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text())


if __name__ == "__main__":
    main()
