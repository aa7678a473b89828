/** Writes `config/eigyochu.schema.json` from the built program: `npm run build` first. */
import { writeFileSync } from 'node:fs';
import { formatJsonSchema } from '../dist/config/json-schema.js';

writeFileSync('config/eigyochu.schema.json', formatJsonSchema());
