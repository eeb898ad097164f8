"""Safeguards: templates: streams, queues and dead letters."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "Templates: streams, queues and dead letters",
    (
        Mutant(
            "Properties' stream lets no deletion through",
            "unicorn_properties/template.yaml",
            '\'{"eventName": ["INSERT", "MODIFY"], "dynamodb": {"Keys": {"pk"',
            '\'{"dynamodb": {"Keys": {"pk"',
            "tests/infra/test_streams.py::test_a_stream_lets_through_what_its_function_is_for_and_nothing_else",
        ),
        Mutant(
            "Contracts' stream lets only a property's head through",
            "unicorn_contracts/template.yaml",
            '\'{"eventName": ["INSERT", "MODIFY"], "dynamodb": {"Keys": {"sk": {"S": ["HEAD"]}}}}\'',
            '\'{"eventName": ["INSERT", "MODIFY"]}\'',
            "tests/infra/test_streams.py::test_a_stream_lets_through_what_its_function_is_for_and_nothing_else",
        ),
        Mutant(
            "Web's stream lets no draft through",
            "unicorn_web/template.yaml",
            '{"S": ["PENDING"]}',
            '{"S": ["PENDING", "DRAFT"]}',
            "tests/infra/test_streams.py::test_a_stream_lets_through_what_its_function_is_for_and_nothing_else",
        ),
        Mutant(
            "A stream's record is retried as long as the stream has it",
            "unicorn_contracts/template.yaml",
            "MaximumRetryAttempts: -1 #",
            "MaximumRetryAttempts: 10 #",
            (
                "tests/infra/test_streams.py::"
                "test_a_record_is_retried_as_long_as_the_stream_has_it_and_given_up_before_it_is_gone"
            ),
        ),
        Mutant(
            "A record is kept before the stream drops it",
            "unicorn_properties/template.yaml",
            "MaximumRecordAgeInSeconds: 85500",
            "MaximumRecordAgeInSeconds: 86400",
            (
                "tests/infra/test_streams.py::"
                "test_a_record_is_retried_as_long_as_the_stream_has_it_and_given_up_before_it_is_gone"
            ),
        ),
        Mutant(
            "A stream is read from its first record",
            "unicorn_web/template.yaml",
            "StartingPosition: TRIM_HORIZON # also",
            "StartingPosition: LATEST # also",
            "tests/infra/test_streams.py::test_a_stream_is_read_from_its_first_record",
        ),
        Mutant(
            "A batch that fails is halved until the bad record is found",
            "unicorn_contracts/template.yaml",
            "BisectBatchOnFunctionError: true",
            "BisectBatchOnFunctionError: false",
            (
                "tests/infra/test_streams.py::"
                "test_a_record_is_retried_as_long_as_the_stream_has_it_and_given_up_before_it_is_gone"
            ),
        ),
        Mutant(
            "A message is delivered five times before it is a dead letter",
            "unicorn_web/template.yaml",
            "            maxReceiveCount: 5",
            "            maxReceiveCount: 1",
            "tests/infra/test_queues.py::test_a_message_is_delivered_at_least_five_times_before_it_is_a_dead_letter",
        ),
        Mutant(
            "A message stays invisible while it is handled",
            "unicorn_properties/template.yaml",
            "EndedExecution: {VisibilityTimeout: 360}",
            "EndedExecution: {VisibilityTimeout: 60}",
            "tests/infra/test_queues.py::test_a_message_stays_invisible_while_it_is_handled",
        ),
        Mutant(
            "A batch fails message by message",
            "unicorn_properties/template.yaml",
            (
                "      EventSourceArn: !GetAtt PropertiesContractStatusQueue.Arn\n"
                "      BatchSize: 10\n"
                "      FunctionResponseTypes: [ReportBatchItemFailures]\n"
            ),
            "      EventSourceArn: !GetAtt PropertiesContractStatusQueue.Arn\n      BatchSize: 10\n",
            "tests/infra/test_queues.py::test_a_batch_fails_record_by_record",
        ),
        Mutant(
            "An event that cannot be delivered is a dead letter",
            "unicorn_web/template.yaml",
            (
                "          Arn: !GetAtt WebEvaluationQueue.Arn\n"
                "          DeadLetterConfig: {Arn: !GetAtt WebEvaluationDeadLetterQueue.Arn}\n"
            ),
            "          Arn: !GetAtt WebEvaluationQueue.Arn\n",
            "tests/infra/test_queues.py::test_an_event_that_a_rule_cannot_deliver_is_a_dead_letter",
        ),
        Mutant(
            "Dead letters are kept for two weeks",
            "unicorn_properties/template.yaml",
            (
                "        Properties: {MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true}\n"
                "\n"
                "  Fn::ForEach::LogGroups"
            ),
            (
                "        Properties: {MessageRetentionPeriod: 345600, SqsManagedSseEnabled: true}\n"
                "\n"
                "  Fn::ForEach::LogGroups"
            ),
            "tests/infra/test_queues.py::test_dead_letters_are_kept_for_two_weeks",
        ),
        Mutant(
            "A queue takes messages of its own rule alone",
            "unicorn_web/template.yaml",
            'Condition: {ArnEquals: {"aws:SourceArn": !GetAtt [!Sub "Web${Subscription}Rule", Arn]}}',
            'Condition: {ArnLike: {"aws:SourceArn": "arn:aws:events:*"}}',
            "tests/infra/test_queues.py::test_an_event_that_a_rule_cannot_deliver_is_a_dead_letter",
        ),
        Mutant(
            "An event under the source of an older system does not vanish",
            "unicorn_contracts/template.yaml",
            "{anything-but: [unicorn.contracts, unicorn.properties, unicorn.web]}",
            "{anything-but: [unicorn.contracts, unicorn.properties, unicorn.web, unicorn-web]}",
            "tests/infra/test_bus_policy.py::test_an_event_under_another_source_is_a_dead_letter_where_nobody_is_woken",
        ),
    ),
)
