"""The routes of a listing's images: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.parameters import IF_ANY, VERSION
from web_service.api.paths import PROPERTY

ROUTES = (
    Route(
        "PUT",
        f"{PROPERTY}/images",
        handler=".handlers.listings_api.arrange_images",
        summary="Put the images in order, and describe them",
        body=".api.images.image_order.ImageOrder",
        answer=".api.listings.answers.Listing",
        parameters=(IF_ANY,),
        headers=VERSION,
        problems=(400, 404, 409, 412, 413),
    ),
    Route(
        "DELETE",
        f"{PROPERTY}/images/{{image_id}}",
        handler=".handlers.listings_api.remove_image",
        summary="Remove an image; where it is public, it stays so until another version is approved",
        answer=".api.listings.answers.Listing",
        parameters=(IF_ANY,),
        headers=VERSION,
        problems=(400, 404, 409, 412),
    ),
    Route(
        "POST",
        f"{PROPERTY}/images/{{image_id}}/edits",
        handler=".handlers.listings_api.edit_image",
        summary="Turn and crop an image: another one takes its place, once it is READY",
        body=".api.images.edit_bodies.EditImage",
        answer=".api.images.answers.Image",
        status=HTTPStatus.ACCEPTED,
        parameters=(IF_ANY, IDEMPOTENCY_KEY),
        problems=(400, 404, 409, 412, 413, 422),
    ),
    Route(
        "POST",
        f"{PROPERTY}/images",
        handler=".handlers.listings_api.expect_image",
        summary="Get a ticket to upload one image",
        body=".api.images.bodies.ImageUpload",
        answer=".api.images.answers.Ticket",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 413, 422),
    ),
)
