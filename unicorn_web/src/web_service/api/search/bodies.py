"""Bodies of admins' requests about countries and cities."""

from unicorn_kernel.bodies import AddressText
from unicorn_kit.models import Body


class LocalityName(Body):
    name: AddressText
