import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Preset, ThrottleOptions } from 'cognito-auth-api';

/** All that differs between environments. A file that leaves something out does not compile. */
export interface Settings {
  /** Part of every name that must be unique in an account. */
  readonly name: string;
  readonly account: string;
  readonly region: string;

  /**
   * The environment's own, which API and mails have their names in. Two environments in one account cannot share a zone: SES knows each domain
   * once, and the one that is destroyed first would take the other's mails along.
   */
  readonly hostedZone: { readonly hostedZoneId: string; readonly zoneName: string };
  readonly apiDomain: string;
  /** The first label of Cognito's own pages, unique in the region over all accounts. */
  readonly domainPrefix: string;
  /** Where the web app is served. */
  readonly appUrl: string;

  /** What mails and authenticator apps call it: people see from it where they are. */
  readonly appName: string;
  readonly sender: string;
  readonly replyTo: string;

  /** Decides removal policy, deletion protection and, where it is not given, `logRetention`. */
  readonly preset: Preset;
  readonly logRetention: RetentionDays | undefined;
  readonly throttle: Required<ThrottleOptions>;
  /** Guards the user pool, at 5 dollars a month and more. */
  readonly webAcl: boolean;
  readonly alarms: boolean;
}
