import { Token } from 'aws-cdk-lib';
import { Certificate, ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { DomainOptions } from './domain';
import { DOMAIN_NAME, zoneNameOf } from './edge-validation';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const PREFIX_DOMAIN = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html';
const CUSTOM_DOMAIN = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html';

export const domainRules = {
  one: {
    path: 'domain',
    allowed: 'given either prefix or domainName',
    advice: 'A prefix costs nothing and needs no DNS; a domainName is yours and needs a certificate.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html',
  },
  prefix: {
    path: 'domain.prefix',
    allowed: '1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end',
    advice: 'Write the first label of the address alone, such as "harbour-login".',
    link: PREFIX_DOMAIN,
  },
  reservedWord: {
    path: 'domain.prefix',
    allowed: 'without the words aws, amazon and cognito',
    advice: 'Cognito keeps them for itself: choose another prefix.',
    link: PREFIX_DOMAIN,
  },
  domainName: {
    path: 'domain.domainName',
    allowed: 'a domain name in lower case, of at most 63 characters and at least three labels, without a wildcard',
    advice: 'Write the name alone, such as "login.example.com": no scheme, no path, no dot at its end.',
    link: CUSTOM_DOMAIN,
  },
  certificate: {
    path: 'domain.certificate',
    allowed: 'given where domain.domainName is',
    advice: 'Request one for that name from ACM in us-east-1.',
    link: CUSTOM_DOMAIN,
  },
  certificateRegion: {
    path: 'domain.certificate',
    allowed: 'a certificate of ACM in us-east-1',
    advice: 'Cognito serves its domains through CloudFront, which looks for it there, wherever the stack is: request one there.',
    link: CUSTOM_DOMAIN,
  },
  onlyWithName: {
    path: 'domain.{member}',
    allowed: 'left out where domain.domainName is',
    advice: 'A prefix is a part of a domain of Cognito\'s: give domainName instead of prefix, or remove it.',
    link: PREFIX_DOMAIN,
  },
  hostedZone: {
    path: 'domain.hostedZone',
    allowed: 'a zone that "{domainName}" lies in',
    advice: 'Give the zone of that domain, or leave it out and make the records yourself.',
    link: CUSTOM_DOMAIN,
  },
  apiName: {
    path: 'domain.domainName',
    allowed: 'another name than {other}',
    advice: 'A name leads to the API or to Cognito: choose names such as "auth.example.com" and "login.example.com".',
    link: CUSTOM_DOMAIN,
  },
} satisfies Record<string, Rule>;

const PREFIX = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const RESERVED_WORD = /aws|amazon|cognito/;
const CERTIFICATE_REGION = 'us-east-1';

export function domainProblems({ domain, customDomain, cloudFront }: Settings): string[] {
  if (!domain) return [];
  const { prefix, domainName } = domain;
  const given = Object.entries({ prefix, domainName }).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (given.length !== 1) return [broken(domainRules.one, given)];
  if (domainName === undefined) return prefixProblems(prefix!, domain);
  return [
    ...nameProblems(domainName, domain),
    ...certificateProblems(domain.certificate),
    ...Object.entries({ 'customDomain.domainName': customDomain?.domainName, 'cloudFront.domainName': cloudFront?.domainName })
      .filter(([, name]) => name === domainName && !Token.isUnresolved(name))
      .map(([other]) => broken(domainRules.apiName, domainName, { other })),
  ];
}

function prefixProblems(prefix: string, { certificate, hostedZone }: DomainOptions): string[] {
  const problems = Object.entries({ certificate, hostedZone }).filter(([, value]) => value !== undefined)
    .map(([member, value]) => broken(domainRules.onlyWithName, value!.node.path, { member }));
  if (Token.isUnresolved(prefix)) return problems;
  if (!PREFIX.test(prefix)) problems.push(broken(domainRules.prefix, prefix));
  else if (RESERVED_WORD.test(prefix)) problems.push(broken(domainRules.reservedWord, prefix));
  return problems;
}

function nameProblems(domainName: string, { hostedZone }: DomainOptions): string[] {
  if (Token.isUnresolved(domainName)) return [];
  // Cognito takes no name right below a top-level domain.
  if (!DOMAIN_NAME.test(domainName) || domainName.length > 63 || domainName.split('.').length < 3) return [broken(domainRules.domainName, domainName)];
  const zoneName = hostedZone && zoneNameOf(hostedZone);
  if (zoneName === undefined || domainName === zoneName || domainName.endsWith(`.${zoneName}`)) return [];
  return [broken(domainRules.hostedZone, zoneName, { domainName })];
}

function certificateProblems(certificate: ICertificate | undefined): string[] {
  if (!certificate) return [broken(domainRules.certificate, certificate)];
  const { certificateArn, env, node } = certificate;
  if (!Token.isUnresolved(certificateArn)) {
    return certificateArn.split(':')[3] === CERTIFICATE_REGION ? [] : [broken(domainRules.certificateRegion, certificateArn)];
  }
  // One that was made in the app lies where its stack does; where an imported one lies, its ARN alone tells.
  if (!(certificate instanceof Certificate) || Token.isUnresolved(env.region) || env.region === CERTIFICATE_REGION) return [];
  return [broken(domainRules.certificateRegion, `${node.path} in ${env.region}`)];
}
