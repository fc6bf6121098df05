import { IConstruct } from 'constructs';
import { existingUserPoolProblems } from './existing-user-pool-validation';
import { groupProblems } from './group-validation';
import { identityPoolProblems } from './identity-pool-validation';
import { GroupOptions } from './props';
import { callOf, refuse } from './refuse';
import { broken, Rule } from './rule';
import { Settings } from './settings';

export const addedGroupRules = {
  name: {
    path: 'name',
    allowed: 'that of no group that is declared already',
    advice: 'Take another name, or change the group where it is declared.',
    link: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html',
  },
} satisfies Record<string, Rule>;

/** All groups before are as they should be, so whatever is wrong is about this one. */
export function validateAddedGroup(auth: IConstruct, name: string, options: GroupOptions, settings: Settings): void {
  const groups = { ...settings.groups, [name]: options };
  const problems = Object.keys(settings.groups).includes(name) ? [broken(addedGroupRules.name, name)] : [
    ...groupProblems({ ...settings, groups }),
    ...identityPoolProblems({ ...settings, groups }),
    ...existingUserPoolProblems({ userPool: settings.userPool, groups }),
  ];
  refuse(problems, 'InvalidGroupError', callOf(auth, `addGroup("${name}")`));
}
