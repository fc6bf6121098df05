import { html, prose, type Markup } from './markup';

const kindOf = ({ type, items, ...schema }: any): string => {
  const name = [type ?? 'any'].flat().join(' or ');
  return [
    items?.type ? `${name} of ${items.type}s` : name,
    ...schema.enum ? [`one of ${schema.enum.join(', ')}`] : [],
    ...schema.maxLength ? [`at most ${schema.maxLength} characters`] : [],
  ].join(', ');
};

/** The fields of an object, and of the objects within it. */
export const fieldList = ({ properties, required = [] }: any): Markup => html`<dl>${Object.entries<any>(properties).map(([name, schema]) => {
  const inner = schema.items?.properties ? schema.items : schema.properties ? schema : undefined;
  return html`<dt><code>${name}</code> <span class="kind">${kindOf(schema)}${required.includes(name) ? '' : ', optional'}</span></dt>
<dd>${prose(schema.description ?? '')}${inner && fieldList(inner)}</dd>
`;
})}</dl>`;

/** Which fields a condition asks for besides, in words. */
export const conditionList = ({ allOf = [] }: any): Markup[] => allOf.map(({ if: { properties }, then, else: otherwise }: any) => {
  const [[field, { enum: values }]] = Object.entries<any>(properties);
  const names = (then ?? otherwise).required.join(', ');
  return html`<p>${prose(`Required: \`${names}\` ${then ? 'where' : 'unless'} \`${field}\` is ${values.join(', ')}.`)}</p>`;
});
