"""The routes of reviews: one row for each."""

from unicorn_kit.conditions import IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.parameters import LINK

OPEN_REVIEWS = {
    "Open-Reviews": {"description": "how many wait, 100 at most", "schema": {"type": "integer", "minimum": 0}}
}

ROUTES = (
    Route(
        "GET",
        "/reviews",
        handler=".handlers.reviews_api.list_reviews",
        summary="List the requests that wait for a person, oldest first, with everything that is judged; for admins",
        query=".api.reviews.queries.ReviewQuery",
        answer=".api.reviews.answers.WaitingReview",
        many=True,
        headers=LINK | OPEN_REVIEWS,
        problems=(400,),
    ),
    Route(
        "POST",
        "/reviews/{request_id}",
        handler=".handlers.reviews_api.decide_review",
        summary="Decide the review of a request, once; for admins, and not of their own listings",
        body=".api.reviews.bodies.DecideReview",
        answer=".api.reviews.answers.DecidedReview",
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 413, 422),
    ),
)
