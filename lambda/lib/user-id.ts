import { createHmac } from 'node:crypto';
import { derivedKey } from './client-secret';

/**
 * The handle of an email address: what stands for a person before anything is proven. It is the same for a known and an unknown address, and
 * nobody without our key can compute it or turn it back.
 */
export const handleOf = async (email: string): Promise<string> => {
  const hex = createHmac('sha256', await derivedKey('user-id')).update(`user_id:${email}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

/** Who has no address has no handle: that of an empty one would be everybody's who has none. */
export const ownHandleOf = async (email: string | undefined): Promise<string | undefined> => email ? handleOf(email) : undefined;

/** Whether a user_id is the person's sub, or the handle of their email. */
export const isIdOf = async (userId: string, person: { sub: string; email: string }): Promise<boolean> =>
  userId === person.sub || userId === await handleOf(person.email);
