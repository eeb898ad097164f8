"""The cards of a search: what one leaves out, and the addresses of its image, which a page of them states once."""

import re
from collections.abc import Mapping
from typing import Any

from site_service.origin import Part

FACTS = ("headline", "property_type", "bedrooms", "bathrooms", "living_area", "rent_period")
LEFT_OUT = (*FACTS, "region", "postcode", "unit", "image")
TEMPLATE = re.compile(r'"([^"]+)"; rel="preview"; widths="([\d ]+)"')  # RFC 9652, as the Web API writes it


def cards_of(part: Part) -> list[dict[str, Any]]:
    """Return the cards of a page with all members, those without a value as None."""
    template = TEMPLATE.search(part.link_template)
    return [_whole(card, template) for card in part.found]


def _whole(card: Mapping[str, Any], template: re.Match[str] | None) -> dict[str, Any]:
    whole: dict[str, Any] = {**dict.fromkeys(LEFT_OUT), "price_on_request": False, **card}
    image = whole["image"]
    if image and template:
        whole["image"] = {"alt_text": None, **image, "urls": _urls(card["property_id"], image["image_id"], template)}
    else:
        whole["image"] = None
    return whole


def _urls(property_id: str, image_id: str, template: re.Match[str]) -> dict[str, str]:
    """Return the address of an image's file in each width."""
    values = {"{+property_id}": property_id, "{image_id}": image_id}
    address = template[1]
    for variable, value in values.items():
        address = address.replace(variable, value)
    return {width: address.replace("{width}", width) for width in template[2].split()}
