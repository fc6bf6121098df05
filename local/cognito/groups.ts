import { Cognito, own } from './cognito';
import { faults } from './errors';
import { Group, Pool } from './state';

interface GroupInput {
  readonly GroupName: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Precedence?: number;
}

/** Makes it or changes it; the members stay. */
export function putGroup(cognito: Cognito, pool: Pool, input: GroupInput): Group {
  const now = cognito.now();
  const present = own(pool.groups, input.GroupName);
  const group: Group = {
    name: input.GroupName,
    description: input.Description,
    roleArn: input.RoleArn,
    precedence: input.Precedence,
    createdAt: present?.createdAt ?? now,
    modifiedAt: now,
    members: present?.members ?? [],
  };
  pool.groups[group.name] = group;
  return group;
}

export function existingGroup(pool: Pool, name: string): Group {
  const group = own(pool.groups, name);
  if (!group) throw faults.groupNotFound();
  return group;
}
