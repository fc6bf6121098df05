import { conditionList, fieldList } from './fields';
import { code, html, prose, type Markup } from './markup';

const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);
const quoted = (text: string) => `'${text.replace(/'/g, '\'\\\'\'')}'`;

interface Place { readonly document: any; readonly path: string; readonly method: string; readonly operation: any }

const resolve = (document: any, value: any): any =>
  value.$ref ? value.$ref.split('/').slice(1).reduce((found: any, part: string) => found[part], document) : value;

const jsonOf = (content: any) => content.content['application/json'];

/** A request to try, with the example's values. */
const curl = ({ document, path, method, operation: { parameters = [], requestBody, security } }: Place): string => {
  const filled = parameters.filter((one: any) => one.in === 'path').reduce((text: string, { name, example }: any) => text.replace(`{${name}}`, example), path);
  const needsToken = security.every((one: object) => 'accessToken' in one || 'idToken' in one);
  const [example] = requestBody ? Object.values<any>(jsonOf(requestBody).examples) : [];
  return [
    `curl ${document.servers[0].variables.url.default}${filled}`,
    ...method === 'get' ? [] : [`-X ${method.toUpperCase()}`],
    ...needsToken ? ['-H "Authorization: Bearer $ACCESS_TOKEN"'] : [],
    ...example ? ['-H \'Content-Type: application/json\'', `-d ${quoted(JSON.stringify(example.value))}`] : [],
  ].join(' \\\n  ');
};

const examplesOf = (title: string, content: any): Markup[] => Object.values<any>(jsonOf(content).examples)
  .map(({ summary, value }) => code(summary === 'Example' ? title : `${title}: ${summary}`, pretty(value)));

const bodyPart = (document: any, heading: string, content: any): Markup => {
  const schema = resolve(document, jsonOf(content).schema);
  return html`<h4>${heading}</h4>
${fieldList(schema)}${conditionList(schema)}
<details><summary>${heading}: examples</summary>${examplesOf(heading, content)}</details>
`;
};

const parameterPart = (place: string, heading: string, parameters: readonly any[]): Markup | undefined => {
  const these = parameters.filter((one) => one.in === place);
  const properties = Object.fromEntries(these.map(({ name, description, schema }) => [name, { ...schema, description }]));
  return these.length > 0 ? html`<h4>${heading}</h4>
${fieldList({ properties, required: these.filter(({ required }) => required).map(({ name }) => name) })}
` : undefined;
};

/** The codes of each status, as links to what they mean. */
const refusals = ({ document, operation: { responses } }: Place): Markup[] => Object.entries<any>(responses)
  .filter(([status]) => Number(status) >= 400)
  .map(([status, response]) => {
    const names = Object.keys(jsonOf(resolve(document, response)).examples);
    const title = (name: string) => name.startsWith('GATEWAY_') ? 'API Gateway\'s own' : name;
    const links = names.map((name, index) => html`${index > 0 ? ', ' : ''}<a href="#error-${name}">${title(name)}</a>`);
    return html`<li>${status}: ${links}</li>
`;
  });

/** One operation. */
export const operationPart = (place: Place): Markup => {
  const { document, path, method, operation } = place;
  const { operationId, summary, description, parameters = [], requestBody, responses, 'x-cookie-mode': cookieMode } = operation;
  const [status, success] = Object.entries<any>(responses).find(([code_]) => Number(code_) < 300)!;
  return html`<section aria-labelledby="${operationId}">
<h3 id="${operationId}"><span class="method">${method.toUpperCase()}</span><code>${path}</code></h3>
<p>${prose(summary)}</p>
<p class="about"><code>${operationId}</code>. ${prose(description)}</p>
${cookieMode && html`<p class="about">Refresh token in a cookie: ${prose(cookieMode.description)}</p>
`}${parameterPart('path', 'Path', parameters)}${parameterPart('query', 'Query string', parameters)}${requestBody && bodyPart(document, 'Request', requestBody)}${code(`Try ${operationId}`, curl(place))}
${bodyPart(document, `Answer ${status}`, success)}<h4>Errors</h4>
<ul class="errors">${refusals(place)}</ul>
</section>
`;
};
