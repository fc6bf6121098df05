package main

import (
	"path/filepath"
	"runtime"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"
	auth "github.com/cognito-auth-api/cognito-auth-api-go/cognitoauthapi"
)

// The twin of examples/languages/app.ts: `npm run languages` holds its templates against that one's.
func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)

	// Without props it is ready for production.
	auth.NewCognitoAuthApi(awscdk.NewStack(app, jsii.String("Plain"), nil), jsii.String("Auth"), nil)

	stack := awscdk.NewStack(app, jsii.String("Harbour"), nil)
	api := auth.NewCognitoAuthApi(stack, jsii.String("Auth"), &auth.CognitoAuthApiProps{
		Messages: &auth.MessageOptions{
			AppName:   jsii.String("Harbour"),
			From:      jsii.String("no-reply@harbour.example.com"),
			SesRegion: jsii.String("eu-central-1"),
		},
		Mfa: &auth.MfaOptions{Mode: awscognito.Mfa_REQUIRED, ResetDelay: awscdk.Duration_Hours(jsii.Number(48))},
		PasswordPolicy: &awscognito.PasswordPolicy{
			MinLength:            jsii.Number(16),
			TempPasswordValidity: awscdk.Duration_Days(jsii.Number(3)),
		},
		Tokens: &auth.TokenOptions{
			Access:  awscdk.Duration_Minutes(jsii.Number(30)),
			Refresh: awscdk.Duration_Days(jsii.Number(7)),
			Claims:  &map[string]*string{"shop": jsii.String("custom:shop")},
		},
		CustomAttributes: &map[string]awscognito.ICustomAttribute{
			"shop": awscognito.NewStringAttribute(&awscognito.StringAttributeProps{Mutable: jsii.Bool(true), MaxLen: jsii.Number(64)}),
		},
		Groups: &map[string]*auth.GroupOptions{
			"clerks": {Description: jsii.String("Sell"), Precedence: jsii.Number(2)},
			"managers": {
				Description: jsii.String("Sell, and see what was sold"),
				Precedence:  jsii.Number(1),
				Scopes:      jsii.Strings("reports/read"),
			},
		},
		Domain: &auth.DomainOptions{Prefix: jsii.String("harbour-login")},
		IdentityProviders: &auth.IdentityProvidersOptions{
			Google: &auth.GoogleProviderOptions{
				ClientId:     jsii.String("1234567890-example.apps.googleusercontent.com"),
				ClientSecret: clientSecret("harbour/google"),
			},
			Oidc: &map[string]*auth.OidcProviderOptions{
				"Staff": {
					IssuerUrl:              jsii.String("https://id.harbour.example.com"),
					ClientId:               jsii.String("harbour-app"),
					ClientSecret:           clientSecret("harbour/id"),
					AttributeRequestMethod: awscognito.OidcAttributeRequestMethod_POST,
				},
			},
		},
		Clients: &map[string]*auth.AppClientOptions{
			"web": {
				CallbackUrls: jsii.Strings("https://app.harbour.example.com/callback"),
				LogoutUrls:   jsii.Strings("https://app.harbour.example.com/"),
				AuthFlows:    &[]auth.AppClientAuthFlow{auth.AppClientAuthFlow_USER_SRP},
				Tokens:       &auth.AppClientTokenOptions{Access: awscdk.Duration_Minutes(jsii.Number(15))},
			},
		},
		Cors: &auth.CorsOptions{AllowOrigins: jsii.Strings("https://app.harbour.example.com")},
		Operations: &auth.OperationOptions{
			Features: &[]auth.OperationFeature{auth.OperationFeature_SESSIONS, auth.OperationFeature_EXPORT},
			Exclude:  jsii.Strings("delete-user"),
		},
		Throttle: &auth.ThrottleOptions{
			CredentialRoutes: &awsapigatewayv2.ThrottleSettings{RateLimit: jsii.Number(10), BurstLimit: jsii.Number(20)},
		},
		FunctionProps: &auth.OperationFunctionProps{
			PerOperation: &map[string]*auth.OperationFunctionOptions{
				"login": {MemorySize: jsii.Number(512), Timeout: awscdk.Duration_Seconds(jsii.Number(20))},
			},
		},
		QrCode:       auth.QrCode_INLINE,
		LogRetention: awslogs.RetentionDays_SIX_MONTHS,
	})

	orders := awslambda.NewFunction(stack, jsii.String("Orders"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_NODEJS_24_X(),
		Handler: jsii.String("index.handler"),
		Code:    awslambda.Code_FromAsset(jsii.String(ordersFolder()), nil),
	})
	api.AddRoute(jsii.String("Orders"), &auth.AddRouteOptions{
		Path:     jsii.String("/orders"),
		Methods:  &[]awsapigatewayv2.HttpMethod{awsapigatewayv2.HttpMethod_GET, awsapigatewayv2.HttpMethod_POST},
		Handler:  orders,
		Throttle: &awsapigatewayv2.ThrottleSettings{RateLimit: jsii.Number(50), BurstLimit: jsii.Number(100)},
	})
	api.AddRoute(jsii.String("Reports"), &auth.AddRouteOptions{
		Path:    jsii.String("/reports"),
		Handler: orders,
		Groups:  jsii.Strings("managers"),
	})
	api.Grant(orders, auth.UserPoolAction_ADMIN_GET_USER, auth.UserPoolAction_ADMIN_LIST_GROUPS_FOR_USER)

	awscdk.NewCfnOutput(stack, jsii.String("OrdersUrl"), &awscdk.CfnOutputProps{Value: jsii.String(*api.ApiUrl() + "/orders")})
	awscdk.NewCfnOutput(stack, jsii.String("WebClientId"), &awscdk.CfnOutputProps{Value: (*api.Clients())["web"].ClientId})

	app.Synth(nil)
}

func clientSecret(name string) awscdk.SecretValue {
	return awscdk.SecretValue_SecretsManager(jsii.String(name), &awscdk.SecretsManagerSecretOptions{JsonField: jsii.String("clientSecret")})
}

// Beside this file, wherever the app is started.
func ordersFolder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "languages", "orders")
}
