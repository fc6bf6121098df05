import { isDeepStrictEqual } from 'node:util';
import createOnly from '../../test/baseline/create-only.json';
import { stateful } from '../../test/support/stateful';
import type { Resource, Resources } from '../../test/support/templates';

/**
 * What CloudFormation's specification does not call create-only, and yet cannot be changed: the service refuses the update, so that a deployment fails.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
 */
const refused: Readonly<Record<string, readonly string[]>> = {
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion'],
};

interface Attribute {
  readonly Name: string;
  readonly Required?: boolean;
}

const schemaOf = ({ Properties }: Resource) => (Properties?.Schema ?? []) as readonly Attribute[];

/** A pool's attributes can be added, but neither changed nor taken away, and those that are added cannot be required. */
const schemaChanges = (kept: Resource, now: Resource): string[] => [
  ...schemaOf(kept).filter((attribute) => !schemaOf(now).some((other) => isDeepStrictEqual(attribute, other)))
    .map(({ Name }) => `has a changed attribute ${Name} in its Schema, which Cognito refuses`),
  ...schemaOf(now).filter(({ Name, Required }) => Required && !schemaOf(kept).some((other) => other.Name === Name))
    .map(({ Name }) => `has a new required attribute ${Name} in its Schema, which Cognito refuses`),
];

const KEPT = 'Retain';
const isProtected = ({ Properties }: Resource) => Properties?.DeletionProtection === 'ACTIVE';

const changesOf = (kept: Resource, now: Resource | undefined): string[] => {
  if (!now) {
    return ['is gone: CloudFormation would remove it or let go of it'];
  }
  if (kept.Type !== now.Type) {
    return [`is of the type ${now.Type} now`];
  }
  const known: readonly string[] | undefined = (createOnly as Record<string, string[]>)[kept.Type];
  if (!known) {
    return ['is of a type that test/baseline/create-only.json does not know: npm run baseline -- --spec FOLDER'];
  }
  const changed = (property: string) => !isDeepStrictEqual(kept.Properties?.[property], now.Properties?.[property]);
  return [
    ...known.filter(changed).map((property) => `would be replaced, since its ${property} changes`),
    ...(refused[kept.Type] ?? []).filter(changed).map((property) => `has another ${property}, which its service refuses`),
    ...kept.Type === 'AWS::Cognito::UserPool' ? schemaChanges(kept, now) : [],
    ...(['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter((policy) => kept[policy] === KEPT && now[policy] !== KEPT)
      .map((policy) => `would no longer stay, since its ${policy} is ${now[policy] ?? 'Delete'} now`),
    ...isProtected(kept) && !isProtected(now) ? ['would no longer be protected from deletion'] : [],
  ];
};

/** What a stack that was deployed with the last release would lose by this one, in words: each resource of it that would be replaced or is gone. */
export const replaced = (kept: Resources, now: Resources): string[] => Object.entries(kept).flatMap(([id, resource]) =>
  changesOf(resource, now[id]).map((change) => `${resource.Type.split('::').at(-1)} ${id} ${change}. `
    + `Users of a deployed stack would lose ${stateful[resource.Type] ?? 'what is in it'}. A breaking change: see VERSIONING.md`));
