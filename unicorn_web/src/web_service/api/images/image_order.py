"""The body that puts a listing's images in order: a list, whose model is built at once. Only its route imports it."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, RootModel, model_validator

from unicorn_kit.models import Body
from web_service.api.fields import ImageText
from web_service.domain.images.collection import IMAGES_MAX, ImagePosition


def _once(places: list["ImagePlace"]) -> list["ImagePlace"]:
    if len({place.image_id for place in places}) != len(places):
        raise ValueError("name each image once")
    return places


def _or_its_id(schema: dict[str, Any]) -> None:
    """Describe that an id alone may stand for an entry."""
    place = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "format": "uuid"}, place]


class ImagePlace(Body):
    """An image at its position; a text that is left out stays as it is, null clears it. An id alone will do too."""

    model_config = ConfigDict(json_schema_extra=_or_its_id)

    image_id: UUID
    alt_text: ImageText | None = None
    caption: ImageText | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_id(cls, given: Any) -> Any:
        return {"image_id": given} if isinstance(given, str) else given

    def to_domain(self) -> ImagePosition:
        sent = self.model_fields_set - {"image_id"}
        return ImagePosition(image_id=self.image_id, texts={name: getattr(self, name) for name in sent})


class ImageOrder(RootModel[Annotated[list[ImagePlace], Field(max_length=IMAGES_MAX), AfterValidator(_once)]]):
    """The body of PUT /properties/{country}/{city}/{street}/{number}/images: every image, in the wanted order."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def to_domain(self) -> list[ImagePosition]:
        return [place.to_domain() for place in self.root]
