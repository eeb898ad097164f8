"""Safeguards: properties: what waits for a person."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_properties/src/properties_service/"
WORKFLOW = "unicorn_properties/workflow/publication_approval.asl.json"
EVALUATION = "unicorn_properties/workflow/publication_evaluation.asl.json"
RULES = "tests/unit/properties/test_reviews.py::"
PATHS = "tests/infra/test_workflow_paths.py::"
HANDLERS = "tests/unit/properties/test_handlers.py::"
TABLE = "tests/adapters/properties/test_property_table.py::"

AREA = Area(
    "Properties: what waits for a person",
    (
        Mutant(
            "What no machine can judge is asked of a person, and declines nothing",
            f"{CODE}domain/content.py",
            "one.code in QUESTIONS or ",
            "",
            (
                "tests/unit/properties/test_content.py::"
                "test_a_text_in_a_language_that_cannot_be_evaluated_is_a_question_to_a_person"
            ),
        ),
        Mutant(
            "An appeal asks a person about every judgement, and about no missing photo",
            f"{CODE}domain/content.py",
            "content.is_appeal and one.code not in FACTS",
            "content.is_appeal",
            (
                "tests/unit/properties/test_content.py::"
                "test_what_an_agent_appeals_against_is_a_question_but_a_missing_photo_is_none"
            ),
        ),
        Mutant(
            "A person decides every appeal, also one against what the machines accept by now",
            f"{CODE}adapters/validate_content_task.py",
            "if judged.questions or is_appeal:",
            "if judged.questions:",
            f"{HANDLERS}test_an_appeal_is_judged_by_a_person_also_if_the_machines_find_nothing_any_more",
        ),
        Mutant(
            "A reason declines although there are questions, too",
            f"{CODE}adapters/validate_content_task.py",
            "if reasons := [*against, *judged.reasons]:",
            "if (reasons := [*against, *judged.reasons]) and not judged.questions:",
            f"{HANDLERS}test_the_task_returns_questions_to_a_person_only_if_nothing_declines",
        ),
        Mutant(
            "Accepted content has no open question",
            EVALUATION,
            " and ($outcome = 'REVIEW' or $count($questions) = 0)",
            "",
            f"{PATHS}test_content_with_an_open_question_is_approved_by_no_machine",
        ),
        Mutant(
            "An approved contract is no person's approval",
            f"{CODE}domain/approval.py",
            "    if waiter.review is not None:\n        return _for_question",
            "    if waiter.review is None:\n        return None\n    if not contract:\n        return _for_question",
            f"{RULES}test_an_approved_contract_does_not_resume_what_waits_for_a_person",
        ),
        Mutant(
            "A person's decline ends the request",
            f"{CODE}domain/review.py",
            "if self.verdict is ReviewVerdict.APPROVED:",
            "if self.verdict:",
            f"{RULES}test_a_declined_review_ends_the_workflow_with_the_comment",
        ),
        Mutant(
            "A decision counts for its own request alone",
            f"{CODE}domain/approval.py",
            "if waiter.review is not None and waiter.request_id in decided:\n"
            "        return _for_decision(waiter, decided[waiter.request_id])",
            "if waiter.review is not None and decided:\n"
            "        return _for_decision(waiter, next(iter(decided.values())))",
            f"{RULES}test_a_decision_about_another_request_changes_nothing",
        ),
        Mutant(
            "A review that nobody answers has an end",
            f"{CODE}domain/approval.py",
            "if now >= answer_by + delays.grace:",
            "if answer_by is None:",
            f"{RULES}test_a_review_that_nobody_answers_ends_when_a_decision_made_in_time_would_have_arrived",
        ),
        Mutant(
            "A decision that is made in time has time to arrive",
            f"{CODE}domain/approval.py",
            "if now >= answer_by + delays.grace:",
            "if now >= answer_by:",
            f"{RULES}test_a_review_that_nobody_answers_ends_when_a_decision_made_in_time_would_have_arrived",
        ),
        Mutant(
            "A person is asked once",
            f"{CODE}domain/approval.py",
            "return None if review.is_requested else RequestReview",
            "return RequestReview",
            f"{RULES}test_a_person_is_asked_once_and_until_when",
        ),
        Mutant(
            "A question that is lost behind the bus is asked again within a day",
            f"{CODE}use_cases/reconciling.py",
            "if not needs_action and not questions:",
            "if not needs_action:",
            f"{RULES}test_a_reconciliation_asks_again_what_whoever_answers_may_have_lost",
        ),
        Mutant(
            "A question is published before it is marked as asked",
            f"{CODE}use_cases/syncing.py",
            "    services.publisher().publish_review_request(action)  # first, for the same reason\n"
            "    services.approvals.mark_requested(action.waiter)\n",
            "    services.approvals.mark_requested(action.waiter)\n"
            "    services.publisher().publish_review_request(action)\n",
            f"{RULES}test_a_person_who_could_not_be_asked_is_asked_by_the_schedule",
        ),
        Mutant(
            "A question is marked as asked only for the token that still waits",
            f"{CODE}adapters/property_table.py",
            'ConditionExpression="task_token = :token",\n                ExpressionAttributeValues={":requested"',
            'ConditionExpression=":token = :token",\n                ExpressionAttributeValues={":requested"',
            f"{TABLE}test_only_the_newest_token_of_a_review_is_marked_as_asked",
        ),
        Mutant(
            "The first decision about a request stands",
            f"{CODE}adapters/property_table.py",
            "Item=decision_item(decision, at, expires_at),\n"
            '                ConditionExpression="attribute_not_exists(pk)",',
            "Item=decision_item(decision, at, expires_at),",
            f"{TABLE}test_the_first_decision_about_a_request_is_kept",
        ),
        Mutant(
            "A version that knows no reviews resumes none",
            f"{CODE}adapters/status_items.py",
            'kind = "WAITER#" if waiter.review is None else REVIEW',
            'kind = "WAITER#"',
            f"{TABLE}test_the_two_kinds_of_waiters_of_a_request_have_items_of_their_own",
        ),
        Mutant(
            "The schedule sees a decision whose wake-up was lost",
            f"{CODE}adapters/waiter_index.py",
            "if sk.startswith(REVIEW):",
            "if not sk:",
            "tests/adapters/properties/test_waiter_index.py::test_a_review_is_found_with_its_decision_and_no_other",
        ),
        Mutant(
            "A page of waiters is one call, whatever they wait for",
            f"{CODE}adapters/waiter_index.py",
            "PAGE = 33",
            "PAGE = 34",
            "tests/adapters/properties/test_waiter_index.py::test_a_page_of_reviews_is_one_call_for_all_that_decides",
        ),
        Mutant(
            "A verdict that is not understood publishes nothing",
            f"{CODE}inbound/publication_reviewed.py",
            "verdict: ReviewVerdict",
            "verdict: ReviewVerdict | str",
            f"{HANDLERS}test_a_review_that_is_not_understood_is_dead_lettered_and_decides_nothing",
        ),
        Mutant(
            "Nothing but an approval lets a listing pass the review",
            WORKFLOW,
            "$states.result.verdict = 'APPROVED' ? {}",
            "true ? {}",
            f"{PATHS}test_nothing_but_an_approval_lets_the_listing_pass_the_review",
        ),
        Mutant(
            "A reviewed listing still waits for its contract",
            WORKFLOW,
            '      ],\n      "Next": "WaitForContractApproval"',
            '      ],\n      "Next": "RecordPublication"',
            f"{PATHS}test_approved_by_a_person_and_then_by_the_contract",
        ),
        Mutant(
            "A person's decline is no failure, and is not tried again",
            WORKFLOW,
            '"ReviewDeclined",\n            "ContractEnded",\n            "ContractOfAnotherAddress",\n'
            '            "ReviewNotAnsweredInTime",\n            "States.Timeout"\n          ],\n'
            '          "MaxAttempts": 0',
            '"ContractEnded",\n            "ContractOfAnotherAddress",\n'
            '            "ReviewNotAnsweredInTime",\n            "States.Timeout"\n          ],\n'
            '          "MaxAttempts": 0',
            f"{PATHS}test_declined_by_a_person_or_because_the_contract_ended_while_it_waited_for_one",
        ),
    ),
)
