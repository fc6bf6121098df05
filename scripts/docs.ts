/** Writes what the documents derive from the contract and from the rules of the validator: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routeTable } from './route-table';
import { validationPage } from './validation-page';

const root = resolve(__dirname, '..');
const readme = resolve(root, 'README.md');
const markers = /(<!-- routes -->\n)[\s\S]*?(\n<!-- \/routes -->)/;

writeFileSync(readme, readFileSync(readme, 'utf8').replace(markers, (_, start, end) => start + routeTable() + end));
writeFileSync(resolve(root, 'docs', 'validation.md'), validationPage());
