"""Safeguards: the command: redrive, replay, deploy and remove."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "The command: redrive, replay, deploy and remove",
    (
        Mutant(
            "A story takes its house down",
            "demo/story.py",
            '    ("the agent takes the listing down", take_it_down),\n',
            "",
            "tests/unit/cli/test_story.py::test_every_story_leaves_the_same_and_nothing_public",
        ),
        Mutant(
            "A story takes down what one that was interrupted has left",
            "demo/story.py",
            '    ("what an earlier story left is taken down", clear),\n',
            "",
            "tests/unit/cli/test_story.py::test_a_story_takes_down_what_one_that_was_interrupted_at_any_call_has_left",
        ),
        Mutant(
            "A local system from a snapshot passes over no record of a stream",
            "unicorn_cli/local/snapshot.py",
            '["dynamodb_stream_positions"]["data"] = {}',
            '["dynamodb_stream_positions"].setdefault("data", {})',
            "tests/unit/cli/test_snapshot.py::test_streams_are_read_from_their_begin_again",
        ),
        Mutant(
            "A redrive of which something stays is a failure",
            "unicorn_cli/commands/dead_letters.py",
            "raise typer.Exit(1 if done.kept else 0)",
            "raise typer.Exit(0)",
            (
                "tests/unit/cli/test_dead_letter_commands.py::"
                "test_a_letter_that_cannot_be_sent_stays_with_the_reason_and_is_a_failure"
            ),
        ),
        Mutant(
            "A dead letter is deleted only after it was sent",
            "unicorn_cli/bus/dead_letters.py",
            "        try:\n            queue.send(dead)",
            (
                '        cloud.client("sqs").delete_message(QueueUrl=queue.url, '
                'ReceiptHandle=message["ReceiptHandle"])\n'
                "        try:\n"
                "            queue.send(dead)"
            ),
            "tests/unit/cli/test_dead_letters.py::test_a_redrive_that_is_interrupted_loses_no_message",
        ),
        Mutant(
            "A dead letter that cannot be sent stays",
            "unicorn_cli/bus/dead_letters.py",
            "            done.kept[dead.message_id] = str(error)\n            continue",
            "            done.kept[dead.message_id] = str(error)",
            "tests/unit/cli/test_dead_letters.py::test_a_request_starts_the_workflow_again",
        ),
        Mutant(
            "Reading dead letters hides none",
            "unicorn_cli/bus/dead_letters.py",
            "VisibilityTimeout=0\n",
            "VisibilityTimeout=43200\n",
            "tests/unit/cli/test_dead_letters.py::test_reading_removes_nothing_and_returns_the_reasons",
        ),
        Mutant(
            "A message in flight counts as a dead letter",
            "unicorn_cli/bus/dead_letters.py",
            '    "ApproximateNumberOfMessagesNotVisible",\n',
            "",
            "tests/unit/cli/test_health.py::test_one_dead_letter_is_enough_also_while_somebody_reads_it",
        ),
        Mutant(
            "A redrive ends although dead letters fail again",
            "unicorn_cli/bus/dead_letters.py",
            "if dead.sent_at > now:",
            "if dead.sent_at is None:",
            "tests/unit/cli/test_dead_letters.py::test_a_message_that_failed_again_meanwhile_stays",
        ),
        Mutant(
            "No function of another stage is invoked",
            "unicorn_cli/bus/stream_dead_letters.py",
            'if not name.startswith(f"unicorn-{self.cloud.stage}-"):',
            "if not name:",
            "tests/unit/cli/test_dead_letters.py::test_no_function_of_another_stage_is_invoked",
        ),
        Mutant(
            "A dead letter stays if its function fails again",
            "unicorn_cli/bus/stream_dead_letters.py",
            'if "FunctionError" in answer or json.loads(result).get("batchItemFailures"):',
            'if "FunctionError" in answer:',
            "tests/unit/cli/test_dead_letters.py::test_a_record_is_redriven_to_its_publisher",
        ),
        Mutant(
            "A replayed event is marked",
            "unicorn_cli/bus/replay.py",
            'metadata_of(event) | {"replay": name}',
            "metadata_of(event)",
            "tests/unit/cli/test_replay.py::test_a_replayed_event_is_marked_and_otherwise_unchanged",
        ),
        Mutant(
            "Decisions are replayed before contracts",
            "unicorn_cli/bus/replay.py",
            '_PARTS = ("decided", "revoked", "latest_contract", "other")',
            '_PARTS = ("latest_contract", "decided", "revoked", "other")',
            "tests/unit/cli/test_replay.py::test_decisions_go_first_then_latest_contract_statuses_then_the_rest",
        ),
        Mutant(
            "The next part of a replay waits for the part before",
            "unicorn_cli/bus/replay.py",
            "            if not is_empty:\n                _wait_until_handled",
            "            if is_empty:\n                _wait_until_handled",
            "tests/unit/cli/test_replay.py::test_no_part_is_published_before_the_one_before_it_is_handled",
        ),
        Mutant(
            "A rejected event of a replay is sent again",
            "unicorn_cli/bus/replay.py",
            "        if not entries:\n            return\n",
            "        return\n",
            "tests/unit/cli/test_replay.py::test_a_rejected_event_is_sent_again_and_calls_stay_small",
        ),
        Mutant(
            "The passwords of a local system are its owner's",
            "unicorn_cli/local/state.py",
            "0o600",
            "0o644",
            "tests/unit/cli/test_state.py::test_only_the_owner_can_read_the_passwords",
        ),
        Mutant(
            "Photos that nobody approved are hidden after an update",
            "unicorn_cli/aws/deploy.py",
            "if not self.target.is_first:",
            "if not outputs:",
            "tests/unit/cli/aws/test_deploy.py::"
            "test_photos_and_the_feed_are_compared_with_what_is_approved_after_an_update",
        ),
        Mutant(
            "The data of prod is deleted only on request",
            "unicorn_cli/aws/undeploy.py",
            "if with_data or found.kind == DEV:",
            "if with_data or found.kind:",
            "tests/unit/cli/aws/test_undeploy.py::test_prod_keeps_its_data_until_its_deletion_is_asked_for",
        ),
        Mutant(
            "A stack of another system is left alone",
            "unicorn_cli/aws/stacks.py",
            "if found and not _is_ours(found):",
            "if found is False:",
            "tests/unit/cli/aws/test_undeploy.py::test_a_stack_of_another_system_is_left_alone",
        ),
        Mutant(
            "A stack that is being changed is not deleted",
            "unicorn_cli/aws/stacks.py",
            "    if is_changing(stack):\n        name",
            "    if not stack:\n        name",
            "tests/unit/cli/aws/test_undeploy.py::test_a_stack_that_cannot_be_deleted_now_has_a_way_out",
        ),
    ),
)
