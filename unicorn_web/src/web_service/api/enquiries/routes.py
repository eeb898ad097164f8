"""The routes of questions about homes: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import ENTITY_TAGS, IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.parameters import LINK, TEXT
from web_service.api.paths import PROPERTY

ENQUIRY_LOCATION = {"Location": {"description": "where the enquiry is", "schema": TEXT}}
ENQUIRY_VERSION = {"ETag": {"description": 'the enquiry\'s version in quotes, as in "7", for If-Match', "schema": TEXT}}
ENQUIRY_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the `version` of the enquiry that the change was made from, in quotes, as in "7"; or several, or *.'
    " 428 without it; 412 if the enquiry is at another version",
    "required": True,
    "schema": ENTITY_TAGS,
}
NEW_ENQUIRIES = {
    "New-Enquiries": {"description": "how many are new, 100 at most", "schema": {"type": "integer", "minimum": 0}}
}

ROUTES = (
    Route(
        "POST",
        f"{PROPERTY}/enquiries",
        handler=".handlers.enquiries_api.ask_about_home",
        summary="Ask the agent of a home; who asks needs no account",
        access="public",
        body=".api.enquiries.bodies.AskAboutHome",
        answer=".api.enquiries.answers.EnquiryReceipt",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=ENQUIRY_LOCATION,
        problems=(400, 404, 409, 410, 413, 422),
    ),
    Route(
        "GET",
        f"{PROPERTY}/enquiries/{{enquiry_id}}",
        handler=".handlers.enquiries_api.read_enquiry",
        summary="Read whether an enquiry is still open; nothing that was written in it",
        access="public",
        answer=".api.enquiries.answers.EnquiryReceipt",
        problems=(400, 404),
    ),
    Route(
        "PATCH",
        f"{PROPERTY}/enquiries/{{enquiry_id}}",
        handler=".handlers.enquiries_api.move_enquiry",
        summary="Give an enquiry about an own listing another state; a closed one stays closed",
        body=".api.enquiries.bodies.MoveEnquiry",
        answer=".api.enquiries.answers.Enquiry",
        parameters=(ENQUIRY_IF_MATCH,),
        headers=ENQUIRY_VERSION,
        problems=(400, 404, 409, 412, 413, 428),
    ),
    Route(
        "GET",
        "/agent/enquiries",
        handler=".handlers.enquiries_api.list_enquiries",
        summary="List the enquiries about own listings, newest first; admins: those of any one agent",
        query=".api.enquiries.queries.InboxQuery",
        answer=".api.enquiries.answers.Enquiry",
        many=True,
        headers=LINK | NEW_ENQUIRIES,
        problems=(400,),
    ),
)
