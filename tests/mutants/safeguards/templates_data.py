"""Safeguards: templates: data, names and permissions."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "Templates: data, names and permissions",
    (
        Mutant(
            "The customers' function writes nothing",
            "unicorn_web/template.yaml",
            "              Action: [dynamodb:GetItem, dynamodb:BatchGetItem]\n"
            "              Resource: !GetAtt WebListingsTable.Arn",
            "              Action: [dynamodb:GetItem, dynamodb:BatchGetItem, dynamodb:PutItem]\n"
            "              Resource: !GetAtt WebListingsTable.Arn",
            "tests/infra/test_public_reach.py::test_the_customers_function_reads_and_writes_nothing",
        ),
        Mutant(
            "The customers' function lists localities alone, and no agent's listings",
            "unicorn_web/template.yaml",
            (
                "              Condition:\n"
                '                ForAllValues:StringLike: {"dynamodb:LeadingKeys": [PLACES, PLACES#*]}\n'
            ),
            "",
            "tests/infra/test_public_reach.py::test_in_the_table_itself_the_customers_function_lists_places_alone",
        ),
        Mutant(
            "The CDN reads published photos and no uploads",
            "template.yaml",
            "Resource: !Sub ${ImagesBucket.Arn}/published/*.webp\n              Condition:\n                ArnLike",
            "Resource: !Sub ${ImagesBucket.Arn}/*\n              Condition:\n                ArnLike",
            "tests/infra/test_public_reach.py::test_no_policy_lets_the_cdn_or_the_public_read_an_upload",
        ),
        Mutant(
            "The CDN reads no private photo",
            "template.yaml",
            "Resource: !Sub ${ImagesBucket.Arn}/published/*.webp\n              Condition:\n                ArnLike",
            "Resource: !Sub ${ImagesBucket.Arn}/p*.webp\n              Condition:\n                ArnLike",
            "tests/infra/test_photo_privacy.py::test_the_public_reads_what_is_published_and_nothing_else",
        ),
        Mutant(
            "The CDN reads no original of an earlier release",
            "template.yaml",
            "Resource: !Sub ${ImagesBucket.Arn}/published/*.webp\n              Condition:\n                ArnLike",
            "Resource: !Sub ${ImagesBucket.Arn}/published/*\n              Condition:\n                ArnLike",
            "tests/infra/test_photo_privacy.py::test_the_public_reads_what_is_published_and_nothing_else",
        ),
        Mutant(
            "The edge keeps no photo for longer than half a minute",
            "unicorn_site/template.yaml",
            "        DefaultTTL: 30\n        MaxTTL: 30\n",
            "        DefaultTTL: 30\n        MaxTTL: 31536000\n",
            "tests/infra/test_photo_privacy.py::test_no_cache_keeps_a_photo_for_longer_than_half_a_minute",
        ),
        Mutant(
            "Browsers keep no photo for longer than half a minute",
            "unicorn_web/template.yaml",
            'Value: "public, max-age=30"',
            'Value: "public, max-age=31536000"',
            "tests/infra/test_photo_privacy.py::test_no_cache_keeps_a_photo_for_longer_than_half_a_minute",
        ),
        Mutant(
            "Moderation reads originals alone",
            "unicorn_properties/template.yaml",
            '/photos/*/master.jpg"\n                  -',
            '/photos/*"\n                  -',
            "tests/infra/test_photo_privacy.py::test_moderation_reads_originals_alone",
        ),
        Mutant(
            "An agent's address reads a private photo alone",
            "unicorn_web/template.yaml",
            (
                "# so has an address by which an agent's browser reads a private photo\n"
                "              Action: s3:GetObject\n"
                "              Resource: !Sub"
                ' "arn:${AWS::Partition}:s3:::{{resolve:ssm:/unicorn/${Stage}/images-bucket-name}}/photos/*.webp"'
            ),
            (
                "# so has an address by which an agent's browser reads a private photo\n"
                "              Action: s3:GetObject\n"
                "              Resource: !Sub"
                ' "arn:${AWS::Partition}:s3:::{{resolve:ssm:/unicorn/${Stage}/images-bucket-name}}/*"'
            ),
            "tests/infra/test_photo_privacy.py::test_agents_addresses_read_private_widths_alone",
        ),
        Mutant(
            "Photos are read by TLS alone",
            "template.yaml",
            (
                "              Effect: Deny\n"
                '              Principal: "*"\n'
                "              Action: s3:*\n"
                '              Resource: [!GetAtt ImagesBucket.Arn, !Sub "${ImagesBucket.Arn}/*"]'
            ),
            (
                "              Effect: Allow\n"
                "              Principal: {Service: cloudfront.amazonaws.com}\n"
                "              Action: s3:*\n"
                '              Resource: [!GetAtt ImagesBucket.Arn, !Sub "${ImagesBucket.Arn}/*"]'
            ),
            "tests/infra/test_data_protection.py::test_a_bucket_is_reached_by_tls_alone",
        ),
        Mutant(
            "A replayed event is not archived again",
            "template.yaml",
            "        detail: {metadata: {replay: [{exists: false}]}}\n",
            "",
            "tests/infra/test_data_protection.py::test_the_archive_keeps_no_event_twice",
        ),
        Mutant(
            "Contracts of prod outlive their stack",
            "unicorn_contracts/template.yaml",
            "    DeletionPolicy: !If [IsProd, RetainExceptOnCreate, Delete]\n",
            "    DeletionPolicy: Delete\n",
            "tests/infra/test_removal.py::test_prod_keeps_its_data_and_the_settings_of_the_account",
        ),
        Mutant(
            "Contracts of prod can be restored to any second",
            "unicorn_contracts/template.yaml",
            "PointInTimeRecoveryEnabled: !If [IsProd, true, false]",
            "PointInTimeRecoveryEnabled: false",
            "tests/infra/test_data_protection.py::test_what_prod_keeps_can_be_restored_to_any_second",
        ),
        Mutant(
            "Properties' state of prod can be restored to any second",
            "unicorn_properties/template.yaml",
            "PointInTimeRecoveryEnabled: !If [IsProd, true, false]",
            "PointInTimeRecoveryEnabled: false",
            "tests/infra/test_data_protection.py::test_what_prod_keeps_can_be_restored_to_any_second",
        ),
        Mutant(
            "Listings of prod can be restored to any second",
            "unicorn_web/template.yaml",
            "PointInTimeRecoveryEnabled: !If [IsProd, true, false]",
            "PointInTimeRecoveryEnabled: false",
            "tests/infra/test_data_protection.py::test_what_prod_keeps_can_be_restored_to_any_second",
        ),
        Mutant(
            "No index has a task token",
            "unicorn_properties/template.yaml",
            "Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [property_id]}",
            "Projection: {ProjectionType: ALL}",
            "tests/adapters/properties/test_property_table.py::test_the_index_has_no_task_token",
        ),
        Mutant(
            "Discarded batches are private",
            "unicorn_web/template.yaml",
            (
                "        {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, "
                "RestrictPublicBuckets: true}"
            ),
            (
                "        {BlockPublicAcls: true, BlockPublicPolicy: false, IgnorePublicAcls: true, "
                "RestrictPublicBuckets: true}"
            ),
            "tests/infra/test_data_protection.py::test_a_bucket_is_encrypted_and_public_to_nobody",
        ),
        Mutant(
            "Photos are not public on AWS",
            "template.yaml",
            "RestrictPublicBuckets: !If [IsCloud, true, false]",
            "RestrictPublicBuckets: false",
            "tests/infra/test_data_protection.py::test_a_bucket_is_encrypted_and_public_to_nobody",
        ),
        Mutant(
            "Queues are encrypted",
            "unicorn_contracts/template.yaml",
            "Properties: {MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true}",
            "Properties: {MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: false}",
            "tests/infra/test_data_protection.py::test_a_queue_is_encrypted",
        ),
        Mutant(
            "Tables are encrypted with a key of the account",
            "unicorn_properties/template.yaml",
            "      SSESpecification: {SSEEnabled: true}\n",
            "",
            "tests/infra/test_data_protection.py::test_a_table_is_encrypted_by_a_key_whose_use_is_recorded",
        ),
        Mutant(
            "Web publishes as Web alone",
            "unicorn_web/template.yaml",
            'ForAllValues:StringEquals: {"events:source": unicorn.web}',
            'ForAllValues:StringEquals: {"events:source": [unicorn.web, unicorn.properties]}',
            "tests/infra/test_permissions.py::test_a_context_may_publish_under_its_own_source_only",
        ),
        Mutant(
            "Nobody publishes under a source that is no context's",
            "template.yaml",
            'ForAnyValue:StringNotEquals: {"events:source": [unicorn.contracts, unicorn.properties, unicorn.web]}',
            (
                'ForAnyValue:StringNotEquals: {"events:source": [unicorn.contracts, unicorn.properties, '
                "unicorn.web, unicorn.site]}"
            ),
            "tests/infra/test_bus_policy.py::test_no_role_may_use_a_source_that_is_no_contexts",
        ),
        Mutant(
            "A role has no permission for every action",
            "unicorn_web/template.yaml",
            "Action: [s3:GetObject, s3:DeleteObject]",
            "Action: s3:*",
            "tests/infra/test_permissions.py::test_no_statement_allows_every_action",
        ),
        Mutant(
            "Logs are not kept for ever",
            "unicorn_contracts/template.yaml",
            "          RetentionInDays: 30\n",
            "",
            "tests/infra/test_functions.py::test_every_function_has_a_log_group_of_its_own_with_a_retention",
        ),
        Mutant(
            "The workflow logs no task token",
            "unicorn_properties/template.yaml",
            "IncludeExecutionData: false # it",
            "IncludeExecutionData: true # it",
            "tests/infra/test_workflow.py::test_no_log_has_the_data_of_an_execution",
        ),
        Mutant(
            "Requests and verdicts expire",
            "unicorn_properties/template.yaml",
            "TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}",
            "TimeToLiveSpecification: {AttributeName: expires_at, Enabled: false}",
            "tests/infra/test_data_protection.py::test_items_of_no_further_use_expire",
        ),
        Mutant(
            "Nobody watches the live feed on AWS",
            "unicorn_web/template.yaml",
            "IsWatched: !Equals [!Ref StageKind, local]",
            "IsWatched: !Not [!Equals [!Ref StageKind, prod]]",
            "tests/infra/test_live_map.py::test_no_stage_on_aws_has_a_live_feed",
        ),
        Mutant(
            "A queue watch that does not run raises an alarm",
            "template.yaml",
            "ComparisonOperator: LessThanThreshold\n      TreatMissingData: breaching",
            "ComparisonOperator: LessThanThreshold\n      TreatMissingData: notBreaching",
            "tests/infra/test_alarms.py::test_every_alarm_reaches_the_topic_and_decides_what_missing_data_mean",
        ),
        Mutant(
            "A stage's name does not collide with another's",
            "template.yaml",
            'Name: !Sub "unicorn-${Stage}"',
            "Name: unicorn",
            "tests/infra/test_names.py::test_two_stages_of_an_account_and_region_share_no_name",
        ),
    ),
)
