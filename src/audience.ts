import { Lazy } from 'aws-cdk-lib';

/** Whose tokens the authorizers admit. Clients may be added until the template is written, hence the lists that are read only then. */
export class Audience {
  /** As API Gateway has it, for the authorizer of most routes: the API's own client, and those of apps. */
  readonly people: string[];
  /** For routes that ask for scopes by name: those of machines as well. */
  readonly everyone: string[];
  /** A scope of everyone who signs in on Cognito's pages, of no machine, and of no ID token. */
  readonly signedInScopes: string[];

  private readonly apps: string[] = [];
  private readonly machines: string[] = [];

  /**
   * @param apiClientId is of the client that the API's operations sign people in with
   * @param ownScope is in all access tokens of that one
   */
  constructor(apiClientId: string, ownScope: string) {
    this.people = Lazy.list({ produce: () => [apiClientId, ...this.apps] });
    this.everyone = Lazy.list({ produce: () => [apiClientId, ...this.apps, ...this.machines] });
    this.signedInScopes = Lazy.list({ produce: () => this.apps.length > 0 ? [ownScope, 'openid'] : [ownScope] });
  }

  get hasMachines(): boolean {
    return this.machines.length > 0;
  }

  /** How many clients there are besides the API's own. */
  get size(): number {
    return this.apps.length + this.machines.length;
  }

  addApp(clientId: string): void {
    this.apps.push(clientId);
  }

  addMachine(clientId: string): void {
    this.machines.push(clientId);
  }
}
