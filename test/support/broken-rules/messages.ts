import { App, Aws, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Breaking, Examples } from './parts';
import { CognitoAuthApi, type MessageOptions, type MessageTemplate } from '../../../src';

const imports = new Stack(new App(), 'MessageImports');
const hostedZone = HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const unnamedZone = HostedZone.fromHostedZoneId(imports, 'UnnamedZone', 'Z1');
const emailIdentity = EmailIdentity.fromEmailIdentityName(imports, 'Identity', 'example.com');
const customSenderKmsKey = Key.fromKeyArn(imports, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
const from = 'no-reply@example.com';

const template = (parts: MessageTemplate): Breaking => ({ messages: { templates: { de: { mfaCode: parts } } } });
const mail = { subject: 'Code', body: '{code}' };

/** Props that break a rule of messages, by the name of the rules, and of the rule. */
export const examples: Examples = {
  senderRules: {
    from: { messages: { from: 'example.com' } },
    replyTo: { messages: { replyTo: 'example.com' } },
    fromName: { messages: { from, fromName: 'a\nb' } },
    needsFrom: { messages: { fromName: 'Harbour' } },
    zoneName: { messages: { from, hostedZone: unnamedZone } },
    zone: { messages: { from: 'no-reply@example.org', hostedZone } },
    identity: { messages: { from: 'no-reply@example.org', emailIdentity } },
    oneIdentity: { messages: { from, hostedZone, emailIdentity } },
    sesRegion: () => {
      const messages: MessageOptions = { from };
      new CognitoAuthApi(new Stack(new App(), 'Anywhere'), 'Auth', { messages });
    },
    regionName: { messages: { from, sesRegion: 'Ireland' } },
    regionTaken: { messages: { from, hostedZone, sesRegion: 'eu-west-1' } },
    senderKey: { messages: { customSenderKmsKey } },
  },
  templateRules: {
    locale: { messages: { templates: { german: {} } } },
    oneOfLocale: { messages: { templates: { de: {}, DE: {} } } },
    known: template({ sms: `${Aws.REGION} {code}` }),
    mailWhole: template({ body: '{code}' }),
    subject: template({ ...mail, subject: 'a\nb' }),
    subjectPlain: template({ ...mail, subject: 'Code {name}' }),
    placeholder: template({ ...mail, body: '{code} {link}' }),
    required: template({ ...mail, body: 'code' }),
    bodyLength: template({ ...mail, body: '{code}'.padEnd(20_001, '-') }),
    smsLength: template({ sms: '{code}'.padEnd(141, '-') }),
    smsCharacters: template({ sms: '{code}\r' }),
  },
};
