import { createCognito } from './cognito';
import { createKms } from './kms';
import { createLambda } from './lambda-service';
import { createS3 } from './s3';
import { createSecretsManager } from './secrets-manager';
import { Host, Provider, Service } from './service';

/** The AWS services that the handlers call. */
export function createServices(host: Host): Service[] {
  // A browser holds passkeys for the site that it is at, which here is http://localhost.
  return [createCognito(host, { relyingPartyId: 'localhost' }), createS3(host), createSecretsManager(host), createLambda(host)];
}

/** Those of which only the resources are there. */
export function createProviders(host: Host): Provider[] {
  return [createKms(host)];
}
