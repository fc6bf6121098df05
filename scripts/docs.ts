/** Writes what is derived: README's routes, src/prop-shapes.ts, docs/validation.md. `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { propShapes } from './prop-shapes';
import { routeTable } from './route-table';
import { validationPage } from './validation-page';

const root = resolve(__dirname, '..');
const readme = resolve(root, 'README.md');
const markers = /(<!-- routes -->\n)[\s\S]*?(\n<!-- \/routes -->)/;

writeFileSync(readme, readFileSync(readme, 'utf8').replace(markers, (_, start, end) => start + routeTable() + end));
writeFileSync(resolve(root, 'src', 'prop-shapes.ts'), propShapes());
writeFileSync(resolve(root, 'docs', 'validation.md'), validationPage());
