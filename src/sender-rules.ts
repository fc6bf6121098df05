import { domainToASCII } from 'url';
import { Stack, Token } from 'aws-cdk-lib';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { IConstruct } from 'constructs';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const SENDER = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html';
const IDENTITIES = 'https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html';
const CUSTOM_SENDERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html';

const anAddress = {
  allowed: 'one email address, with nothing but ASCII before the @', advice: 'Write it alone, such as "no-reply@example.com".', link: SENDER,
};

export const senderRules = {
  from: { path: 'messages.from', ...anAddress, advice: `${anAddress.advice} A name beside it goes to messages.fromName.` },
  replyTo: { path: 'messages.replyTo', ...anAddress },
  fromName: {
    path: 'messages.fromName', allowed: '1 to 64 printable characters, with no space at either end', link: SENDER,
    advice: 'It stands in the From header of each mail, which a line break would end.',
  },
  needsFrom: {
    path: 'messages.{prop}', allowed: 'left out where messages.from is', link: SENDER,
    advice: 'It is for mails through SES, which messages.from asks for; Cognito\'s own sender has an address of its own.',
  },
  zoneName: {
    path: 'messages.hostedZone', allowed: 'a zone whose name is known', link: IDENTITIES,
    advice: 'The identity is that of its domain: use HostedZone.fromHostedZoneAttributes, with id and name, rather than fromHostedZoneId.',
  },
  zone: {
    path: 'messages.hostedZone', allowed: 'a zone that the domain of messages.from ("{from}") lies in', link: IDENTITIES,
    advice: 'An identity covers its domain and those below it: give the zone of that domain, or an address in this one.',
  },
  identity: {
    path: 'messages.emailIdentity', allowed: 'the identity of "{from}" or of a domain that it lies in', link: IDENTITIES,
    advice: 'SES sends from an address only for an identity that covers it, and Cognito refuses any other: verify the address or its domain.',
  },
  oneIdentity: {
    path: 'messages.emailIdentity', allowed: 'left out where messages.hostedZone is given', link: IDENTITIES,
    advice: 'The zone makes the identity. Remove the zone to send through the identity that is there.',
  },
  sesRegion: {
    path: 'messages.sesRegion', allowed: 'given in a stack without a region', link: SENDER,
    advice: 'The identity of messages.from is looked for in one region: say in which, give the stack an env.region, or name the identity by its ARN '
      + 'as messages.emailIdentity.',
  },
  regionName: {
    path: 'messages.sesRegion', allowed: 'the name of a region', link: SENDER,
    advice: 'Write it as AWS does, such as "eu-west-1". Not every region that has SES serves the pools of every other.',
  },
  regionTaken: {
    path: 'messages.sesRegion', allowed: 'left out where messages.{prop} is given', link: SENDER,
    advice: 'That already says where the identity is. EmailIdentity.fromEmailIdentityArn names one in another region.',
  },
  senderKey: {
    path: 'messages.customSenderKmsKey', allowed: 'left out where there is no custom sender', link: CUSTOM_SENDERS,
    advice: 'It encrypts codes for messages.customEmailSender and messages.customSmsSender alone: give one of these, or remove the key.',
  },
} satisfies Record<string, Rule>;

/** The dot-atom of RFC 5321, and labels of a domain once it is in ASCII. */
const LOCAL_PART = /^(?=.{1,64}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** No control characters, lone surrogates, line separators, nor what reverses the writing direction. */
const DISPLAY_NAME = /^(?=\S)[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]{1,64}(?<=\S)$/u;
const REGION = /^[a-z]{2,3}(?:-[a-z]+)+-[0-9]{1,2}$/;

const isKnown = (text: string | undefined): text is string => text !== undefined && !Token.isUnresolved(text);

function isAddress(text: string): boolean {
  const [local, domain, ...rest] = text.split('@');
  return rest.length === 0 && domain !== undefined && LOCAL_PART.test(local) && DOMAIN.test(domainToASCII(domain));
}

/** The zone's or identity's name as SES and Route 53 have it: in ASCII, without the dot at its end. */
const plain = (name: string) => domainToASCII(name.replace(/\.$/, '')) || name.toLowerCase();

function covers(domain: string, address: string): boolean {
  const of = plain(address.split('@')[1]);
  return of === plain(domain) || of.endsWith(`.${plain(domain)}`);
}

/** Undefined where it is not known at all: a zone that was imported by its id alone throws. */
function zoneName(zone: IHostedZone): string | undefined {
  try {
    return zone.zoneName;
  } catch {
    return undefined;
  }
}

export function senderProblems(scope: IConstruct, { messages, userPool }: Settings): string[] {
  // None of it is for a pool that is made elsewhere: it is refused as a whole there.
  if (userPool) return [];
  const { from, fromName, replyTo, sesRegion } = messages;
  return [
    ...isKnown(from) && !isAddress(from) ? [broken(senderRules.from, from)] : identityProblems(scope, messages),
    ...isKnown(replyTo) && !isAddress(replyTo) ? [broken(senderRules.replyTo, replyTo)] : [],
    ...isKnown(fromName) && !DISPLAY_NAME.test(fromName) ? [broken(senderRules.fromName, fromName)] : [],
    ...isKnown(sesRegion) && !REGION.test(sesRegion) ? [broken(senderRules.regionName, sesRegion)] : [],
    ...messages.customSenderKmsKey && !messages.customEmailSender && !messages.customSmsSender
      ? [broken(senderRules.senderKey, messages.customSenderKmsKey.node.path)] : [],
  ];
}

function identityProblems(scope: IConstruct, messages: Settings['messages']): string[] {
  const { from, hostedZone, emailIdentity, sesRegion, configurationSet, fromName } = messages;
  const zone = hostedZone && zoneName(hostedZone);
  const problems = hostedZone && zone === undefined ? [broken(senderRules.zoneName, hostedZone.node.path)] : [];
  if (hostedZone && emailIdentity) problems.push(broken(senderRules.oneIdentity, emailIdentity.node.path));
  if (from === undefined) {
    const given = { fromName, emailIdentity: emailIdentity?.node.path, sesRegion, configurationSet: configurationSet?.node.path };
    const beside = Object.entries(given).filter(([, value]) => value !== undefined);
    return [...problems, ...beside.map(([prop, value]) => broken(senderRules.needsFrom, value, { prop }))];
  }
  const prop = hostedZone ? 'hostedZone' : emailIdentity ? 'emailIdentity' : undefined;
  if (sesRegion !== undefined && prop) problems.push(broken(senderRules.regionTaken, sesRegion, { prop }));
  if (sesRegion === undefined && !prop && Token.isUnresolved(Stack.of(scope).region)) problems.push(broken(senderRules.sesRegion, sesRegion));
  if (!isKnown(from)) return problems;
  if (isKnown(zone) && !covers(zone, from)) problems.push(broken(senderRules.zone, zone, { from }));
  const identity = emailIdentity?.emailIdentityName;
  if (isKnown(identity) && !(identity.includes('@') ? identity.toLowerCase() === from.toLowerCase() : covers(identity, from))) {
    problems.push(broken(senderRules.identity, identity, { from }));
  }
  return problems;
}
