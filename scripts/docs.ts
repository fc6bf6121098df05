/** Writes what the documents derive from the contract: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routeTable } from './route-table';

const readme = resolve(__dirname, '..', 'README.md');
const markers = /(<!-- routes -->\n)[\s\S]*?(\n<!-- \/routes -->)/;

writeFileSync(readme, readFileSync(readme, 'utf8').replace(markers, (_, start, end) => start + routeTable() + end));
