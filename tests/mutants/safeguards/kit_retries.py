"""Safeguards: requests that are sent again."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "Requests that are sent again",
    (
        Mutant(
            "One agent's Idempotency-Key is not another's",
            "unicorn_kit/idempotency.py",
            "_digest(f'{caller}:{key}')",
            "_digest(f'{key}')",
            "tests/adapters/contracts/test_idempotency.py::test_one_agents_key_is_not_anothers",
        ),
        Mutant(
            "An Idempotency-Key is good for one request",
            "unicorn_kit/idempotency.py",
            'if kept["validation"]["S"] not in {self._digest, _digest(self._text)}:',
            "if not kept:",
            "tests/adapters/contracts/test_idempotency.py::test_the_same_key_with_another_body_is_rejected",
        ),
        Mutant(
            "A request whose answer was lost is answered again",
            "unicorn_kit/idempotency.py",
            "        before = asked.before()\n        if before is None:\n            raise\n        return before",
            "        raise",
            ("tests/adapters/contracts/test_idempotency.py::test_an_answer_that_was_lost_on_its_way_is_answered_again"),
        ),
        Mutant(
            "The answer to a key is read as last written",
            "unicorn_kit/idempotency.py",
            'Key={"id": {"S": receipt_id}}, ConsistentRead=True',
            'Key={"id": {"S": receipt_id}}',
            (
                "tests/adapters/test_consistent_reads.py::"
                "test_a_read_that_decides_is_consistent[the answer to an Idempotency-Key]"
            ),
        ),
        Mutant(
            "An answer is written in the transaction of its effect",
            "unicorn_kit/transactions.py",
            "written = [*items, receipt.put] if receipt else items",
            "written = items",
            "tests/adapters/contracts/test_idempotency.py::test_a_function_that_died_after_its_commit_has_answered",
        ),
        Mutant(
            "Of two requests with one key one has its effect",
            "unicorn_kit/idempotency.py",
            '"attribute_not_exists(#data) OR expiration <= :now"',
            '"attribute_not_exists(#data) OR attribute_exists(#data) OR expiration <= :now"',
            "tests/adapters/web/test_idempotency.py::test_of_two_at_once_one_has_its_effect_and_both_get_its_answer",
        ),
    ),
)
