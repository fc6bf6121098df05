import { GROUPS_RESOURCE_SERVER } from './contract';
import { RouteAccess } from './route-options';
import { ourPage, Rule } from './rule';
import { limitRules } from './throttle-validation';

/** API Gateway's quota, which AWS does not raise without good reason. */
export const MOST_ROUTES = 300;
export const MOST_SCOPES = 10;

const ROUTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html';
const AUTHORIZER = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html';
const QUOTAS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';
const OURS = ourPage('docs/guide/routes.md#your-own-routes');

/** Options of `addRoute`, and its `id`. */
export const addRouteRules = {
  id: {
    path: 'id',
    allowed: 'a construct ID that no other child of the same scope has',
    advice: 'Choose another name: it becomes a part of the logical IDs.',
    link: 'https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html',
  },
  path: {
    path: 'path',
    allowed: 'a path such as "/orders/{{id}}" or "/files/{proxy+}": a slash before each segment and none at the end, at most 1000 characters, each variable once',
    advice: 'Write it as API Gateway shows it, from the root of the API.',
    link: ROUTES,
  },
  methods: { path: 'methods', allowed: 'at least one method, each once', advice: 'Leave it out for GET.', link: ROUTES },
  preflight: {
    path: 'methods',
    allowed: 'a list of methods without ANY and OPTIONS where a token is asked for',
    advice: 'Name the methods: such a route would refuse the preflight requests that browsers send without a token, and the API answers them otherwise.',
    link: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  },
  target: {
    path: 'entry, handler and integration',
    allowed: 'exactly one',
    advice: 'Give entry for a file that is to be bundled, handler for a function that exists, or integration for anything else.',
    link: OURS,
  },
  entry: {
    path: 'entry',
    allowed: 'the path of a TypeScript or JavaScript file that exists',
    advice: 'Give an absolute path, such as path.join(__dirname, "orders.ts").',
    link: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs.NodejsFunctionProps.html',
  },
  functionProps: {
    path: 'functionProps',
    allowed: 'left out where there is no entry',
    advice: 'It changes the function that entry makes; change your own where you make it.',
    link: OURS,
  },
  code: {
    path: 'functionProps.{prop}',
    allowed: 'left out',
    advice: 'Give entry beside functionProps, or a function of your own as handler.',
    link: OURS,
  },
  access: {
    path: 'access',
    allowed: `left out or ${RouteAccess.ACCESS_TOKEN} where {name} are given`,
    advice: 'Only access tokens have scopes: leave access out, or {name} if {wish}.',
    link: AUTHORIZER,
  },
  groupsOrScopes: {
    path: 'scopes',
    allowed: 'left out where groups are given',
    advice: 'API Gateway admits whoever has any one of them: keep groups, and give them further scopes in the groups prop if need be.',
    link: AUTHORIZER,
  },
  some: { path: '{list}', allowed: `1 to ${MOST_SCOPES} of them`, advice: 'Leave it out to admit every access token.', link: OURS },
  notTooMany: {
    path: '{list}',
    allowed: `1 to ${MOST_SCOPES} of them`,
    advice: 'API Gateway takes no more for a route: make one group of several, or check the rest in your handler.',
    link: QUOTAS,
  },
  groupsPlan: {
    path: 'groups',
    allowed: 'left out where featurePlan is "LITE"',
    advice: 'Only from FeaturePlan.ESSENTIALS on do access tokens carry the scope of a group: change the plan, or check the claim cognito:groups in your handler.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-essentials.html',
  },
  declaredGroup: {
    path: 'groups[{index}]',
    allowed: 'one of the declared groups ({declared})',
    advice: 'Declare it in the groups prop of CognitoAuthApi, or correct its name.',
    link: OURS,
  },
  noGroupDeclared: {
    path: 'groups[{index}]',
    allowed: 'a declared group, and none is declared',
    advice: 'Declare it in the groups prop of CognitoAuthApi, or correct its name.',
    link: OURS,
  },
  scope: {
    path: 'scopes[{index}]',
    allowed: `a scope without spaces, such as "orders/read", and not of a group ("${GROUPS_RESOURCE_SERVER}/...")`,
    advice: 'For a group use groups, which knows whether it is declared.',
    link: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.3',
  },
  ...limitRules('throttle'),
  throttleElsewhere: {
    path: 'throttle',
    allowed: 'left out where scope is given',
    advice: 'The limit belongs to the stage, which would then depend on the other stack and that one on the API: use throttle.otherRoutes of CognitoAuthApi, '
      + 'or leave scope out.',
    link: OURS,
  },
  throttleForeign: {
    path: 'throttle',
    allowed: 'left out where httpApi is given: the stage of that API is not made here',
    advice: 'Set it on your API.',
    link: ourPage('docs/guide/routes.md#into-what-you-have'),
  },
  taken: {
    path: 'path',
    allowed: 'one that no other route of the API has with the same method',
    advice: '{other} is there already: change the path or the methods. The names of variables make no difference.',
    link: ROUTES,
  },
  routesLeft: {
    path: 'methods',
    allowed: `at most {left}, since an API has at most ${MOST_ROUTES} routes, ours included`,
    advice: 'Take several paths with one route, such as /orders/{proxy+}, leave out operations of ours that you do not use, or make a second API.',
    link: QUOTAS,
  },
} satisfies Record<string, Rule>;
