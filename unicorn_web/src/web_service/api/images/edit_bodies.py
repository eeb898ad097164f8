"""The body that turns and crops an image. Only its route imports it."""

from typing import Annotated, Any, cast, get_args

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from unicorn_kit.models import Body
from web_service.domain.images import edit

SIDE_MAX = 30_000  # pixels, of any photo that is accepted
TURNS = get_args(edit.Turn.__value__)


def _quarters(degrees: int) -> int:
    if degrees not in TURNS:
        raise ValueError(f"use one of {', '.join(map(str, TURNS))}")
    return degrees


At = Annotated[int, Field(strict=True, ge=0, lt=SIDE_MAX, description="pixels")]
Length = Annotated[int, Field(strict=True, ge=1, le=SIDE_MAX, description="pixels")]


class Crop(Body):
    """The rectangle that is kept, in pixels of the image as it stands once it is turned."""

    left: At
    top: At
    width: Length
    height: Length


class EditImage(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images/{image_id}/edits: turn, crop, or both."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    turn: Annotated[
        int,
        Field(strict=True, description="degrees, clockwise", json_schema_extra={"enum": list(TURNS)}),
        AfterValidator(_quarters),
    ] = 0
    crop: Crop | None = None

    @model_validator(mode="before")
    @classmethod
    def _something(cls, given: Any) -> Any:
        if given == {}:
            raise ValueError("say how to turn the image, what to keep of it, or both")
        return given

    def domain_turn(self) -> edit.Turn:
        return cast("edit.Turn", self.turn)

    def domain_crop(self) -> edit.Crop | None:
        return edit.Crop(**self.crop.model_dump()) if self.crop else None
