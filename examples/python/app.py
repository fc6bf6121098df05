from pathlib import Path

from aws_cdk import App, CfnOutput, Duration, SecretValue, Stack
from aws_cdk.aws_apigatewayv2 import HttpMethod, ThrottleSettings
from aws_cdk.aws_cognito import Mfa, OidcAttributeRequestMethod, PasswordPolicy, StringAttribute
from aws_cdk.aws_lambda import Code, Function, Runtime
from aws_cdk.aws_logs import RetentionDays
from cognito_auth_api import (
    AppClientAuthFlow,
    AppClientOptions,
    AppClientTokenOptions,
    CognitoAuthApi,
    CorsOptions,
    DomainOptions,
    GoogleProviderOptions,
    GroupOptions,
    IdentityProvidersOptions,
    MessageOptions,
    MfaOptions,
    OidcProviderOptions,
    OperationFeature,
    OperationFunctionOptions,
    OperationFunctionProps,
    OperationOptions,
    QrCode,
    ThrottleOptions,
    TokenOptions,
    UserPoolAction,
)

# The twin of examples/languages/app.ts: `npm run languages` holds its templates against that one's.
app = App()

# Without props it is ready for production.
CognitoAuthApi(Stack(app, "Plain"), "Auth")

stack = Stack(app, "Harbour")
auth = CognitoAuthApi(
    stack,
    "Auth",
    # `from` is a word of Python's own, so it has an underscore.
    messages=MessageOptions(app_name="Harbour", from_="no-reply@harbour.example.com", ses_region="eu-central-1"),
    mfa=MfaOptions(mode=Mfa.REQUIRED, reset_delay=Duration.hours(48)),
    password_policy=PasswordPolicy(min_length=16, temp_password_validity=Duration.days(3)),
    tokens=TokenOptions(access=Duration.minutes(30), refresh=Duration.days(7), claims={"shop": "custom:shop"}),
    custom_attributes={"shop": StringAttribute(mutable=True, max_len=64)},
    groups={
        "managers": GroupOptions(description="Sell, and see what was sold", precedence=1, scopes=["reports/read"]),
        "clerks": GroupOptions(description="Sell", precedence=2),
    },
    domain=DomainOptions(prefix="harbour-login"),
    identity_providers=IdentityProvidersOptions(
        google=GoogleProviderOptions(
            client_id="1234567890-example.apps.googleusercontent.com",
            client_secret=SecretValue.secrets_manager("harbour/google", json_field="clientSecret"),
        ),
        oidc={
            "Staff": OidcProviderOptions(
                issuer_url="https://id.harbour.example.com",
                client_id="harbour-app",
                client_secret=SecretValue.secrets_manager("harbour/id", json_field="clientSecret"),
                attribute_request_method=OidcAttributeRequestMethod.POST,
            ),
        },
    ),
    clients={
        "web": AppClientOptions(
            callback_urls=["https://app.harbour.example.com/callback"],
            logout_urls=["https://app.harbour.example.com/"],
            auth_flows=[AppClientAuthFlow.USER_SRP],
            tokens=AppClientTokenOptions(access=Duration.minutes(15)),
        ),
    },
    cors=CorsOptions(allow_origins=["https://app.harbour.example.com"]),
    operations=OperationOptions(
        features=[OperationFeature.SESSIONS, OperationFeature.EXPORT],
        exclude=["delete-user"],
    ),
    throttle=ThrottleOptions(credential_routes=ThrottleSettings(rate_limit=10, burst_limit=20)),
    function_props=OperationFunctionProps(
        per_operation={"login": OperationFunctionOptions(memory_size=512, timeout=Duration.seconds(20))},
    ),
    qr_code=QrCode.INLINE,
    log_retention=RetentionDays.SIX_MONTHS,
)

orders = Function(
    stack,
    "Orders",
    runtime=Runtime.NODEJS_24_X,
    handler="index.handler",
    code=Code.from_asset(str(Path(__file__).parent.parent / "languages" / "orders")),
)
auth.add_route(
    "Orders",
    path="/orders",
    methods=[HttpMethod.GET, HttpMethod.POST],
    handler=orders,
    throttle=ThrottleSettings(rate_limit=50, burst_limit=100),
)
auth.add_route("Reports", path="/reports", handler=orders, groups=["managers"])
auth.grant(orders, UserPoolAction.ADMIN_GET_USER, UserPoolAction.ADMIN_LIST_GROUPS_FOR_USER)

CfnOutput(stack, "OrdersUrl", value=f"{auth.api_url}/orders")
CfnOutput(stack, "WebClientId", value=auth.clients["web"].client_id)

app.synth()
