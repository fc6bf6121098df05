import kept from './logical-ids.json';
import { renamed, type LogicalIds } from './support/renamed';
import { lockedStacks, stackNames } from './support/templates';

/** CloudFormation knows a resource by its logical ID: one that changes is another resource. The list is written by `npm run lock-ids`. */
describe.each(stackNames)('%s', (name) => {
  const locked: LogicalIds = kept[name];
  let now: LogicalIds;
  beforeAll(() => {
    now = Object.fromEntries(Object.entries(lockedStacks[name]()).map(([id, { Type }]) => [id, Type]));
  }, 120_000);

  test('has every resource that it had, under the same logical ID', () => {
    expect(renamed(locked, now)).toEqual([]);
  });

  test('has no resource besides that nobody wrote down: npm run lock-ids', () => {
    expect(Object.keys(now).filter((id) => !(id in locked))).toEqual([]);
  });
});

describe('what a failure says', () => {
  const list = { AuthUserPool1: 'AWS::Cognito::UserPool', AuthFn1: 'AWS::Lambda::Function', AuthKey1: 'AWS::KMS::Key' };

  test('a renamed pool is named with what its users would lose, and where breaking changes are described', () => {
    const { AuthUserPool1, ...others } = list;
    expect(renamed(list, { ...others, AuthPeople2: AuthUserPool1 })).toEqual([
      'UserPool was renamed (AuthUserPool1 is gone, new: AuthPeople2): users of a deployed stack would lose every account: '
      + 'all people would have to register again. A breaking change: see VERSIONING.md',
    ]);
  });

  test('so is a key that is gone, and one that is something else now', () => {
    const { AuthKey1, ...others } = list;
    const lost = ': users of a deployed stack would lose the key that secrets and objects are encrypted with. A breaking change: see VERSIONING.md';
    expect(renamed(list, others)).toEqual([`Key AuthKey1 is gone${lost}`]);
    expect(renamed(list, { ...list, AuthKey1: 'AWS::KMS::Alias' })).toEqual([`Key AuthKey1 is of the type Alias now${lost}`]);
  });

  test('a function that is made anew loses nothing, and has to be written down', () => {
    const { AuthFn1, ...others } = list;
    expect(renamed(list, { ...others, AuthHandler1: AuthFn1 })).toEqual([
      'Function was renamed (AuthFn1 is gone, new: AuthHandler1): it would be made anew in a deployed stack. Where that is meant: npm run lock-ids',
    ]);
  });

  test('new resources are no loss', () => {
    expect(renamed(list, { ...list, AuthMore1: 'AWS::S3::Bucket' })).toEqual([]);
  });
});
