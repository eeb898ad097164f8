"""The body of a request for publication."""

from unicorn_kernel.id_field import PropertyIdText
from unicorn_kit.models import Body


class ApprovalRequest(Body):
    """The body of POST /request_approval."""

    property_id: PropertyIdText
