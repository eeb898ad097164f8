"""The body of a request for an upload ticket."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from unicorn_kit.models import Body
from unicorn_kit.texts import one_line
from web_service.domain.images.upload import (
    CONTENT_TYPE_MAX,
    CONTENT_TYPE_PATTERN,
    CONTENT_TYPES,
    HEIC_ADVICE,
    HEIC_TYPES,
    SIZE_MAX,
    Upload,
    media_type,
)

CONTENT_TYPE: dict[str, Any] = {
    "description": "in any case, with or without parameters; the ticket's fields have the name in lower case alone",
    "anyOf": [
        {"type": "string", "enum": list(CONTENT_TYPES)},
        {"type": "string", "pattern": CONTENT_TYPE_PATTERN, "maxLength": CONTENT_TYPE_MAX},
    ],
}


def _one_of_the_types(text: str) -> str:
    found = media_type(text)
    if found in HEIC_TYPES:
        raise ValueError(HEIC_ADVICE)
    if re.fullmatch(CONTENT_TYPE_PATTERN, text) is None:
        raise ValueError(f"use one of {', '.join(CONTENT_TYPES)}")
    return found


class ImageUpload(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120), AfterValidator(one_line)]
    content_type: Annotated[
        str,
        StringConstraints(strict=True, max_length=CONTENT_TYPE_MAX),
        AfterValidator(_one_of_the_types),
        WithJsonSchema(CONTENT_TYPE),
    ]
    size: Annotated[int, Field(strict=True, ge=1, le=SIZE_MAX, description="bytes")]

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())
