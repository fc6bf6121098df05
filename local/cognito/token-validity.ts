import { Client } from './state';

const UNITS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

type Token = 'AccessToken' | 'IdToken' | 'RefreshToken';

// [D] What a client has that states nothing, and the unit of a number without one.
const DEFAULT: Record<Token, { value: number; unit: string }> = {
  AccessToken: { value: 1, unit: 'hours' },
  IdToken: { value: 1, unit: 'hours' },
  RefreshToken: { value: 30, unit: 'days' },
};

/** In seconds. */
export function tokenValidity(client: Client, token: Token): number {
  // [D] A refresh validity of 0 means the default.
  const value = client.config[`${token}Validity`] || DEFAULT[token].value;
  const unit = client.config[`${token}Validity`] ? client.config.TokenValidityUnits?.[token] ?? DEFAULT[token].unit : DEFAULT[token].unit;
  return value * UNITS[unit];
}
