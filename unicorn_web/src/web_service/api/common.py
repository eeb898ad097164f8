"""What all routes of the Web API have in common."""

from unicorn_kit.routes import Api, Route
from web_service.api.parameters import TEXT

IDS = ("image_id", "webhook_id", "enquiry_id", "viewing_id", "request_id", "search_id")  # parts of paths


def api_of(*subjects: tuple[Route, ...]) -> Api:
    """Return an API of the routes of these subjects: all of them as it is described, its own in a function."""
    return Api(
        title="Unicorn Web",
        description="Homes for sale and rent: agents draft, describe and publish them, and customers search them.",
        package="web_service",
        routes=tuple(route for subject in subjects for route in subject),
        problem_members=".api.listings.answers.ProblemMembers",
        path_schemas=dict.fromkeys(IDS, TEXT | {"format": "uuid"}),
        tags={"agent": "agents", "public": "customers", "watcher": "watchers"},
    )
