import { Token } from 'aws-cdk-lib';
import { urlProblems, urlRules } from '../src/url-rules';

const path = 'clients.web.callbackUrls';

test.each([
  'https://app.example.com', 'https://app.example.com:8443/a?b=c', 'http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:8080/x',
])('web and native apps are called back at %p', (url) => {
  expect([...urlProblems(path, [url], false), ...urlProblems(path, [url], true)]).toEqual([]);
});

test('native apps are called back under a scheme of their own', () => {
  expect(urlProblems(path, ['com.example.app://callback', 'com.example.app:/bye'], true)).toEqual([]);
});

test('what only the deployment knows is left to it', () => {
  expect(urlProblems(path, [`https://${Token.asString({ Ref: 'Name' })}/`], false)).toEqual([]);
});

test.each<[string, keyof typeof urlRules, boolean]>([
  ['http://app.example.com/', 'insecure', false],
  ['http://localhost.example.com/', 'insecure', false],
  ['http://127.0.0.2/', 'insecure', false],
  ['http://app.example.com/', 'insecure', true],
  ['/callback', 'url', false],
  ['app.example.com', 'url', false],
  ['https://', 'url', false],
  ['https:/app.example.com', 'url', false],
  ['https://*.example.com/', 'url', false],
  ['https://app.example.com/#token', 'url', false],
  ['https://app.example.com/ ', 'url', false],
  ['https://user:secret@app.example.com/', 'url', false],
  ['http://localhost@evil.example/', 'url', false],
  ['com.example.app://callback', 'scheme', false],
  ['javascript:alert(1)', 'forbiddenScheme', false],
  ['JavaScript:alert(1)', 'forbiddenScheme', true],
  ['data:text/html,x', 'forbiddenScheme', true],
  ['file:///etc/passwd', 'forbiddenScheme', true],
])('refuses %p: %s', (url, rule, schemesAllowed) => {
  const { allowed, advice, link } = urlRules[rule];
  expect(urlProblems(path, [url], schemesAllowed)).toEqual([`${path}[0] must be ${allowed}, but is ${JSON.stringify(url)}. ${advice} See ${link}`]);
});

test('refuses an address that is too long', () => {
  expect(urlProblems(path, [`https://app.example.com/${'a'.repeat(1024)}`], false)).toEqual([expect.stringContaining(urlRules.url.allowed)]);
});
