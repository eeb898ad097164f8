"""The body that puts a listing's pictures in order: a list, whose model is built at once. Only its route loads it."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, RootModel, model_validator

from web_service.domain.pictures import PICTURES_MAX, Place
from web_service.handlers.api_models import Body
from web_service.handlers.fields import PictureText


def _once(places: list["ImagePlace"]) -> list["ImagePlace"]:
    if len({place.image_id for place in places}) != len(places):
        raise ValueError("name each picture once")
    return places


def _or_its_id(schema: dict[str, Any]) -> None:
    """Describe what may stand for a place."""
    place = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "format": "uuid"}, place]


class ImagePlace(Body):
    """A picture's place; a text that is left out stays as it is, null takes it away. An id alone is a place too."""

    model_config = ConfigDict(json_schema_extra=_or_its_id)

    image_id: UUID
    alt_text: PictureText | None = None
    caption: PictureText | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_id(cls, given: Any) -> Any:
        return {"image_id": given} if isinstance(given, str) else given

    def to_domain(self) -> Place:
        sent = self.model_fields_set - {"image_id"}
        return Place(image_id=self.image_id, texts={name: getattr(self, name) for name in sent})


class ImageOrder(RootModel[Annotated[list[ImagePlace], Field(max_length=PICTURES_MAX), AfterValidator(_once)]]):
    """The body of PUT /properties/{country}/{city}/{street}/{number}/images: every picture, in the wanted order."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def to_domain(self) -> list[Place]:
        return [place.to_domain() for place in self.root]
