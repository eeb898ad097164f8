"""The facts of a listing in request bodies: the fields follow from domain/listings/features.py."""

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from unicorn_kit.models import Body
from web_service.api.fields import area, line, quarters, whole
from web_service.domain.listings.features import FACTS, Area, Choice, Fact, Quarters, Text, Whole


class _Facts(Body):
    def facts(self) -> dict[str, Any]:
        """Return the facts that were sent, by name; null is a fact that is no longer stated."""
        return {name: getattr(self, name) for name in self.model_fields_set & FACTS.keys()}


def _field(fact: Fact) -> Any:
    description = None
    match fact.kind:
        case Text(max_length):
            kind = line(max_length)
        case Quarters(minimum, maximum):
            kind = quarters(minimum, maximum)
        case Whole(minimum, maximum):
            kind = whole(minimum, maximum)
        case Area(maximum):
            kind, description = area(maximum), "square metres"
        case Choice(options):
            kind = options
    return kind | None, Field(default=None, description=description)


if TYPE_CHECKING:
    FactsBody = _Facts
else:
    FactsBody = create_model("FactsBody", __base__=_Facts, **{name: _field(fact) for name, fact in FACTS.items()})
