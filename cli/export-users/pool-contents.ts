import type { AttributeType, GroupType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import { aws, Target } from '../target';
import { userPoolOf } from '../user-pool';

export interface ExportedGroup {
  readonly name: string;
  readonly description: string | null;
  readonly precedence: number | null;
  readonly role_arn: string | null;
}

export interface ExportedUser {
  readonly username: string;
  readonly status: string;
  readonly enabled: boolean;
  readonly created_at: string;
  readonly modified_at: string;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** Names by who is in them. */
export type Memberships = ReadonlyMap<string, readonly string[]>;

const byName = (one: string, other: string): number => one < other ? -1 : Number(one > other);

/** The custom attributes that the pool has. */
export async function customAttributesOf(target: Target): Promise<string[]> {
  const { SchemaAttributes = [] } = await userPoolOf(target);
  return SchemaAttributes.map(({ Name }) => Name!).filter((name) => name.includes(':'));
}

export async function groupsOf({ cognito, UserPoolId }: Target): Promise<ExportedGroup[]> {
  const { ListGroupsCommand } = await aws();
  const groups: GroupType[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cognito.send(new ListGroupsCommand({ UserPoolId, NextToken }));
    groups.push(...page.Groups ?? []);
    NextToken = page.NextToken;
  } while (NextToken);
  return groups.map(({ GroupName, Description, Precedence, RoleArn }) => ({
    name: GroupName!, description: Description ?? null, precedence: Precedence ?? null, role_arn: RoleArn ?? null,
  })).sort((one, other) => byName(one.name, other.name));
}

/** Who is in which groups: asked by group, since by user it would be a request for each. */
export async function membershipsOf(
  { cognito, UserPoolId }: Target, groups: readonly ExportedGroup[], onProgress: (count: number) => void,
): Promise<Memberships> {
  const { ListUsersInGroupCommand } = await aws();
  const memberships = new Map<string, string[]>();
  let count = 0;
  for (const { name } of groups) {
    let NextToken: string | undefined;
    do {
      const page = await cognito.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: name, NextToken }));
      for (const { Username } of page.Users ?? []) {
        memberships.set(Username!, [...memberships.get(Username!) ?? [], name]);
        onProgress(++count);
      }
      NextToken = page.NextToken;
    } while (NextToken);
  }
  return memberships;
}

/** Page by page, in the order that Cognito has. */
export async function* usersOf({ cognito, UserPoolId }: Target, memberships: Memberships): AsyncGenerator<ExportedUser[]> {
  const { ListUsersCommand } = await aws();
  let PaginationToken: string | undefined;
  do {
    const page = await cognito.send(new ListUsersCommand({ UserPoolId, PaginationToken }));
    yield (page.Users ?? []).map((user) => exported(user, memberships));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
}

const exported = (
  { Username, UserStatus, Enabled, UserCreateDate, UserLastModifiedDate, Attributes }: UserType, memberships: Memberships,
): ExportedUser => ({
  username: Username!,
  status: UserStatus ?? 'UNKNOWN',
  enabled: Enabled ?? false,
  created_at: UserCreateDate!.toISOString(),
  modified_at: UserLastModifiedDate!.toISOString(),
  groups: memberships.get(Username!) ?? [],
  attributes: sorted(Attributes ?? []),
});

const sorted = (attributes: readonly AttributeType[]): Record<string, string> =>
  Object.fromEntries(attributes.map(({ Name, Value }) => [Name!, Value ?? ''] as const).sort(([one], [other]) => byName(one, other)));
