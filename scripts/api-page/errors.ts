import { html, prose, type Markup } from './markup';
import type { ErrorCode } from '../../src/contract';
import { errorGuide, gatewayGuide, type GatewayStatus, type Guide } from '../error-guide';

const guidance = ({ means, person, client }: Guide): Markup => html`<p>${prose(means)}</p>
<dl><dt>What the person can do</dt><dd>${prose(person)}</dd><dt>What the client does</dt><dd>${prose(client)}</dd></dl>
`;

const gatewayStatus = (name: string) => Number(name.replace('GATEWAY_', '')) as GatewayStatus;

/** What each refusal of the document means, functions' and API Gateway's. */
export const errorParts = (document: any): Markup[] => Object.entries<any>(document.components.examples).map(([name, { value }]) => {
  const ofGateway = name.startsWith('GATEWAY_');
  return html`<section aria-labelledby="error-${name}">
<h3 id="error-${name}">${ofGateway ? `API Gateway: ${gatewayStatus(name)}` : name}</h3>
<p class="about">${value.message}</p>
${guidance(ofGateway ? gatewayGuide[gatewayStatus(name)] : errorGuide[name as ErrorCode])}</section>
`;
});
