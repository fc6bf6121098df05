import { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Examples, handler, lite, many } from './parts';
import { AddRouteOptions, CognitoAuthApi, CognitoAuthApiProps, RouteAccess } from '../../../src';

const route = (options: Partial<AddRouteOptions>, props: CognitoAuthApiProps = { groups: { admins: {} } }, id = 'Orders') => (stack: Stack) => {
  const auth = new CognitoAuthApi(stack, 'Auth', props);
  auth.addRoute('Taken', { path: '/taken', handler });
  auth.addRoute(id, { path: '/orders', ...'entry' in options || 'handler' in options ? {} : { handler }, ...options });
};

export const examples: Examples = {
  addRouteRules: {
    id: route({}, {}, 'Taken'),
    path: route({ path: 'orders' }),
    methods: route({ methods: [] }),
    preflight: route({ methods: [HttpMethod.ANY] }),
    target: route({ handler: undefined }),
    entry: route({ entry: '/nowhere/orders.ts' }),
    functionProps: route({ functionProps: { memorySize: 512 } }),
    code: route({ entry: __filename, functionProps: { code: Code.fromInline('x') } }),
    access: route({ groups: ['admins'], access: RouteAccess.ANYONE }),
    groupsOrScopes: route({ groups: ['admins'], scopes: ['orders/read'] }),
    some: route({ groups: [] }),
    notTooMany: route({ scopes: many(11, 'orders/') }),
    groupsPlan: route({ groups: ['admins'] }, { groups: { admins: {} }, ...lite }),
    declaredGroup: route({ groups: ['amdins'] }),
    noGroupDeclared: route({ groups: ['admins'] }, {}),
    scope: route({ scopes: ['groups/admins'] }),
    rateLimit: route({ throttle: { rateLimit: 0 } }),
    burstLimit: route({ throttle: { burstLimit: 0 } }),
    throttleElsewhere: (stack) => route({ throttle: { rateLimit: 1 }, scope: new Stack(stack, 'Other') })(stack),
    throttleForeign: (stack) => route({ throttle: { rateLimit: 1 } }, { httpApi: new HttpApi(stack, 'Theirs') })(stack),
    taken: route({ path: '/taken' }),
    routesLeft: (stack) => {
      const auth = new CognitoAuthApi(stack, 'Auth');
      for (const id of many(300, 'Route')) auth.addRoute(id, { path: `/${id}`, handler });
    },
  },
};
