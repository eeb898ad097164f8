"""Safeguards: the command and the runbooks: for whoever is on call."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "The command and the runbooks: for whoever is on call",
    (
        Mutant(
            "A dry run of a replay publishes nothing",
            "unicorn_cli/bus/replay_command.py",
            "        if not dry_run:\n",
            "        if replay.size:\n",
            "tests/unit/cli/test_replay_command.py::test_a_dry_run_counts_the_same_and_publishes_nothing",
        ),
        Mutant(
            "An event that obeys no schema is not replayed",
            "unicorn_cli/bus/replay.py",
            "WHERE has_metadata AND is_sound(event)",
            "WHERE has_metadata",
            "tests/unit/cli/test_replay.py::test_unsound_events_are_left_out_and_are_no_latest_status",
        ),
        Mutant(
            "Looking for one dead letter hides no other",
            "unicorn_cli/bus/dead_letters.py",
            "        _release(others.values(), queue, cloud)\n",
            "        _release([], queue, cloud)\n",
            "tests/unit/cli/test_dead_letters.py::test_one_message_is_redriven_and_the_others_can_be_received_at_once",
        ),
        Mutant(
            "No dead letter is deleted without a confirmation",
            "unicorn_cli/commands/dead_letters.py",
            'for ever?", yes=yes)',
            'for ever?", yes=True)',
            "tests/unit/cli/test_dead_letter_commands.py::test_no_letter_is_deleted_without_a_confirmation",
        ),
        Mutant(
            "Nothing is cut from a table in a pipe",
            "unicorn_cli/terminal/table.py",
            "console.print(Text(line), soft_wrap=True)",
            "console.print(Text(line), no_wrap=True)",
            "tests/unit/cli/test_tables.py::test_without_a_terminal_every_row_is_one_line_with_every_cell_whole",
        ),
        Mutant(
            "The end of a period of days is the end of its last day",
            "unicorn_cli/bus/times.py",
            "min(found[1] + A_DAY, now)",
            "found[1]",
            "tests/unit/cli/test_replay.py::test_a_period_of_days_has_both_days_whole_and_nothing_of_the_future",
        ),
        Mutant(
            "The description of an alarm names its runbook",
            "unicorn_web/template.yaml",
            "What to do is in docs/runbooks/web-failures.md",
            "What to do is in docs/runbooks/contracts-failures.md",
            "tests/infra/test_runbooks.py::test_the_description_of_an_alarm_names_its_runbook",
        ),
        Mutant(
            "Every alarm and every failure of the queue watch has a runbook",
            "docs/runbooks/throttled.md",
            "# Throttled: ",
            "# Slow: ",
            (
                "tests/infra/test_runbooks.py::"
                "test_every_alarm_and_every_failure_of_the_watch_has_one_runbook_and_no_other_has"
            ),
        ),
        Mutant(
            "A dashboard names only what there is",
            "unicorn_properties/template.yaml",
            '["AWS/Lambda", "Errors", "FunctionName", "${PropertiesRecordFacts}"]',
            '["AWS/Lambda", "Errors", "FunctionName", "${PropertiesRecordFact}"]',
            "tests/infra/test_dashboards.py::test_every_metric_is_one_of_the_stacks_own",
        ),
    ),
)
