"""Safeguards: templates: gateway, sign-in and CDN."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "Templates: gateway, sign-in and CDN",
    (
        Mutant(
            "Nobody can sign up: an admin makes accounts",
            "template.yaml",
            "AllowAdminCreateUserOnly: true",
            "AllowAdminCreateUserOnly: false",
            "tests/infra/test_sign_in.py::test_an_admin_alone_makes_accounts",
        ),
        Mutant(
            "Sign-in does not show whether an account exists, locally",
            "template.yaml",
            "PreventUserExistenceErrors: ENABLED",
            "PreventUserExistenceErrors: LEGACY",
            "tests/infra/test_sign_in.py::test_no_error_tells_whether_an_account_exists",
        ),
        Mutant(
            "Sign-in does not show whether an account exists",
            "unicorn_site/template.yaml",
            "PreventUserExistenceErrors: ENABLED",
            "PreventUserExistenceErrors: LEGACY",
            "tests/infra/test_sign_in.py::test_no_error_tells_whether_an_account_exists",
        ),
        Mutant(
            "The gateway validates drafts of contracts",
            "unicorn_contracts/template.yaml",
            "RequestModel: {Model: DraftContract, Required: true, ValidateBody: true}",
            "RequestModel: {Model: DraftContract, Required: true, ValidateBody: false}",
            "tests/infra/test_request_models.py::test_every_route_with_a_body_is_validated_at_the_gateway",
        ),
        Mutant(
            "The gateway validates drafts of listings",
            "unicorn_web/template.yaml",
            "RequestModel: {Model: DraftListing, Required: true, ValidateBody: true}",
            "RequestModel: {Model: DraftListing, Required: true, ValidateBody: false}",
            "tests/infra/test_request_models.py::test_every_route_with_a_body_is_validated_at_the_gateway",
        ),
        Mutant(
            "Agents' routes need a token at the gateway",
            "unicorn_web/template.yaml",
            'ListListings: {Type: Api, Properties: {RestApiId: !Ref WebApi, Path: "/properties", Method: GET}}',
            (
                'ListListings: {Type: Api, Properties: {RestApiId: !Ref WebApi, Path: "/properties", '
                "Method: GET, Auth: {Authorizer: NONE}}}"
            ),
            "tests/infra/test_apis.py::test_only_public_routes_are_open",
        ),
        Mutant(
            "Passwords have at least twelve characters",
            "template.yaml",
            "MinimumLength: 12",
            "MinimumLength: 8",
            "tests/infra/test_sign_in.py::test_a_password_has_twelve_characters_of_three_kinds",
        ),
        Mutant(
            "Requests to an API are throttled",
            "unicorn_web/template.yaml",
            "          ThrottlingRateLimit: 2000\n          ThrottlingBurstLimit: 4000\n",
            "",
            "tests/infra/test_apis.py::test_every_stage_of_an_api_is_throttled",
        ),
        Mutant(
            "Pages run no inline script",
            "unicorn_site/template.yaml",
            "script-src 'self'; style-src",
            "script-src 'self' 'unsafe-inline'; style-src",
            "tests/infra/test_site.py::test_cloudfront_sends_the_policy_of_the_local_server",
        ),
        Mutant(
            "The site is reached by TLS alone",
            "unicorn_site/template.yaml",
            "          TargetOriginId: pages\n          ViewerProtocolPolicy: redirect-to-https",
            "          TargetOriginId: pages\n          ViewerProtocolPolicy: allow-all",
            "tests/infra/test_distribution.py::test_nothing_is_sent_without_tls_and_links_to_pages_lead_there",
        ),
        Mutant(
            "A cache keeps agents' answers apart",
            "unicorn_site/template.yaml",
            "HeadersConfig: {HeaderBehavior: whitelist, Headers: [Authorization]}",
            "HeadersConfig: {HeaderBehavior: none}",
            ("tests/infra/test_distribution.py::test_answers_are_kept_for_each_query_and_each_caller_who_is_signed_in"),
        ),
        Mutant(
            "No cache keeps an error",
            "unicorn_site/template.yaml",
            "          - {ErrorCode: 404, ErrorCachingMinTTL: 0}\n",
            "",
            "tests/infra/test_distribution.py::test_no_error_is_kept",
        ),
        Mutant(
            "The CDN does not keep what the API forbids to keep",
            "unicorn_site/template.yaml",
            "-public-reads\n        MinTTL: 0\n",
            "-public-reads\n        MinTTL: 1\n",
            "tests/infra/test_distribution.py::test_the_api_decides_what_is_kept_and_30_seconds_are_the_longest",
        ),
        Mutant(
            "The site's files are read through the CDN alone",
            "unicorn_site/template.yaml",
            "            Principal: {Service: cloudfront.amazonaws.com}\n            Action: s3:GetObject",
            '            Principal: "*"\n            Action: s3:GetObject',
            "tests/infra/test_site.py::test_only_cloudfront_reads_the_sites_bucket",
        ),
        Mutant(
            "The site's files are read by TLS alone",
            "unicorn_site/template.yaml",
            '            Effect: Deny\n            Principal: "*"\n            Action: s3:*',
            '            Effect: Deny\n            Principal: "*"\n            Action: s3:GetObject',
            "tests/infra/test_data_protection.py::test_a_bucket_is_reached_by_tls_alone",
        ),
    ),
)
