import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { acknowledgeWhatIsInherent } from './acknowledgements';
import { makePeopleWebAcl } from './people-web-acl';
import { CognitoAuthApi, QrCode, TokenDelivery } from 'cognito-auth-api';

/** What security reviews ask for beyond the defaults (required TOTP, rotation, encryption, least privilege, deletion protection, no secrets in logs). */
export class LockedDownStack extends Stack {
  readonly auth: CognitoAuthApi;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const domainName = 'auth.example.com';
    const hostedZone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
    const certificate = new Certificate(this, 'Certificate', { domainName, validation: CertificateValidation.fromDns(hostedZone) });

    this.auth = new CognitoAuthApi(this, 'Auth', {
      messages: { appName: 'Harbour' },

      // Who gets in, and how often they may try.
      featurePlan: FeaturePlan.PLUS,
      threatProtection: {},
      passwordPolicy: { minLength: 16, passwordHistorySize: 12 },
      throttle: { credentialRoutes: { rateLimit: 5, burstLimit: 10 }, otherRoutes: { rateLimit: 50, burstLimit: 100 } },
      webAclArn: makePeopleWebAcl(this).attrArn,

      // How long, and what a stolen token or a script in the page is worth.
      tokens: { access: Duration.minutes(15), id: Duration.minutes(15), refresh: Duration.hours(8), rotationGracePeriod: Duration.seconds(5) },
      tokenDelivery: TokenDelivery.COOKIE,

      // From where.
      customDomain: { domainName, certificate, hostedZone },
      cors: { allowOrigins: ['https://app.example.com'], allowHeaders: ['content-type', 'authorization'] },

      // What stays behind.
      qrCode: QrCode.INLINE,
      logRetention: RetentionDays.TWO_YEARS,
      functionProps: { tracing: Tracing.ACTIVE },
    });

    acknowledgeWhatIsInherent(this, this.auth);
  }
}
