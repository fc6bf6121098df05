import { errorParts } from './errors';
import { html, Markup, paragraphs, prose } from './markup';
import { operationPart } from './operation';
import { STYLE } from './style';
import { openApiDocument } from '../openapi/document';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const POLICY = 'default-src \'none\'; style-src \'unsafe-inline\'; base-uri \'none\'; form-action \'none\'';

const idOf = (tag: string) => `tag-${tag.toLowerCase().replace(/[^a-z]+/g, '-')}`;

const operationsOf = (document: any) => Object.entries<any>(document.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method])
  .map((method) => ({ document, path, method, operation: item[method] })));

const schemes = ({ components: { securitySchemes } }: any): Markup => html`<dl>${Object.entries<any>(securitySchemes)
  .map(([name, { type, scheme, name: header, description }]) =>
    html`<dt><code>${name}</code> <span class="kind">${type === 'http' ? `Authorization: ${scheme}` : header}</span></dt><dd>${prose(description)}</dd>`)}</dl>`;

/** docs/api.html: the OpenAPI document as one page, without scripts and without anything from elsewhere. */
export const apiPage = (document: any = openApiDocument()): string => {
  const places = operationsOf(document);
  const groups = document.tags
    .map(({ name, description }: any) => ({ name, description, own: places.filter(({ operation }) => operation.tags.includes(name)) }))
    .filter(({ own }: any) => own.length > 0);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>The API: ${document.info.title}</title>
<style>${new Markup(STYLE)}
</style>
</head>
<body>
<a class="skip" href="#main">To the operations</a>
<header>
<h1>${document.info.title}: the API</h1>
${paragraphs(document.info.description)}
<p class="about">The same for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1),
<a href="postman.json">postman.json</a> (Postman collection).</p>
</header>
<nav aria-label="Operations">
${groups.map(({ name, own }: any) => html`<h2>${name}</h2>
<ul>${own.map(({ path, method, operation }: any) => html`<li><a href="#${operation.operationId}">${method.toUpperCase()} ${path}</a></li>
`)}</ul>
`)}<p><a href="#who">Who may call</a>, <a href="#errors">what errors mean</a></p>
</nav>
<main id="main" tabindex="-1">
<h2 id="who">Who may call</h2>
${schemes(document)}
${groups.map(({ name, description, own }: any) => html`<h2 id="${idOf(name)}">${name}</h2>
${paragraphs(description)}
${own.map(operationPart)}`)}
<h2 id="errors">What errors mean</h2>
${errorParts(document)}</main>
</body>
</html>
`.text;
};
