import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { allowLinking } from './account-linking';
import { attachCustomSenders, customSenderKey } from './custom-senders';
import { makeEmailIdentity, sendThroughIdentity, warnOfCognitosSender } from './messages';
import { makePreSignUpFunction } from './pre-sign-up';
import { PreTokenGeneration } from './pre-token-generation';
import { Settings } from './settings';
import { makeSmsRole } from './sms-role';
import { makeCustomMessageFunction, makeUserPool } from './user-pool';

/** A pool of our own, with all that it calls and sends through: what there is not where `userPool` is given. */
export class MadeUserPool {
  readonly userPool: UserPool;
  readonly customMessageFunction: NodejsFunction;
  readonly preSignUpFunction?: NodejsFunction;
  readonly preTokenGeneration: PreTokenGeneration;
  readonly smsRole?: Role;
  readonly customSenderKmsKey?: IKey;
  readonly emailIdentity?: EmailIdentity;

  constructor(scope: Construct, settings: Settings) {
    this.customMessageFunction = makeCustomMessageFunction(scope, settings);
    this.preSignUpFunction = makePreSignUpFunction(scope, settings);
    this.smsRole = makeSmsRole(scope, settings);
    this.customSenderKmsKey = customSenderKey(scope, settings);
    this.emailIdentity = makeEmailIdentity(scope, settings);
    this.userPool = makeUserPool(scope, {
      customMessage: this.customMessageFunction,
      preSignUp: this.preSignUpFunction,
      customSenderKmsKey: this.customSenderKmsKey,
      smsRole: this.smsRole,
    }, settings);
    sendThroughIdentity(this.userPool, this.emailIdentity, settings);
    attachCustomSenders(this.userPool, this.customSenderKmsKey, settings);
    warnOfCognitosSender(this.userPool, settings);
    this.preTokenGeneration = new PreTokenGeneration(scope, this.userPool, settings);
    if (this.preSignUpFunction && settings.accountLinking) allowLinking(scope, this.userPool, this.preSignUpFunction);
  }
}
