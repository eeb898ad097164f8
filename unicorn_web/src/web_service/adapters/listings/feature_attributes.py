"""How the facts of a listing are stored: each under its declared name, numbers as numbers, choices as text.

A fact that is not stated is left out, so a new fact needs no new format.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from web_service.domain.listings.features import FACTS, Area, Choice, Fact, Features, Quarters


def feature_attributes(features: Features) -> dict[str, Any]:
    return {name: getattr(features, name) for name in FACTS}


def to_features(found: Mapping[str, Any]) -> Features:
    """Return the facts that are stored; a fact that was not known when the item was written is None."""
    return Features(**{name: _to_fact(fact, found[name]) for name, fact in FACTS.items() if name in found})


def _to_fact(fact: Fact, stored: Any) -> Any:
    match fact.kind:
        case Area() | Quarters():
            return Decimal(stored)
        case Choice(options):
            return options(stored)
    return stored
