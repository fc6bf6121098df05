import {
  AdminGetUserCommand, AdminListDevicesCommand, AdminListGroupsForUserCommand, AdminListUserAuthEventsCommand,
  type AuthEventType, type DeviceType, type SessionDescriptionType, type WebAuthnCredentialDescription,
} from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from './attributes';
import { isOneOf } from './aws-errors';
import { UserPoolId, cognito } from './cognito';
import { listed, type Listed } from './pages';
import { passkeysOf as registeredPasskeys } from './passkeys';
import { trackedSessions, trackedSessionsOf } from './tracked-sessions';

/*
 * What Cognito holds on a person, in the contract's words. What the pool does not keep is undefined. That there is no such person is for the caller to
 * answer.
 */

const iso = (date: Date | undefined): string | undefined => date?.toISOString();

/** For `.catch`: nothing, where the pool keeps no such thing. */
const unlessNotKept = (...names: string[]) => (error: unknown): undefined => {
  if (!isOneOf(error, ['OperationNotEnabledException', ...names])) {
    throw error;
  }
};

const identity = ({ providerName, providerType, userId, dateCreated }: Record<string, unknown>) => ({
  provider: String(providerName),
  provider_type: String(providerType),
  user_id: String(userId),
  linked_at: Number(dateCreated) > 0 ? new Date(Number(dateCreated)).toISOString() : undefined,
});

/** The account itself, the second factors, and who the person is at identity providers. */
export const accountOf = async (Username: string) => {
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
  const { identities = '[]', ...attributes } = attributesOf(user.UserAttributes);
  return {
    account: {
      username: user.Username!,
      status: user.UserStatus!,
      enabled: user.Enabled!,
      created_at: iso(user.UserCreateDate)!,
      modified_at: iso(user.UserLastModifiedDate)!,
      attributes,
    },
    factors: { enabled: user.UserMFASettingList ?? [], preferred: user.PreferredMfaSetting ?? null },
    identities: (JSON.parse(identities) as Record<string, unknown>[]).map(identity),
  };
};

export const groupsOf = (Username: string): Promise<Listed<string>> => listed(async (NextToken) => {
  const { Groups, NextToken: next } = await cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username, NextToken }));
  return { items: Groups?.map(({ GroupName }) => GroupName!), next };
});

const passkey = (one: WebAuthnCredentialDescription) => ({
  credential_id: one.CredentialId!,
  name: one.FriendlyCredentialName!,
  relying_party_id: one.RelyingPartyId!,
  transports: one.AuthenticatorTransports ?? [],
  attachment: one.AuthenticatorAttachment,
  created_at: iso(one.CreatedAt)!,
});

/** Cognito keeps too few to be cut off. */
export const passkeysOf = async (token: string) => (await registeredPasskeys(token)).map(passkey);

const device = (one: DeviceType) => ({
  device_key: one.DeviceKey!,
  attributes: attributesOf(one.DeviceAttributes),
  created_at: iso(one.DeviceCreateDate),
  modified_at: iso(one.DeviceLastModifiedDate),
  last_authenticated_at: iso(one.DeviceLastAuthenticatedDate),
});

/** [M] By which of the two names Cognito refuses in a pool that tracks no devices is unverified; the request itself is sound. */
export const devicesOf = (Username: string): Promise<Listed<ReturnType<typeof device>> | undefined> => listed(async (PaginationToken) => {
  const { Devices, PaginationToken: next } = await cognito.send(new AdminListDevicesCommand({ UserPoolId, Username, PaginationToken }));
  return { items: Devices?.map(device), next };
}).catch(unlessNotKept('InvalidParameterException', 'InvalidUserPoolConfigurationException'));

const session = (one: SessionDescriptionType) => ({
  session_id: one.SessionId!,
  type: one.SessionType!,
  client_id: one.ClientId,
  created_at: iso(one.CreateDate)!,
  last_used_at: iso(one.LastActiveDate)!,
  device: one.DeviceType,
  ip_address: one.LastIPAddress,
  city: one.LastLocation?.City,
  country: one.LastLocation?.Country,
});

/* Sessions are kept where the pool tracks them. */

/** Of the bearer of the token. */
export const sessionsOf = async (token: string) =>
  (await trackedSessions(token).catch(unlessNotKept()))?.map((one) => ({ ...session(one), current: one.IsCurrentSession ?? false }));

/** Of anybody. */
export const sessionsOfUser = async (Username: string) => (await trackedSessionsOf(Username).catch(unlessNotKept()))?.map(session);

const signInEvent = ({ EventRisk, EventContextData, ChallengeResponses = [], EventFeedback, ...one }: AuthEventType) => ({
  event_id: one.EventId!,
  type: one.EventType!,
  at: iso(one.CreationDate)!,
  result: one.EventResponse!,
  risk_decision: EventRisk?.RiskDecision,
  risk_level: EventRisk?.RiskLevel,
  compromised_credentials: EventRisk?.CompromisedCredentialsDetected,
  ip_address: EventContextData?.IpAddress,
  device: EventContextData?.DeviceName,
  city: EventContextData?.City,
  country: EventContextData?.Country,
  timezone: EventContextData?.Timezone,
  challenges: ChallengeResponses.map(({ ChallengeName, ChallengeResponse }) => `${ChallengeName}: ${ChallengeResponse}`),
  feedback: EventFeedback?.FeedbackValue,
});

/** Kept by threat protection alone. */
export const signInEventsOf = (Username: string): Promise<Listed<ReturnType<typeof signInEvent>> | undefined> => listed(async (NextToken) => {
  const { AuthEvents, NextToken: next } = await cognito.send(new AdminListUserAuthEventsCommand({ UserPoolId, Username, NextToken }));
  return { items: AuthEvents?.map(signInEvent), next };
}).catch(unlessNotKept('UserPoolAddOnNotEnabledException'));

/** The last time that the person signed in, or tried to: of the newest events, since others are between. */
export const lastSignInOf = async (Username: string) => {
  const { AuthEvents = [] } = await cognito.send(new AdminListUserAuthEventsCommand({ UserPoolId, Username, MaxResults: 20 }))
    .catch((error): { AuthEvents?: AuthEventType[] } => unlessNotKept('UserPoolAddOnNotEnabledException')(error) ?? {});
  const last = AuthEvents.find(({ EventType }) => EventType === 'SignIn');
  if (!last) {
    return undefined;
  }
  const { at, result, ip_address, device: from, city, country } = signInEvent(last);
  return { at, result, ip_address, device: from, city, country };
};
