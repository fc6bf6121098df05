import { viewerAddress } from '../../runtime';
import { ORIGIN_SECRET_HEADER } from '../../src/contract';

const secret = 'a'.repeat(64);
const event = (headers: Record<string, string>) => ({ headers, requestContext: { http: { sourceIp: '192.0.2.1' } } });
const from = (value: string, address = '198.51.100.10:46532') => event({ [ORIGIN_SECRET_HEADER]: value, 'cloudfront-viewer-address': address });

test('with the secret, the header tells the caller\'s address', () => {
  expect(viewerAddress(from(secret), secret)).toBe('198.51.100.10');
  expect(viewerAddress(from(secret, '2001:db8::1:443'), secret)).toBe('2001:db8::1');
});

test('with the secret and no readable address, it is CloudFront\'s own', () => {
  expect(viewerAddress(from(secret, 'unknown'), secret)).toBe('192.0.2.1');
  expect(viewerAddress(event({ [ORIGIN_SECRET_HEADER]: secret }), secret)).toBe('192.0.2.1');
});

test.each(['', 'a', 'a'.repeat(63), `${secret},${secret}`, secret.toUpperCase()])('refuses the secret %j', (value) => {
  expect(viewerAddress(from(value), secret)).toBeUndefined();
});

test('refuses a request without the secret, and takes no empty one for a secret', () => {
  expect(viewerAddress(event({ 'cloudfront-viewer-address': '198.51.100.10:1' }), secret)).toBeUndefined();
  expect(viewerAddress(from(''), '')).toBeUndefined();
  expect(viewerAddress(event({}), '')).toBeUndefined();
});
