import { Stack, CfnParameter } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { ConfigurationSet, EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { MessageOptions } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';

const SENDER = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html';
const IDENTITIES = 'See https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html';

const zone = (zoneName = 'example.com') => (stack: Stack) => HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName });
const identity = (name: string) => (stack: Stack) => EmailIdentity.fromEmailIdentityName(stack, 'Identity', name);
/** With an identity of its own, so that no region is asked for. */
const from = (address: string) => (stack: Stack): MessageOptions => ({ from: address, hostedZone: zone()(stack) });

const said = (options: MessageOptions | ((stack: Stack) => MessageOptions)) =>
  problemsOf((stack) => ({ messages: typeof options === 'function' ? options(stack) : options }));

const address = 'must be one email address, with nothing but ASCII before the @, but is';
const alone = 'Write it alone, such as "no-reply@example.com".';

test.each([
  'example.com', '@example.com', 'a@', 'a@b', 'a@@example.com', 'a@b@example.com', 'Harbour <a@example.com>', 'a b@example.com', 'a@exa mple.com', '.a@example.com',
  'a..b@example.com', 'ä@example.com', 'a@example.com\r\nBcc: b@example.com', 'a@-example.com', `${'a'.repeat(65)}@example.com`, '',
])('refuses %j as an address', (given) => {
  expect(said({ from: given })).toEqual([`messages.from ${address} ${JSON.stringify(given)}. ${alone} A name beside it goes to messages.fromName. ${SENDER}`]);
  expect(said({ replyTo: given })).toEqual([`messages.replyTo ${address} ${JSON.stringify(given)}. ${alone} ${SENDER}`]);
});

test.each([
  'no-reply@example.com', 'a+b.c_d@mail.example.com', 'No-Reply@Example.com', '#!$%&\'*+/=?^_`{|}~-@example.com',
])('takes %s', (given) => {
  expect(said(from(given))).toEqual([]);
  expect(said({ replyTo: given })).toEqual([]);
});

test('takes a domain that is not ASCII, in a zone that is named either way', () => {
  for (const name of ['bücher.example', 'xn--bcher-kva.example.']) {
    expect(said((stack) => ({ from: 'a@mail.Bücher.example', hostedZone: zone(name)(stack) }))).toEqual([]);
  }
});

test.each(['', ' Ada', 'Ada ', 'a'.repeat(65), 'Ada\r\nBcc: x@example.com', 'Ada\u202Egnp', 'Ada\u2028'])('refuses %j as the sender\'s name', (fromName) => {
  expect(said((stack) => ({ ...from('a@example.com')(stack), fromName }))).toEqual([
    `messages.fromName must be 1 to 64 printable characters, with no space at either end, but is ${JSON.stringify(fromName)}. `
    + `It stands in the From header of each mail, which a line break would end. ${SENDER}`,
  ]);
});

test.each<[string, (stack: Stack) => MessageOptions, string]>([
  ['fromName', () => ({ fromName: 'Ada' }), '"Ada"'],
  ['sesRegion', () => ({ sesRegion: 'eu-west-1' }), '"eu-west-1"'],
  ['emailIdentity', (stack) => ({ emailIdentity: identity('example.com')(stack) }), '"Stack/Identity"'],
  ['configurationSet', (stack) => ({ configurationSet: ConfigurationSet.fromConfigurationSetName(stack, 'Set', 'mails') }), '"Stack/Set"'],
])('refuses messages.%s without an address to send from', (prop, options, given) => {
  expect(said(options)).toEqual([`messages.${prop} must be left out where messages.from is, but is ${given}. It is for mails through SES, which messages.from asks `
    + `for; Cognito's own sender has an address of its own. ${SENDER}`]);
});

test('refuses a zone whose name is not known', () => {
  const unnamed = (stack: Stack) => HostedZone.fromHostedZoneId(stack, 'Zone', 'Z1');
  expect(said((stack) => ({ from: 'a@example.com', hostedZone: unnamed(stack) }))).toEqual(['messages.hostedZone must be a zone whose name is known, but is '
    + `"Stack/Zone". The identity is that of its domain: use HostedZone.fromHostedZoneAttributes, with id and name, rather than fromHostedZoneId. ${IDENTITIES}`]);
});

test.each(['other.example', 'ample.com', 'mail.example.com'])('refuses the zone %s for an address elsewhere', (name) => {
  expect(said((stack) => ({ from: 'a@example.com', hostedZone: zone(name)(stack) }))).toEqual(['messages.hostedZone must be a zone that the domain of messages.from '
    + `("a@example.com") lies in, but is "${name}". An identity covers its domain and those below it: give the zone of that domain, or an address in this one. ${IDENTITIES}`]);
});

test.each(['other.example', 'b@example.com', 'ample.com'])('refuses the identity %s for another\'s address', (name) => {
  expect(said((stack) => ({ from: 'a@example.com', emailIdentity: identity(name)(stack) }))).toEqual(['messages.emailIdentity must be the identity of "a@example.com" '
    + `or of a domain that it lies in, but is "${name}". SES sends from an address only for an identity that covers it, and Cognito refuses any other: verify the `
    + `address or its domain. ${IDENTITIES}`]);
});

test('refuses an identity beside the zone that makes one', () => {
  expect(said((stack) => ({ ...from('a@example.com')(stack), emailIdentity: identity('example.com')(stack) }))).toEqual(['messages.emailIdentity must be left out where '
    + 'messages.hostedZone is given, but is "Stack/Identity". The zone makes the identity. Remove the zone to send through the identity that is there. '
    + IDENTITIES]);
});

test('asks for the region of the identity where the stack has none', () => {
  expect(said({ from: 'a@example.com' })).toEqual(['messages.sesRegion must be given in a stack without a region, but is left out. The identity of messages.from is '
    + 'looked for in one region: say in which, give the stack an env.region, or name the identity by its ARN as messages.emailIdentity. ' + SENDER]);
  expect(said({ from: 'a@example.com', sesRegion: 'eu-west-1' })).toEqual([]);
  expect(said((stack) => ({ from: 'a@example.com', emailIdentity: identity('example.com')(stack) }))).toEqual([]);
});

test('refuses a region that is none, or where the identity says it already', () => {
  expect(said({ from: 'a@example.com', sesRegion: 'Ireland' })).toEqual(['messages.sesRegion must be the name of a region, but is "Ireland". Write it as AWS does, such '
    + `as "eu-west-1". Not every region that has SES serves the pools of every other. ${SENDER}`]);
  const taken = (prop: string) => [`messages.sesRegion must be left out where messages.${prop} is given, but is "us-west-2". That already says where the identity is. `
    + `EmailIdentity.fromEmailIdentityArn names one in another region. ${SENDER}`];
  expect(said((stack) => ({ ...from('a@example.com')(stack), sesRegion: 'us-west-2' }))).toEqual(taken('hostedZone'));
  expect(said((stack) => ({ from: 'a@example.com', emailIdentity: identity('example.com')(stack), sesRegion: 'us-west-2' }))).toEqual(taken('emailIdentity'));
});

test('refuses a key for codes that nobody gets', () => {
  const key = (stack: Stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1');
  expect(said((stack) => ({ customSenderKmsKey: key(stack) }))).toEqual(['messages.customSenderKmsKey must be left out where there is no custom sender, but is "Stack/Key". '
    + 'It encrypts codes for messages.customEmailSender and messages.customSmsSender alone: give one of these, or remove the key. '
    + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html']);
});

test('points custom senders among the triggers to where they belong', () => {
  const sender = (stack: Stack) => LambdaFunction.fromFunctionArn(stack, 'Sender', 'arn:aws:lambda:eu-west-1:123456789012:function:sender');
  for (const name of ['customEmailSender', 'customSmsSender']) {
    expect(problemsOf((stack) => ({ triggers: { [name]: sender(stack) } })).join()).toContain(`but is "${name}". Give it as messages.${name}, which makes the key that it needs.`);
  }
});

test('leaves to AWS what only the deployment knows', () => {
  const known = (stack: Stack) => new CfnParameter(stack, 'Address').valueAsString;
  expect(said((stack) => {
    const token = known(stack);
    return { from: token, fromName: token, replyTo: token, sesRegion: token };
  })).toEqual([]);
});
