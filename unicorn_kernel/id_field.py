"""A property id in a request body, the same for every API."""

from typing import Annotated

from pydantic import Field, StringConstraints

FOUR_PARTS = {"pattern": "^[^/]+(/[^/]+){3}$"}  # as OpenAPI describes it; `normalise` says what is wrong
PropertyIdText = Annotated[
    str, StringConstraints(strict=True, min_length=7, max_length=300), Field(json_schema_extra=FOUR_PARTS)
]
