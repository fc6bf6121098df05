import { CommandError } from './command-error';

/** JSON services and CloudFormation call the same things by different names. */
const REFUSED_CREDENTIALS = [
  'ExpiredToken', 'ExpiredTokenException', 'IncompleteSignature', 'IncompleteSignatureException', 'InvalidClientTokenId', 'InvalidSignatureException',
  'MissingAuthenticationToken', 'RequestExpired', 'SignatureDoesNotMatch', 'UnrecognizedClientException',
];
const DENIED = ['AccessDenied', 'AccessDeniedException'];
const UNREACHED = ['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'ENETUNREACH', 'ENOTFOUND', 'ETIMEDOUT'];

/** What an error of AWS's means for the person at the keyboard; any other error is ours, and stays as it is. `actions` are what the command does at AWS. */
export function explained(error: unknown, actions: readonly string[]): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const { name, message, code, $metadata } = error as Error & { readonly code?: string; readonly $metadata?: object };
  if (/CredentialsProviderError|TokenProviderError/.test(name)) {
    return new CommandError(`There are no credentials of AWS: sign in as for the AWS command line, or name a profile with --profile. (${message})`);
  }
  if (/^Region (is missing|not accepted)/.test(message)) return new CommandError('Which region of AWS? Give --region, or set AWS_REGION.');
  if (REFUSED_CREDENTIALS.includes(name)) return new CommandError(`AWS does not take these credentials: ${message}`);
  if (DENIED.includes(name)) {
    return new CommandError(`These credentials are not allowed to do that: ${message}\nThe command needs:\n  ${actions.join('\n  ')}`);
  }
  if (code !== undefined && UNREACHED.includes(code)) return new CommandError(`AWS cannot be reached (${code}): look at the network, and at the region.`);
  return $metadata === undefined ? error : new CommandError(`AWS answered ${name}: ${message}`);
}
