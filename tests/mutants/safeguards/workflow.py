"""Safeguards: the workflow."""

from tests.mutants.mutant import Area, Equivalent, Mutant

CODE = "unicorn_properties/workflow/"

AREA = Area(
    "The workflow",
    (
        Mutant(
            "An older approval replaces no newer publication",
            f"{CODE}publication_approval.asl.json",
            '"ConditionExpression": "attribute_not_exists(pk) OR #sequence <= :sequence OR #sequence > :last",',
            '"ConditionExpression": "attribute_not_exists(pk) OR attribute_exists(pk) OR #sequence > :last",',
            (
                "tests/adapters/properties/test_recorded_publications.py::"
                "test_the_latest_request_alone_is_the_publication"
            ),
        ),
        Mutant(
            "A stored number that no evaluation can have bars no approval",
            f"{CODE}publication_approval.asl.json",
            " OR #sequence > :last",
            "",
            (
                "tests/adapters/properties/test_recorded_publications.py::"
                "test_a_stored_sequence_that_no_evaluation_can_have_bars_no_approval"
            ),
        ),
        Mutant(
            "The sentiments of a text are counted",
            f"{CODE}publication_evaluation.asl.json",
            "$count($states.result.ResultList) = $count([$states.input.texts]) ? ",
            "$count($states.result.ResultList) >= 0 ? ",
            (
                "tests/infra/test_workflow_paths.py::"
                "test_a_service_that_answers_in_part_is_asked_again_and_approves_nothing"
            ),
        ),
        Mutant(
            "A sentiment that the service does not have is asked for again",
            f"{CODE}publication_evaluation.asl.json",
            "$judged.Sentiment in ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED'] ? ",
            "true ? ",
            (
                "tests/infra/test_workflow_paths.py::"
                "test_a_service_that_answers_in_part_is_asked_again_and_approves_nothing"
            ),
        ),
        Mutant(
            "A photo without labels of the service is not moderated",
            f"{CODE}publication_evaluation.asl.json",
            ": $error('no ModerationLabels')}",
            ": []}",
            (
                "tests/infra/test_workflow_paths.py::"
                "test_a_service_that_answers_in_part_is_asked_again_and_approves_nothing"
            ),
        ),
        Mutant(
            "Content is approved only without a reason against it",
            f"{CODE}publication_approval.asl.json",
            "$states.input.outcome = 'ACCEPTED' and $count($reasons) = 0",
            "$states.input.outcome = 'ACCEPTED'",
            (
                "tests/infra/test_workflow_paths.py::"
                "test_an_outcome_that_contradicts_itself_or_is_unknown_approves_nothing"
            ),
        ),
        Mutant(
            "A decline has a reason",
            f"{CODE}publication_approval.asl.json",
            "$states.input.outcome = 'DECLINED' and $count($reasons) > 0",
            "$states.input.outcome = 'DECLINED'",
            (
                "tests/infra/test_workflow_paths.py::"
                "test_an_outcome_that_contradicts_itself_or_is_unknown_approves_nothing"
            ),
        ),
        Mutant(
            "A request that cannot be read is kept as a dead letter",
            f"{CODE}publication_approval.asl.json",
            '"Default": "SetAside"',
            '"Default": "CanBeAnswered"',
            (
                "tests/infra/test_workflow_paths.py::"
                "test_a_request_that_no_task_could_read_is_answered_if_it_names_its_property"
            ),
        ),
        Mutant(
            "An unreadable request is kept as a dead letter before it is answered",
            f"{CODE}publication_approval.asl.json",
            '"Condition": "{% $states.input.outcome = \'UNREADABLE\' %}",\n          "Next": "SetAside"',
            (
                '"Condition": "{% $states.input.outcome = \'UNREADABLE\' %}",\n'
                '          "Next": "PublishEvaluationFailed"'
            ),
            (
                "tests/infra/test_workflow_paths.py::"
                "test_an_unreadable_request_is_dead_lettered_whole_and_answered_if_possible"
            ),
        ),
        Mutant(
            "A publication is recorded before it is published",
            f"{CODE}publication_approval.asl.json",
            '"Next": "RecordPublication"',
            '"Next": "PublishApproved"',
            "tests/infra/test_workflow_paths.py::test_approved",
        ),
        Mutant(
            "An approval waits for its contract",
            f"{CODE}publication_approval.asl.json",
            '$count($reasons) = 0 %}",\n          "Next": "WaitForContractApproval"',
            '$count($reasons) = 0 %}",\n          "Next": "RecordPublication"',
            "tests/infra/test_workflow.py::test_an_approval_needs_accepted_content_and_the_wait_for_the_contract",
        ),
        Mutant(
            "An ended contract declines a waiting request",
            f"{CODE}publication_approval.asl.json",
            '[\n            "ContractEnded",\n            "ContractOfAnotherAddress"\n          ],\n          "Assign"',
            '[\n            "ContractOfAnotherAddress"\n          ],\n          "Assign"',
            "tests/infra/test_workflow_paths.py::test_declined_because_the_contract_ended_while_it_waited",
        ),
        Mutant(
            "A failed evaluation is never an approval",
            f"{CODE}publication_approval.asl.json",
            (
                '"evaluation_result": "DECLINED",\n'
                '              "reasons": [\n'
                "                {\n"
                '                  "code": "EVALUATION_FAILED"'
            ),
            (
                '"evaluation_result": "APPROVED",\n'
                '              "reasons": [\n'
                "                {\n"
                '                  "code": "EVALUATION_FAILED"'
            ),
            (
                "tests/infra/test_workflow_paths.py::"
                "test_an_outcome_that_contradicts_itself_or_is_unknown_approves_nothing"
            ),
        ),
        Mutant(
            "A duplicate ends without an event",
            f"{CODE}publication_approval.asl.json",
            '"Next": "Duplicate"',
            '"Next": "PublishDeclined"',
            "tests/infra/test_workflow_paths.py::test_a_duplicate_ends_without_an_event",
        ),
        Mutant(
            "A service that is down is asked again for hours",
            f"{CODE}publication_approval.asl.json",
            "$toMillis($states.context.Execution.StartTime) < 32400000",
            "$toMillis($states.context.Execution.StartTime) < 324000",
            "tests/infra/test_workflow_outages.py::test_an_outage_of_six_hours_changes_no_evaluation",
        ),
        Mutant(
            "A late contract event is waited for",
            f"{CODE}publication_approval.asl.json",
            '"Condition": "{% $states.input.outcome = \'UNKNOWN\' %}",\n          "Next": "AwaitContractEvent"',
            '"Condition": "{% $states.input.outcome = \'UNKNOWN\' %}",\n          "Next": "PublishDeclined"',
            "tests/infra/test_workflow_paths.py::test_approved_when_the_contracts_event_arrives_late",
        ),
        Mutant(
            "A photo that could not be moderated now is moderated later",
            f"{CODE}publication_evaluation.asl.json",
            '"moderated": "{% [$states.result[$not($exists(unavailable))]] %}",\n'
            '        "unavailable": "{% [$states.result.unavailable] %}"',
            '"moderated": "{% [$states.result[$not($exists(unavailable))]] %}",\n        "unavailable": []',
            "tests/infra/test_workflow_outages.py::test_an_outage_of_six_hours_changes_no_evaluation",
        ),
        Mutant(
            "A throttled evaluation is started again for hours",
            f"{CODE}publication_approval.asl.json",
            (
                '"States.Timeout"\n'
                "          ],\n"
                '          "IntervalSeconds": 2,\n'
                '          "MaxAttempts": 80,\n'
                '          "BackoffRate": 2,\n'
                '          "MaxDelaySeconds": 900,\n'
                '          "JitterStrategy": "FULL"\n'
                "        },\n"
                "        {\n"
                '          "ErrorEquals": [\n'
                '            "States.ALL"\n'
                "          ],\n"
                '          "IntervalSeconds": 1,\n'
                '          "MaxAttempts": 4,'
            ),
            (
                '"States.Timeout"\n'
                "          ],\n"
                '          "IntervalSeconds": 2,\n'
                '          "MaxAttempts": 8,\n'
                '          "BackoffRate": 2,\n'
                '          "MaxDelaySeconds": 900,\n'
                '          "JitterStrategy": "FULL"\n'
                "        },\n"
                "        {\n"
                '          "ErrorEquals": [\n'
                '            "States.ALL"\n'
                "          ],\n"
                '          "IntervalSeconds": 1,\n'
                '          "MaxAttempts": 4,'
            ),
            "tests/infra/test_workflow_outages.py::test_an_outage_of_six_hours_changes_no_evaluation",
        ),
        Mutant(
            "The evaluation ends before an Express execution must",
            f"{CODE}publication_evaluation.asl.json",
            '"TimeoutSeconds": 285,',
            '"TimeoutSeconds": 600,',
            "tests/infra/test_workflow_limits.py::test_an_evaluation_ends_before_an_express_execution_must",
        ),
    ),
    (
        Equivalent(
            "An evaluation does not check that outcome and reasons agree",
            "unicorn_properties/workflow/publication_evaluation.asl.json",
            "MayBeShown checks it again in the workflow that called it, and both end in one EVALUATION_FAILED",
        ),
    ),
)
