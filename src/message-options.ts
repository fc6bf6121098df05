import { IKey } from 'aws-cdk-lib/aws-kms';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { IConfigurationSet, IEmailIdentity } from 'aws-cdk-lib/aws-ses';

/**
 * The words of one message: as a mail, `subject` and `body`, and as a text, `sms`. What is left out is looked for in the next locale, and at last
 * among our own words or Cognito's.
 */
export interface MessageTemplate {
  /** The mail's subject: 1 to 140 printable characters on one line, without placeholders. Goes with `body`. */
  readonly subject?: string;

  /**
   * The mail's body, as HTML, with the placeholder `{code}` for the code or temporary password, and in an invitation `{username}` for the name to
   * sign in with, which it must have, too: AWS discards it otherwise. `{name}` is the person's name, escaped, and empty where there is none.
   * At most 20,000 characters with a name of 128 in it. Goes with `subject`.
   *
   * @default - that of the next locale
   */
  readonly body?: string;

  /**
   * The text for a phone, with the same placeholders. Of `{name}` it gets letters, digits, blanks, hyphens and apostrophes, at most 20 characters of
   * them: nobody's name can bring a link into a text of yours. At most 140 characters with such a name in it, of printable ones and line feeds.
   *
   * @default - that of the next locale
   */
  readonly sms?: string;
}

/** The words of all messages, for the people of one locale. */
export interface MessageTemplates {
  /**
   * Brings an account's temporary password to the person it was made for.
   *
   * @default - that of the next locale, and at last our own: "Welcome to <app name>"
   */
  readonly invitation?: MessageTemplate;

  /**
   * Brings the code that proves an address or a number: after a sign-up, and when it was changed.
   *
   * @default - that of the next locale, and at last our own in mails, "<app name> confirmation code", and Cognito's in texts
   */
  readonly verification?: MessageTemplate;

  /**
   * Brings the code for a new password.
   *
   * @default - that of the next locale, and at last our own: "<app name> forgot password"
   */
  readonly passwordReset?: MessageTemplate;

  /**
   * Brings the code that, together with the password, replaces the authenticator app.
   *
   * @default - that of the next locale, and at last our own: "<app name> second factor reset"
   */
  readonly mfaReset?: MessageTemplate;

  /**
   * Brings the code of a sign-in: a second factor, or a one-time password.
   *
   * @default - that of the next locale, and at last Cognito's own
   */
  readonly mfaCode?: MessageTemplate;
}

/** What people read, and who sends it. */
export interface MessageOptions {
  /**
   * Names the app in the subject of mails and in authenticator apps, and is refused as a part of passwords. Authenticator apps keep the
   * name that they were enrolled with. 1 to 64 printable characters without a colon.
   *
   * @default 'our app'
   */
  readonly appName?: string;

  /**
   * Sends the mails from this address, such as `no-reply@example.com`, through SES of this account, within its quota: an account in SES's sandbox
   * reaches nobody but verified addresses. The identity that it belongs to must be verified when this is deployed, or Cognito refuses it: see
   * `hostedZone`. Whoever deploys needs `iam:CreateServiceLinkedRole`, for Cognito sends by a role of its own.
   *
   * @default - Cognito's own sender, no-reply@verificationemail.com, with 50 mails a day
   */
  readonly from?: string;

  /**
   * Shows this name beside `from`: 1 to 64 printable characters.
   *
   * @default - the address alone
   */
  readonly fromName?: string;

  /**
   * Directs answers to this address.
   *
   * @default - that of the sender
   */
  readonly replyTo?: string;

  /**
   * Makes the SES identity of the zone's domain, in the stack's region, and the three DKIM records by which SES verifies it, within minutes as a
   * rule. It covers `from` at the domain and below. Cognito refuses an identity that is not verified yet, and CloudFormation does not wait for it:
   * deploy the zone first and `from` after that. Identity and records leave with the stack or this prop. A domain has one identity in a region: give
   * it to others as their `emailIdentity`.
   *
   * @default - an identity that is there already: `emailIdentity`
   */
  readonly hostedZone?: IHostedZone;

  /**
   * Sends through this verified identity of SES, an address or a domain that `from` belongs to: `EmailIdentity.fromEmailIdentityName` names one in
   * the stack's region, `EmailIdentity.fromEmailIdentityArn` also one in another region that Cognito takes for yours.
   *
   * @default - that of `hostedZone`, else the identity of the address `from` itself
   */
  readonly emailIdentity?: IEmailIdentity;

  /**
   * Says where the identity of the address `from` is. Must be given where the stack's region is not known at synth and neither `hostedZone` nor
   * `emailIdentity` is there to say it.
   *
   * @default - the stack's region
   */
  readonly sesRegion?: string;

  /**
   * Applies this SES configuration set to the mails: events, dedicated addresses, suppression.
   *
   * @default - none
   */
  readonly configurationSet?: IConfigurationSet;

  /**
   * Replaces the words of mails and texts, by locale: a language tag such as `de` or `pt-BR`, or `default` for everyone else. A person's `locale`
   * attribute chooses: its tag, else that without its last parts, else `default`, else our own words, or Cognito's. The templates travel as a file
   * beside the code of `customMessageFunction`, so there may be many. They do not reach custom senders, which word the message themselves.
   *
   * @default - ours for invitation, password reset and MFA reset, Cognito's for the rest
   */
  readonly templates?: { [locale: string]: MessageTemplates };

  /**
   * Is called by Cognito to send each mail, in place of Cognito's own sender or SES. It gets the code encrypted and may decrypt it by
   * `customSenderKmsKey`, with the AWS Encryption SDK: a function that was imported without its role must be allowed `kms:Decrypt` where it is made.
   *
   * @default - none
   */
  readonly customEmailSender?: IFunction;

  /**
   * Is called by Cognito to send each text, in place of SNS, and decrypts the code as `customEmailSender` does.
   *
   * @default - none
   */
  readonly customSmsSender?: IFunction;

  /**
   * Encrypts the codes on their way to the custom senders. Symmetric, in the stack's region; its policy must let IAM policies of the account grant
   * its use, as CDK's default does. Whoever deploys needs `kms:CreateGrant` on it, for Cognito makes its grant in that name.
   *
   * @default - a new key where there is a custom sender: `customSenderKmsKey`
   */
  readonly customSenderKmsKey?: IKey;
}
