"""Bodies of admins' requests about countries and cities."""

from web_service.api.fields import AddressText, Body


class LocalityName(Body):
    name: AddressText
