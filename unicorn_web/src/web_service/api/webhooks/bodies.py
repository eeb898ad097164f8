"""The bodies of requests about webhooks."""

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from unicorn_kit.models import Body, never_null, not_null
from web_service.domain.webhooks.target import URL_MAX
from web_service.domain.webhooks.webhook import EventType
from web_service.use_cases.webhooks import Change

NotNull = not_null("a webhook")


def _each_once(given: tuple[EventType, ...]) -> tuple[EventType, ...]:
    if len(set(given)) < len(given):
        raise ValueError("name each type once")
    return given


Url = Annotated[
    str,
    StringConstraints(strict=True, min_length=9, max_length=URL_MAX),
    Field(description="an https address of a host on the public internet, without user name and fragment"),
]
EventTypes = Annotated[
    tuple[EventType, ...],
    Field(min_length=1, max_length=len(EventType), json_schema_extra={"uniqueItems": True}),
    AfterValidator(_each_once),
]
Paused = Annotated[bool, Field(strict=True, description="what happens meanwhile is kept for two weeks")]


class RegisterWebhook(Body):
    """The body of POST /webhooks."""

    url: Url
    event_types: EventTypes


class ChangeWebhook(Body):
    """The body of PATCH /webhooks/{webhook_id}; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra=never_null("url", "event_types", "paused"))

    url: Annotated[Url | None, NotNull] = None
    event_types: Annotated[EventTypes | None, NotNull] = None
    paused: Annotated[Paused | None, NotNull] = None

    def to_domain(self) -> Change:
        return Change(url=self.url, event_types=self.event_types, is_paused=self.paused)
