/** `confirm-mfa` is `ConfirmMfa`. */
export const pascalCase = (operation: string): string => operation.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/** A route key as OpenAPI has it: `POST /v1/login` is `['post', '/v1/login']`. */
export const methodAndPath = (routeKey: string): [string, string] => {
  const [method, path] = routeKey.split(' ');
  return [method.toLowerCase(), path];
};

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const exampleRef = (name: string) => ({ $ref: `#/components/examples/${name}` });
export const responseRef = (name: string) => ({ $ref: `#/components/responses/${name}` });
