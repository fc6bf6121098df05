import { ClientAttributes } from 'aws-cdk-lib/aws-cognito';
import { mappedAttributes, VERIFIED_ATTRIBUTES } from './app-client';
import { AppClientOptions } from './app-client-options';
import { STANDARD_ATTRIBUTES } from './attribute-validation';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const ATTRIBUTES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html';

export const clientAttributeRules = {
  readAttribute: {
    path: 'clients.{name}.readAttributes',
    allowed: 'standard attributes and those of customAttributes',
    advice: 'Declare it in customAttributes, or correct its name.',
    link: ATTRIBUTES,
  },
  writeAttribute: {
    path: 'clients.{name}.writeAttributes',
    allowed: 'standard attributes other than sub, and mutable ones of customAttributes',
    advice: 'Declare it in customAttributes with mutable: true, or leave it out.',
    link: ATTRIBUTES,
  },
  verifiedAttribute: {
    path: 'clients.{name}.writeAttributes',
    allowed: 'without email_verified and phone_number_verified',
    advice: 'People would say of themselves that an address is proven: leave it out.',
    link: ATTRIBUTES,
  },
  mappedAttributes: {
    path: 'clients.{name}.writeAttributes',
    allowed: 'a list with {missing}, which its identity providers map',
    advice: 'Cognito writes them by this right, and people could not sign in a second time: add them, or leave the provider or the mapping out.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html',
  },
} satisfies Record<string, Rule>;

export function clientAttributeProblems(name: string, options: AppClientOptions, settings: Settings): string[] {
  const { customAttributes, userPool } = settings;
  const custom = Object.keys(customAttributes).map((attribute) => `custom:${attribute}`);
  const listed = (attributes?: ClientAttributes) => attributes?.attributes() ?? [];
  // Those of a pool that is made elsewhere are not known.
  const foreign = (attribute: string) => userPool !== undefined && attribute.startsWith('custom:');
  const unreadable = listed(options.readAttributes)
    .filter((attribute) => !STANDARD_ATTRIBUTES.includes(attribute) && !custom.includes(attribute) && !foreign(attribute));
  const written = listed(options.writeAttributes);
  const writable = [
    ...STANDARD_ATTRIBUTES.filter((attribute) => attribute !== 'sub'), ...custom.filter((_, index) => Object.values(customAttributes)[index].bind().mutable),
  ];
  const unwritable = written.filter((attribute) => !writable.includes(attribute) && !foreign(attribute));
  const verified = written.filter((attribute) => VERIFIED_ATTRIBUTES.includes(attribute));
  const missing = options.writeAttributes ? mappedAttributes(options, settings).filter((attribute) => !written.includes(attribute)) : [];
  return [
    ...unreadable.length > 0 ? [broken(clientAttributeRules.readAttribute, unreadable, { name })] : [],
    ...unwritable.length > 0 ? [broken(clientAttributeRules.writeAttribute, unwritable, { name })] : [],
    ...verified.length > 0 ? [broken(clientAttributeRules.verifiedAttribute, verified, { name })] : [],
    ...missing.length > 0 ? [broken(clientAttributeRules.mappedAttributes, written, { name, missing: [...new Set(missing)].join(', ') })] : [],
  ];
}
