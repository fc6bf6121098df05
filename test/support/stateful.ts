/** The types of resources that hold something which no deployment brings back, and what their users lose with one. */
export const stateful: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'the URL that their apps call',
  'AWS::ApiGatewayV2::DomainName': 'the API\'s domain for as long as it is made anew',
  'AWS::CloudFront::Distribution': 'the URL that their apps call',
  'AWS::Cognito::IdentityPool': 'each person\'s identity, and with it the way to the person\'s files',
  'AWS::Cognito::UserPool': 'every account: all people would have to register again',
  'AWS::Cognito::UserPoolClient': 'every session: apps would have to take over a new client id, and people to sign in again',
  'AWS::Cognito::UserPoolDomain': 'the sign-in pages\' address, and passkeys that belong to it',
  'AWS::Cognito::UserPoolGroup': 'who is in the group',
  'AWS::Cognito::UserPoolIdentityProvider': 'the way in through it for as long as it is made anew',
  'AWS::Cognito::UserPoolResourceServer': 'the scopes that clients were given',
  'AWS::KMS::Key': 'the key that secrets and objects are encrypted with',
  'AWS::Logs::LogGroup': 'sight of the log, the record of who did what among it: it goes on in another one',
  'AWS::S3::Bucket': 'the objects: pending enrolments, pictures, the files of logs',
  'AWS::SecretsManager::Secret': 'the secret: an app client\'s, or the one that other systems were given',
  'AWS::SES::EmailIdentity': 'the verified sender: mails stop until DNS proves it again',
};
