"""The cost of a stage that nobody uses. A test compares the numbers with the templates."""

from dataclasses import dataclass

from unicorn_cli.cost.uses import Use

HOURS = 730  # of a month
# An event source mapping keeps five long polls of 20 s open on a queue without messages
# (AWS Lambda developer guide, "Using Lambda with Amazon SQS").
POLLS = 5 * 3600 // 20 * HOURS  # of a queue, a month
GIGABYTES = 0.5  # of memory of a function
TABLE_READS = 4  # units that a scheduled run reads when nothing is due
SECONDS = 0.1  # of a scheduled run with nothing to do
LOG_GIGABYTES = 1e-6  # of a scheduled run: a line of Lambda's own and one of ours


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of resources in the templates of a stage on AWS."""

    alarm_metrics: int
    queues: int
    polled_queues: int  # those that functions read
    secrets: int
    runs_an_hour: int  # of functions, by all schedules but that of webhooks
    rounds_an_hour: int  # of the sender of webhooks
    watches_an_hour: int  # of all queues, by the queue watch
    watched_metrics: int  # that the queue watch reads while all queues are empty


COUNTS = Counts(
    alarm_metrics=4,
    queues=13,
    polled_queues=4,
    secrets=1,
    runs_an_hour=13,
    rounds_an_hour=6,
    watches_an_hour=3,
    watched_metrics=5,
)


def idle() -> list[Use]:
    """Return the uses of a month in which nobody comes."""
    rounds = COUNTS.rounds_an_hour * HOURS
    runs, watches = COUNTS.runs_an_hour * HOURS, COUNTS.watches_an_hour * HOURS
    return [
        Use("queue-request", COUNTS.polled_queues * POLLS, f"{COUNTS.polled_queues} queues x 5 polls of 20 s"),
        Use("alarm", COUNTS.alarm_metrics, f"{COUNTS.alarm_metrics} metrics that alarms watch"),
        Use("secret", COUNTS.secrets, "the key that signs cursors"),
        Use("express-run", watches, f"{COUNTS.watches_an_hour} runs of the queue watch an hour"),
        Use("queue-request", watches * COUNTS.queues, f"each reads the depths of {COUNTS.queues} queues"),
        Use("metric-read", watches * COUNTS.watched_metrics, f"and {COUNTS.watched_metrics} metrics"),
        Use("lambda-request", runs, f"{COUNTS.runs_an_hour} scheduled runs an hour"),
        Use("lambda-gigabyte-second", runs * SECONDS * GIGABYTES, f"{SECONDS} s of {GIGABYTES} GB each"),
        Use("table-read", runs * TABLE_READS, f"{TABLE_READS} units each"),
        Use("log-gigabyte", runs * LOG_GIGABYTES, "two log lines each"),
        Use("lambda-request", rounds, f"{COUNTS.rounds_an_hour} rounds of webhooks an hour"),
        Use("lambda-gigabyte-second", rounds * SECONDS * GIGABYTES, "the same of each round"),
        Use("table-read", rounds, "a unit each: an index without entries"),
        Use("log-gigabyte", rounds * LOG_GIGABYTES / 2, "Lambda's own line each"),
        Use("storage-gigabyte", 0.1, "the packages of the last deployments"),
    ]
