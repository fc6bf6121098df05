import { Route } from '../../local/http-api/model';
import { matchRoute, parseRouteKey } from '../../local/http-api/route-match';

const routes = (...keys: string[]): Route[] => keys.map((key) => ({ key, ...parseRouteKey(key), integrationId: 'i', scopes: [] }));

describe('a request goes to the most specific route', () => {
  const all = routes('GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default');

  test.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}'],
    ['POST', '/test/5', 'ANY /{proxy+}'],
    ['POST', '/', '$default'],
  ])('%s %s to %s', (method, path, key) => {
    expect(matchRoute(all, method, path)?.route.key).toBe(key);
  });

  test('whatever the order of the routes', () => {
    expect(matchRoute(all.toReversed(), 'GET', '/pets/dog/1')?.route.key).toBe('GET /pets/dog/1');
  });

  test('its method before ANY, but the path before the method', () => {
    const methods = routes('ANY /a', 'GET /a', 'ANY /a/b', 'GET /a/{id}');
    expect(matchRoute(methods, 'GET', '/a')?.route.key).toBe('GET /a');
    expect(matchRoute(methods, 'PUT', '/a')?.route.key).toBe('ANY /a');
    expect(matchRoute(methods, 'GET', '/a/b')?.route.key).toBe('ANY /a/b');
  });
});

describe('path parameters', () => {
  const all = routes('POST /users/{user_id}/confirm', 'GET /files/{proxy+}');

  test('are decoded, one segment each', () => {
    expect(matchRoute(all, 'POST', '/users/a%2Fb%20c/confirm')?.pathParameters).toEqual({ user_id: 'a/b c' });
  });

  test('greedy ones take the rest', () => {
    expect(matchRoute(all, 'GET', '/files/a/b%20c/d')?.pathParameters).toEqual({ proxy: 'a/b c/d' });
  });

  test('leave a stray percent sign alone', () => {
    expect(matchRoute(all, 'POST', '/users/100%/confirm')?.pathParameters).toEqual({ user_id: '100%' });
  });

  test.each([['POST', '/users//confirm'], ['POST', '/users/1/confirm/'], ['GET', '/files/'], ['GET', '/files'], ['POST', '/Users/1/confirm']])(
    'fails to match %s %s', (method, path) => {
      expect(matchRoute(all, method, path)).toBeUndefined();
    });
});
