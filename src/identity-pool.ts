import { CfnIdentityPool, CfnIdentityPoolRoleAttachment, IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { FederatedPrincipal, IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ALLOW_UNAUTHENTICATED_IDENTITIES, AMBIGUOUS_ROLE_RESOLUTION } from './defaults';
import { cognitoIdentity } from './gov-cloud';
import { IdentityPoolOptions } from './identity-pool-options';
import { trustedProblems } from './identity-pool-validation';
import { callOf, refuse } from './refuse';
import { Settings } from './settings';

/**
 * An L1: the L2 always makes a role for guests, and makes the pool depend on all that lies under the user pool, where a user may have put what depends
 * on a role of ours.
 */
export class IdentityPool {
  readonly pool: CfnIdentityPool;
  readonly roleAttachment: CfnIdentityPoolRoleAttachment;
  readonly authenticatedRole: IRole;
  readonly unauthenticatedRole?: IRole;
  /** For whoever is signed in. */
  readonly principal: FederatedPrincipal;
  private readonly clients: IUserPoolClient[] = [];

  constructor(
    private readonly scope: Construct, private readonly userPool: IUserPool, private readonly options: IdentityPoolOptions, settings: Settings,
  ) {
    const folder = new Construct(scope, 'IdentityPool');
    const guests = options.allowUnauthenticatedIdentities ?? ALLOW_UNAUTHENTICATED_IDENTITIES;
    this.pool = new CfnIdentityPool(folder, 'Resource', { allowUnauthenticatedIdentities: guests, allowClassicFlow: false });
    // What people keep lies under the ids that it has given them: a new one would give new ids.
    this.pool.applyRemovalPolicy(settings.removalPolicy);
    this.principal = this.principalOf('authenticated');
    this.authenticatedRole = options.authenticatedRole ?? new Role(folder, 'AuthenticatedRole', {
      description: 'Whoever is signed in', assumedBy: this.principal,
    });
    if (guests) {
      this.unauthenticatedRole = options.unauthenticatedRole ?? new Role(folder, 'UnauthenticatedRole', {
        description: 'Whoever is not signed in', assumedBy: this.principalOf('unauthenticated'),
      });
    }
    this.roleAttachment = new CfnIdentityPoolRoleAttachment(folder, 'RoleAttachment', {
      identityPoolId: this.pool.ref,
      roles: {
        authenticated: this.authenticatedRole.roleArn, ...this.unauthenticatedRole && { unauthenticated: this.unauthenticatedRole.roleArn },
      },
    });
  }

  /** How many clients it takes tokens of. */
  get trusted(): number {
    return this.clients.length;
  }

  /** Takes ID tokens of the client, too, and gives the role that they name. */
  trust(client: IUserPoolClient): void {
    if (this.clients.includes(client)) return;
    refuse(trustedProblems(this.trusted + 1), 'InvalidArgumentError', callOf(this.scope, 'trustClient'));
    this.clients.push(client);
    const { userPoolProviderName: providerName } = this.userPool;
    this.pool.cognitoIdentityProviders = this.clients.map(({ userPoolClientId: clientId }) => ({
      clientId,
      providerName,
      // Or a token of someone who is signed out, locked or deleted would be exchanged until it expires.
      serverSideTokenCheck: true,
    }));
    this.roleAttachment.roleMappings = Object.fromEntries(this.clients.map(({ userPoolClientId: clientId }, index) => [`Client${index}`, {
      type: 'Token',
      ambiguousRoleResolution: this.options.ambiguousRoleResolution ?? AMBIGUOUS_ROLE_RESOLUTION,
      identityProvider: `${providerName}:${clientId}`,
    }]));
  }

  /** https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
  private principalOf(amr: string): FederatedPrincipal {
    const identity = cognitoIdentity(this.scope);
    return new FederatedPrincipal(identity, {
      'StringEquals': { [`${identity}:aud`]: this.pool.ref },
      'ForAnyValue:StringLike': { [`${identity}:amr`]: amr },
    }, 'sts:AssumeRoleWithWebIdentity');
  }
}
