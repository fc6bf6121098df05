import { Token } from 'aws-cdk-lib';
import { providersOf } from './identity-providers';
import { CognitoAuthApiProps } from './props';
import { broken, Rule } from './rule';

const LINKING = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html';

export const accountLinkingRules = {
  providers: {
    path: 'accountLinking.providers',
    allowed: 'at least one identity provider, each once',
    advice: 'Name those that are trusted to say whose an email address is, or leave accountLinking out: nothing is linked then.',
    link: LINKING,
  },
  identityProviders: {
    path: 'accountLinking',
    allowed: 'left out where there are no identityProviders',
    advice: 'Declare the providers whose people are to be linked.',
    link: LINKING,
  },
  declared: {
    path: 'accountLinking.providers[{index}]',
    allowed: 'one of identityProviders ({names})',
    advice: 'Write it as the pool has it: names are case-sensitive.',
    link: LINKING,
  },
  facebook: {
    path: 'accountLinking.providers[{index}]',
    allowed: 'a provider that says which addresses it has verified',
    advice: 'Facebook says it of none, so every sign-up from there would be refused: leave it out.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html',
  },
} satisfies Record<string, Rule>;

export function accountLinkingProblems(props: CognitoAuthApiProps): string[] {
  const { accountLinking } = props;
  if (!accountLinking) return [];
  const { providers } = accountLinking;
  if (Token.isUnresolved(providers)) return [];
  const declared = providersOf(props.identityProviders ?? {}).map(({ name }) => name);
  if (declared.length === 0) return [broken(accountLinkingRules.identityProviders, providers)];
  const problems = providers.length === 0 || new Set(providers).size < providers.length ? [broken(accountLinkingRules.providers, providers)] : [];
  return problems.concat(providers.flatMap((name, index) => {
    if (Token.isUnresolved(name)) return [];
    if (!declared.includes(name)) return [broken(accountLinkingRules.declared, name, { index, names: declared.join(', ') })];
    return name === 'Facebook' ? [broken(accountLinkingRules.facebook, name, { index })] : [];
  }));
}
