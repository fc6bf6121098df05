import { whenOf } from './when';

/** A session as the API lists it: what it does not know is null, or Cognito's word for it. */
export interface ListedSession {
  readonly session_id: string;
  readonly type: string | null;
  readonly created_at: string | null;
  readonly last_used_at: string | null;
  readonly device: string | null;
  readonly ip_address: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

const known = (text: string | null): string | undefined => text && text !== 'unknown' ? text : undefined;

export const deviceOf = ({ device, type }: ListedSession): string =>
  known(device) ?? (type === 'SSO' ? 'A browser, at the sign-in pages' : 'An app');

export const factsOf = ({ last_used_at, created_at, city, country, ip_address }: ListedSession): string =>
  [last_used_at && `last used ${whenOf(last_used_at)}`, created_at && `since ${whenOf(created_at)}`, known(city), known(country), known(ip_address)]
    .filter(Boolean).join(' · ');
