/** Reads a resource's properties so that none is overlooked: whatever was not asked for is refused by `end`. */
import type { Resource } from '../service';

export class Known {
  private readonly asked = new Set<string>();

  private constructor(private readonly resource: Resource, private readonly path: string, private readonly properties: Record<string, any>) {}

  static of(resource: Resource): Known {
    return new Known(resource, '', resource.properties);
  }

  text(name: string): string | undefined {
    return this.typed(name, 'text', (value) => typeof value === 'string' ? value : undefined);
  }

  /** CloudFormation takes numbers and booleans as text too. */
  count(name: string): number | undefined {
    return this.typed(name, 'a number of 1 or more', (value) => /^[1-9]\d*$/.test(String(value)) ? Number(value) : undefined);
  }

  flag(name: string): boolean | undefined {
    return this.typed(name, 'true or false', (value) => ['true', 'false'].includes(String(value)) ? String(value) === 'true' : undefined);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    return this.typed(name, `one of ${allowed.join(', ')} here`, (value) => allowed.includes(value) ? value : undefined);
  }

  raw(name: string): any {
    this.asked.add(name);
    return this.properties[name];
  }

  struct(name: string): Known | undefined {
    return this.typed(name, 'an object', (value) => isObject(value) ? this.inner(name, value) : undefined);
  }

  list(name: string): Known[] {
    return this.typed(name, 'a list of objects', (value) =>
      Array.isArray(value) && value.every(isObject) ? value.map((item, index) => this.inner(`${name}[${index}]`, item)) : undefined) ?? [];
  }

  texts(name: string): string[] {
    return this.typed(name, 'a list of texts', (value) =>
      Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined) ?? [];
  }

  /** Properties that are understood and have no effect on one machine. */
  ignore(...names: string[]): void {
    names.forEach((name) => this.asked.add(name));
  }

  /** Throws when there is a property that nobody asked for. */
  end(): void {
    const unknown = Object.keys(this.properties).find((name) => !this.asked.has(name));
    if (unknown !== undefined) throw this.problem(unknown, `is not supported by the local S3, got ${JSON.stringify(this.properties[unknown])}`);
  }

  problem(name: string, text: string): Error {
    return new Error(`${this.resource.type} ${this.resource.logicalId}: ${this.path}${name}: ${text}`);
  }

  private typed<T>(name: string, kind: string, read: (value: any) => T | undefined): T | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const result = read(value);
    if (result === undefined) throw this.problem(name, `must be ${kind}, got ${JSON.stringify(value)}`);
    return result;
  }

  private inner(name: string, value: Record<string, any>): Known {
    return new Known(this.resource, `${this.path}${name}.`, value);
  }
}

function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
