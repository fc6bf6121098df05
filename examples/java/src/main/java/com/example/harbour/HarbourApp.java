package com.example.harbour;

import dev.cognitoauthapi.AddRouteOptions;
import dev.cognitoauthapi.AppClientAuthFlow;
import dev.cognitoauthapi.AppClientOptions;
import dev.cognitoauthapi.AppClientTokenOptions;
import dev.cognitoauthapi.CognitoAuthApi;
import dev.cognitoauthapi.CorsOptions;
import dev.cognitoauthapi.DomainOptions;
import dev.cognitoauthapi.GoogleProviderOptions;
import dev.cognitoauthapi.GroupOptions;
import dev.cognitoauthapi.IdentityProvidersOptions;
import dev.cognitoauthapi.MessageOptions;
import dev.cognitoauthapi.MfaOptions;
import dev.cognitoauthapi.OidcProviderOptions;
import dev.cognitoauthapi.OperationFeature;
import dev.cognitoauthapi.OperationFunctionOptions;
import dev.cognitoauthapi.OperationFunctionProps;
import dev.cognitoauthapi.OperationOptions;
import dev.cognitoauthapi.QrCode;
import dev.cognitoauthapi.ThrottleOptions;
import dev.cognitoauthapi.TokenOptions;
import dev.cognitoauthapi.UserPoolAction;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.SecretsManagerSecretOptions;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.OidcAttributeRequestMethod;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.StringAttribute;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The twin of examples/languages/app.ts: {@code npm run languages} holds its templates against that one's. */
public final class HarbourApp {
  public static void main(String[] args) {
    App app = new App();

    // Without props it is ready for production.
    new CognitoAuthApi(new Stack(app, "Plain"), "Auth");

    Stack stack = new Stack(app, "Harbour");
    CognitoAuthApi auth = CognitoAuthApi.Builder.create(stack, "Auth")
        .messages(MessageOptions.builder()
            .appName("Harbour")
            .from("no-reply@harbour.example.com")
            .sesRegion("eu-central-1")
            .build())
        .mfa(MfaOptions.builder().mode(Mfa.REQUIRED).resetDelay(Duration.hours(48)).build())
        .passwordPolicy(PasswordPolicy.builder().minLength(16).tempPasswordValidity(Duration.days(3)).build())
        .tokens(TokenOptions.builder()
            .access(Duration.minutes(30))
            .refresh(Duration.days(7))
            .claims(Map.of("shop", "custom:shop"))
            .build())
        .customAttributes(Map.of("shop", StringAttribute.Builder.create().mutable(true).maxLen(64).build()))
        .groups(Map.of(
            "clerks", GroupOptions.builder().description("Sell").precedence(2).build(),
            "managers", GroupOptions.builder()
                .description("Sell, and see what was sold")
                .precedence(1)
                .scopes(List.of("reports/read"))
                .build()))
        .domain(DomainOptions.builder().prefix("harbour-login").build())
        .identityProviders(IdentityProvidersOptions.builder()
            .google(GoogleProviderOptions.builder()
                .clientId("1234567890-example.apps.googleusercontent.com")
                .clientSecret(clientSecret("harbour/google"))
                .build())
            .oidc(Map.of("Staff", OidcProviderOptions.builder()
                .issuerUrl("https://id.harbour.example.com")
                .clientId("harbour-app")
                .clientSecret(clientSecret("harbour/id"))
                .attributeRequestMethod(OidcAttributeRequestMethod.POST)
                .build()))
            .build())
        .clients(Map.of("web", AppClientOptions.builder()
            .callbackUrls(List.of("https://app.harbour.example.com/callback"))
            .logoutUrls(List.of("https://app.harbour.example.com/"))
            .authFlows(List.of(AppClientAuthFlow.USER_SRP))
            .tokens(AppClientTokenOptions.builder().access(Duration.minutes(15)).build())
            .build()))
        .cors(CorsOptions.builder().allowOrigins(List.of("https://app.harbour.example.com")).build())
        .operations(OperationOptions.builder()
            .features(List.of(OperationFeature.SESSIONS, OperationFeature.EXPORT))
            .exclude(List.of("delete-user"))
            .build())
        .throttle(ThrottleOptions.builder()
            .credentialRoutes(ThrottleSettings.builder().rateLimit(10).burstLimit(20).build())
            .build())
        .functionProps(OperationFunctionProps.builder()
            .perOperation(Map.of("login", OperationFunctionOptions.builder()
                .memorySize(512)
                .timeout(Duration.seconds(20))
                .build()))
            .build())
        .qrCode(QrCode.INLINE)
        .logRetention(RetentionDays.SIX_MONTHS)
        .build();

    Function orders = Function.Builder.create(stack, "Orders")
        .runtime(Runtime.NODEJS_24_X)
        .handler("index.handler")
        // From the folder of the pom.xml, where CDK starts the app.
        .code(Code.fromAsset("../languages/orders"))
        .build();
    auth.addRoute("Orders", AddRouteOptions.builder()
        .path("/orders")
        .methods(List.of(HttpMethod.GET, HttpMethod.POST))
        .handler(orders)
        .throttle(ThrottleSettings.builder().rateLimit(50).burstLimit(100).build())
        .build());
    auth.addRoute("Reports", AddRouteOptions.builder().path("/reports").handler(orders).groups(List.of("managers")).build());
    auth.grant(orders, UserPoolAction.ADMIN_GET_USER, UserPoolAction.ADMIN_LIST_GROUPS_FOR_USER);

    CfnOutput.Builder.create(stack, "OrdersUrl").value(auth.getApiUrl() + "/orders").build();
    CfnOutput.Builder.create(stack, "WebClientId").value(auth.getClients().get("web").getClientId()).build();

    app.synth();
  }

  private static SecretValue clientSecret(String name) {
    return SecretValue.secretsManager(name, SecretsManagerSecretOptions.builder().jsonField("clientSecret").build());
  }

  private HarbourApp() {
  }
}
