"""Whether somebody gets the alarms of a stage on AWS."""

from collections.abc import Mapping

from unicorn_cli.health.health import Check
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.kind import PROD
from unicorn_cli.terminal.problems import Problem

TITLE = "alarms"


def alarms(cloud: Cloud, outputs: Mapping[str, str]) -> Check:
    """On kind dev the alarms may go nowhere; an address that has not confirmed is an error everywhere."""
    pages = cloud.client("sns").get_paginator("list_subscriptions_by_topic").paginate(TopicArn=outputs["AlarmTopicArn"])
    found = [subscription for page in pages for subscription in page["Subscriptions"]]
    waiting = [s["Endpoint"] for s in found if s["SubscriptionArn"] == "PendingConfirmation"]
    confirmed = len([s for s in found if s["SubscriptionArn"].startswith("arn:")])
    if confirmed:
        return Check(TITLE, remark=f"{confirmed} confirmed")
    if waiting:
        why = f"{' and '.join(waiting)} gets no alarms yet"
        return Check(TITLE, Problem(why, "Follow the link in the e-mail that AWS has sent there"))
    fix = f"Run `make deploy STAGE={cloud.stage} ALARM_EMAIL=…`"
    if outputs.get("StageKind") == PROD:
        return Check(TITLE, Problem("Nobody gets the alarms", fix))
    return Check(TITLE, remark=f"nobody gets them. {fix}")
