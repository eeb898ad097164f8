"""Safeguards: events, queues, schedules and transactions."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "Events, queues, schedules and transactions",
    (
        Mutant(
            "One call never holds two events of one key",
            "unicorn_kit/event_bus.py",
            "if self._key(event) in keys or (keys and size > BYTES):",
            "if keys and size > BYTES:",
            (
                "tests/unit/contracts/test_publish_contract_changes.py::"
                "test_facts_about_one_property_are_sent_one_by_one_in_order"
            ),
        ),
        Mutant(
            "A call holds no more bytes than the bus takes",
            "unicorn_kit/event_bus.py",
            " or (keys and size > BYTES):",
            ":",
            "tests/unit/kit/test_streams.py::test_a_call_holds_no_more_bytes_than_the_bus_takes",
        ),
        Mutant(
            "Entries that the bus refuses for the moment are sent again",
            "unicorn_kit/event_bus.py",
            "events = [event for event, code in results if code and code not in REFUSED]",
            "events = []",
            "tests/unit/contracts/test_publish_contract_changes.py::test_only_a_rejected_entry_is_sent_again",
        ),
        Mutant(
            "An entry that the bus will never take is reported",
            "unicorn_kit/event_bus.py",
            "                    on_refused(event, EventRefused(code))",
            "                    pass",
            "tests/unit/kit/test_streams.py::test_an_entry_that_is_refused_for_what_it_is_is_dead_lettered",
        ),
        Mutant(
            "Nothing is sent behind an event that stays rejected",
            "unicorn_kit/event_bus.py",
            "                if done == 0:\n                    raise\n                break",
            "                if done == 0:\n                    raise",
            (
                "tests/unit/contracts/test_publish_contract_changes.py::"
                "test_nothing_is_sent_behind_an_event_that_stays_rejected"
            ),
        ),
        Mutant(
            "A bus that is down leaves the whole batch to the next try",
            "unicorn_kit/event_bus.py",
            "                if done == 0:\n                    raise\n",
            "",
            (
                "tests/unit/contracts/test_publish_contract_changes.py::"
                "test_a_bus_that_is_down_leaves_everything_to_the_next_try"
            ),
        ),
        Mutant(
            "A record that cannot be read is a dead letter and stops no other",
            "unicorn_kit/streams.py",
            "        except Exception as error:\n            on_failed",
            "        except MemoryError as error:\n            on_failed",
            (
                "tests/unit/kit/test_streams.py::"
                "test_a_record_that_can_never_be_read_is_dead_lettered_whatever_the_error"
            ),
        ),
        Mutant(
            "The first record that is not published is reported",
            "unicorn_kit/streams.py",
            "for record, _ in found[published:]]",
            "for record, _ in found[published + 1 :]]",
            (
                "tests/unit/web/test_publish_listing_changes.py::"
                "test_the_batch_is_read_again_from_the_first_rejected_entry"
            ),
        ),
        Mutant(
            "A message that fails is delivered again, alone",
            "unicorn_kit/queues.py",
            "            on_failed(message, error)\n            return False",
            "            on_failed(message, error)\n            return True",
            "tests/unit/kit/test_queues.py::test_a_message_that_fails_is_reported_alone",
        ),
        Mutant(
            "An unreadable message is kept as a dead letter",
            "unicorn_kit/queues.py",
            '                dead_letters().put_message(message["body"], str(unreadable))\n',
            "",
            (
                "tests/unit/kit/test_queues.py::"
                "test_an_unreadable_message_is_dead_lettered_with_its_reason_and_not_reported"
            ),
        ),
        Mutant(
            "A round goes on where the last run stopped",
            "unicorn_kit/rounds.py",
            "                move(step.position)\n                return",
            "                return",
            "tests/unit/kit/test_rounds.py::test_runs_with_any_budget_handle_each_item_once_a_round",
        ),
        Mutant(
            "An item that ends the process keeps no run from those behind it",
            "unicorn_kit/rounds.py",
            "        move(page[-1].position)\n",
            "",
            (
                "tests/unit/kit/test_rounds.py::"
                "test_an_item_that_ends_every_process_keeps_no_run_from_those_behind_its_page"
            ),
        ),
        Mutant(
            "A schedule has one run at a time",
            "unicorn_kit/scheduled_runs.py",
            '"attribute_not_exists(leased_until) OR leased_until < :now OR run_id = :run"',
            '"attribute_not_exists(leased_until) OR leased_until < :now OR run_id = :run OR attribute_exists(pk)"',
            "tests/adapters/properties/test_scheduled_runs.py::test_one_run_at_a_time",
        ),
        Mutant(
            "A run that has lost its lease moves nothing",
            "unicorn_kit/scheduled_runs.py",
            '                ConditionExpression="run_id = :run",\n                ExpressionAttributeNames',
            (
                '                ConditionExpression="run_id = :run OR attribute_exists(pk)",\n'
                "                ExpressionAttributeNames"
            ),
            (
                "tests/adapters/properties/test_scheduled_runs.py::"
                "test_a_run_that_has_lost_its_lease_cannot_move_the_position"
            ),
        ),
        Mutant(
            "A run that fails gives its lease back",
            "unicorn_kit/scheduled_runs.py",
            "            if run is not None:\n",
            "            if run is None:\n",
            "tests/adapters/properties/test_scheduled_runs.py::test_a_run_that_fails_gives_its_lease_back",
        ),
        Mutant(
            "A conflict between two transactions is tried again",
            "unicorn_kit/transactions.py",
            "        if PASSING.intersection(reasons):\n            return False\n",
            "",
            (
                "tests/unit/kit/test_transactions.py::"
                "test_a_conflict_or_throttling_inside_a_transaction_is_tried_again_after_a_pause"
            ),
        ),
        Mutant(
            "A failed condition is not tried again",
            "unicorn_kit/transactions.py",
            "            raise ConditionFailed(failed) from cancelled",
            "            return False",
            (
                "tests/unit/kit/test_transactions.py::"
                "test_a_condition_that_failed_is_not_tried_again_and_names_its_items"
            ),
        ),
        Mutant(
            "An error of the store is one that the port promises",
            "unicorn_kit/transactions.py",
            "        except aws_errors() as error:\n            raise StoreUnavailable",
            "        except ZeroDivisionError as error:\n            raise StoreUnavailable",
            "tests/adapters/test_lost_answers.py::test_a_store_is_unavailable",
        ),
        Mutant(
            "Writers that collided wait for random moments",
            "unicorn_kit/transactions.py",
            "random.uniform(0, min(PAUSE_MAX, PAUSE * 2 ** (tried - 1)))",
            "min(PAUSE_MAX, PAUSE * 2 ** (tried - 1))",
            "tests/unit/kit/test_transactions.py::test_pauses_are_of_random_length_and_bounded",
        ),
        Mutant(
            "A large record fits into a dead letter",
            "unicorn_kit/dead_letters.py",
            "if len(body) > PLAIN_MAX:",
            "if not body:",
            "tests/unit/kit/test_streams.py::test_a_large_record_is_dead_lettered_compressed",
        ),
        Mutant(
            "A reconciliation in which something failed is a failed run",
            "unicorn_kit/reconciliation.py",
            "    if tally.failed:\n        raise",
            "    if tally is None:\n        raise",
            "tests/unit/kit/test_reconciliation.py::test_a_scheduled_run_with_failures_raises_at_its_end",
        ),
        Mutant(
            "A dry run of a reconciliation publishes nothing",
            "unicorn_kit/reconciliation.py",
            "if dry_run or not events:",
            "if not events:",
            "tests/unit/kit/test_reconciliation.py::test_a_dry_run_publishes_nothing",
        ),
        Mutant(
            "A reconciliation counts what the bus did not take",
            "unicorn_kit/reconciliation.py",
            "tally.failed += len(events) - published + len(refused)",
            "tally.failed += 0",
            "tests/unit/kit/test_reconciliation.py::test_an_event_that_the_bus_refuses_has_failed",
        ),
    ),
)
