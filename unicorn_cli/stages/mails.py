"""The mails that the local engine keeps: its mail service delivers none, and shows them all."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.request import ProxyHandler, build_opener

from unicorn_cli.stages.cloud import Cloud

SENDER = "alerts@unicorn.example"  # of the mails of stage local
MESSAGES = "/_ministack/ses/messages"
SECONDS = 10  # for the engine's answer


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    text: str
    sent_at: datetime


def verify_sender(cloud: Cloud) -> None:
    """Let the local engine's mail service take mails from the stage's sender."""
    ses = cloud.client("sesv2")
    try:
        ses.create_email_identity(EmailIdentity=SENDER)
    except ses.exceptions.AlreadyExistsException:
        return


def sent_mails(cloud: Cloud) -> list[Mail]:
    """Return the mails of the running engine, the oldest first; none on AWS, where they are delivered."""
    if cloud.endpoint is None:
        return []
    direct = build_opener(ProxyHandler({}))  # never through a proxy: it is this machine
    with direct.open(cloud.endpoint + MESSAGES, timeout=SECONDS) as answer:
        found = json.load(answer)["messages"]
    mails = [_mail(one) for messages in found.values() for one in messages]
    return sorted(mails, key=lambda mail: mail.sent_at)


def _mail(found: dict[str, object]) -> Mail:
    to, at = found["To"], found["Timestamp"]
    assert isinstance(to, list)
    assert isinstance(at, int | float)
    return Mail(", ".join(to), str(found["Subject"]), str(found["BodyText"]), datetime.fromtimestamp(at, UTC))
