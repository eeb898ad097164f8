"""The body of a request for an upload ticket."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from unicorn_kit.models import Body
from unicorn_kit.texts import one_line
from web_service.domain.images.upload import CONTENT_TYPES, SIZE_MAX, Upload


def _one_of_the_types(text: str) -> str:
    if text not in CONTENT_TYPES:
        raise ValueError(f"use one of {', '.join(CONTENT_TYPES)}")
    return text


class ImageUpload(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120), AfterValidator(one_line)]
    content_type: Annotated[
        str, AfterValidator(_one_of_the_types), WithJsonSchema({"type": "string", "enum": list(CONTENT_TYPES)})
    ]
    size: Annotated[int, Field(strict=True, ge=1, le=SIZE_MAX, description="bytes")]

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())
