import { GetObjectCommand } from '@aws-sdk/client-s3';
import { Bucket, s3 } from './objects';
import { accountObjects, personObjects } from '../../src/contract/objects';

/** What an object is for, and which of its members the person may see: never a session of Cognito's, nor the image of a seed. */
interface Shown {
  readonly what: string;
  readonly shows: readonly string[];
}

const byHandle: Record<keyof typeof personObjects, Shown> = {
  enrolment: { what: 'An authenticator app that waits for its first code.', shows: ['tried', 'expires'] },
  qrCode: { what: 'The QR code for that authenticator app.', shows: [] },
  totp: { what: 'An authenticator app that was asked for and waits for its first code.', shows: ['tried', 'expires'] },
  totpQrCode: { what: 'The QR code for that authenticator app.', shows: [] },
  pendingSignIns: { what: 'Wrong codes at sign-ins, and since when sign-ins that had begun are over.', shows: ['codes', 'since', 'begun_from'] },
  emailCodeSent: { what: 'When a code to sign in with was last mailed.', shows: ['sent_at'] },
  smsCodeSent: { what: 'When a code to sign in with was last sent as a text message.', shows: ['sent_at'] },
  signInCodes: { what: 'Wrong ones of those codes.', shows: ['codes', 'since'] },
  invitationSent: { what: 'When an invitation was last mailed.', shows: ['sent_at'] },
  passwordResetSent: { what: 'When a code for a new password was last mailed.', shows: ['sent_at'] },
  mfaResetSent: { what: 'When a code for another second factor was last mailed.', shows: ['sent_at'] },
  attributeCodeSent: { what: 'When a code was last mailed to prove the address.', shows: ['sent_at'] },
  passwordRecovered: { what: 'When the password was last recovered by mail.', shows: ['at'] },
  mfaResetPending: { what: 'When a second factor was taken away to be replaced.', shows: ['at'] },
};

/** The picture itself is a category of its own. */
const bySub: Record<Exclude<keyof typeof accountObjects, 'picture'>, Shown> = {
  uploadedPicture: { what: 'A picture that was uploaded: see set-picture.', shows: [] },
  // Not whether the address is another account's.
  emailChange: { what: 'An email address that waits for its code.', shows: ['to', 'sent_at', 'codes', 'since'] },
  phoneChange: { what: 'A phone number that waits for its code.', shows: ['to', 'sent_at', 'codes', 'since'] },
};

const shown = async (Key: string, { what, shows }: Shown): Promise<{ what: string; content: Record<string, unknown> }[]> => {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const text = await Body!.transformToString('latin1');
    // Images show nothing, and are no JSON.
    const content: Record<string, unknown> = shows.length > 0 ? JSON.parse(text) : {};
    return [{ what, content: Object.fromEntries(Object.entries(content).filter(([name]) => shows.includes(name))) }];
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') {
      return [];
    }
    throw error;
  }
};

/** What the bucket holds on a person. Who has no address has no handle, which would be everybody's who has none. */
export const recordsOf = async (handle: string | undefined, sub: string) => {
  const keys = [
    ...Object.entries(byHandle).map(([name, one]) => [handle && personObjects[name as keyof typeof byHandle](handle), one] as const),
    ...Object.entries(bySub).map(([name, one]) => [accountObjects[name as keyof typeof bySub](sub), one] as const),
  ];
  return (await Promise.all(keys.map(([key, one]) => key ? shown(key, one) : []))).flat();
};
