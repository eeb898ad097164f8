"""The body of a request for publication."""

from web_service.api.fields import Body, PropertyIdText


class ApprovalRequest(Body):
    """The body of POST /request_approval."""

    property_id: PropertyIdText
