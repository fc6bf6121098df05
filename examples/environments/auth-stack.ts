import { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { Settings } from './settings/settings';
import { makePeopleWebAcl } from '../locked-down/people-web-acl';
import { CognitoAuthApi, Preset } from 'cognito-auth-api';

/**
 * The same stack in every environment: what differs is in `settings/`, and nothing here asks which one it is. Whatever needs a name that is unique in the
 * account gets it from there, or has none, and CloudFormation names it after the stack.
 */
export class AuthStack extends Stack {
  readonly auth: CognitoAuthApi;

  constructor(scope: Construct, settings: Settings) {
    super(scope, `HarbourAuth-${settings.name}`, {
      env: { account: settings.account, region: settings.region },
      tags: { environment: settings.name },
      terminationProtection: settings.preset === Preset.PRODUCTION,
    });
    // By its attributes, not by a lookup: a synth needs no credentials, and gives the same template everywhere.
    const hostedZone = HostedZone.fromHostedZoneAttributes(this, 'Zone', settings.hostedZone);
    const domainName = settings.apiDomain;

    this.auth = new CognitoAuthApi(this, 'Auth', {
      preset: settings.preset,
      logRetention: settings.logRetention,
      throttle: settings.throttle,
      messages: { appName: settings.appName, from: settings.sender, replyTo: settings.replyTo, hostedZone },
      customDomain: {
        domainName,
        hostedZone,
        certificate: new Certificate(this, 'Certificate', { domainName, validation: CertificateValidation.fromDns(hostedZone) }),
      },
      domain: { prefix: settings.domainPrefix },
      clients: { web: { callbackUrls: [`${settings.appUrl}/callback`], logoutUrls: [`${settings.appUrl}/`] } },
      webAclArn: settings.webAcl ? makePeopleWebAcl(this).attrArn : undefined,
    });

    // For stacks of other teams, which need not know this one.
    new StringParameter(this, 'ApiUrl', { parameterName: `/harbour/${settings.name}/auth/api-url`, stringValue: this.auth.apiUrl });
    if (settings.alarms) this.addAlarms();
  }

  /** Without an action so far: `alarm.addAlarmAction(...)` tells whoever is on call. */
  private addAlarms(): void {
    const options = { evaluationPeriods: 3, treatMissingData: TreatMissingData.NOT_BREACHING };
    new Alarm(this, 'ServerErrors', { metric: this.auth.metricServerErrors(), threshold: 5, ...options });
    new Alarm(this, 'SlowAnswers', { metric: this.auth.metricLatency({ statistic: 'p95' }), threshold: 3000, ...options });
  }
}
