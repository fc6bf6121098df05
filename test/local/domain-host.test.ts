import { appConfig } from '../../local/app-config';
import { domainHost } from '../../local/cognito/domain-host';

test.each([
  ['harbour', 'eu-central-1', 'harbour.auth.eu-central-1.amazoncognito.com'],
  ['harbour', 'us-gov-west-1', 'harbour.auth-fips.us-gov-west-1.amazoncognito.com'],
  ['login.example.com', 'us-gov-west-1', 'login.example.com'],
])('the domain %s in %s is %s', (domain, region, host) => {
  expect(domainHost(domain, region)).toBe(host);
  const outputs = { AppConfig: JSON.stringify({ oauth: { domain: `https://${host}` } }) };
  expect(appConfig({ url: 'http://localhost:4000', region, outputs, userPoolDomains: [domain] }))
    .toMatchObject({ oauth: { domain: `http://localhost:4000/_local/auth/${domain}` } });
});
