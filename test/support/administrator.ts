import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { awsOf } from './aws';
import type { LocalApi } from './local';
import type { Person } from './person';
import { ADMINISTRATORS_GROUP } from '../../src/contract';

/** Makes someone with an account an administrator, which their tokens say from the next sign-in on. */
export const makeAdministrator = async (api: LocalApi, person: Person): Promise<void> => {
  const { cognito, UserPoolId } = await awsOf(api);
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: person.email, GroupName: ADMINISTRATORS_GROUP }));
};

/** What the log says of the newest request to an operation. */
export const auditLine = async (api: LocalApi, operation: string): Promise<any> => {
  const lines = (await api.logs()).map(({ message }) => message).filter((message) => message.includes(`"operation":"${operation}"`));
  return JSON.parse(lines.at(-1)!).message;
};
