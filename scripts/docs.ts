/** Writes what is derived: README's tables, src/prop-shapes.ts, and of docs/ what the files below make. `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { apiPage } from './api-page/page';
import { architecturePage } from './architecture';
import { costPage, costTable } from './costs';
import { errorPage } from './error-page';
import { openApiDocument } from './openapi/document';
import { postmanCollection } from './postman/collection';
import { propShapes } from './prop-shapes';
import { quotaPage } from './quota-page';
import { routeTables } from './route-table';
import { screenTable } from './screen-table';
import { validationPage } from './validation-page';

// What the diagram is made of is validated by tests.
process.env.CDK_VALIDATION ??= 'false';

const root = resolve(__dirname, '..');
const readme = resolve(root, 'README.md');
/** What stands between a marker and its end. */
const between = (marker: string) => new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(\\n<!-- /${marker} -->)`);
const withTables = Object.entries({ ...routeTables(), screens: screenTable(), costs: costTable() })
  .reduce((text, [marker, table]) => text.replace(between(marker), (_, start, end) => start + table + end), readFileSync(readme, 'utf8'));

writeFileSync(readme, withTables);
writeFileSync(resolve(root, 'src', 'prop-shapes.ts'), propShapes());
writeFileSync(resolve(root, 'docs', 'validation.md'), validationPage());
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
writeFileSync(resolve(root, 'docs', 'openapi.json'), json(openApiDocument()));
writeFileSync(resolve(root, 'docs', 'postman.json'), json(postmanCollection()));
writeFileSync(resolve(root, 'docs', 'errors.md'), errorPage());
writeFileSync(resolve(root, 'docs', 'api.html'), apiPage());
writeFileSync(resolve(root, 'docs', 'quotas.md'), quotaPage());
writeFileSync(resolve(root, 'docs', 'costs.md'), costPage());
writeFileSync(resolve(root, 'docs', 'architecture.md'), architecturePage());
