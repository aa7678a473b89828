/** The JSON Schema that editors use agrees with the parser. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import t from 'tap';
import { parse } from 'yaml';
import { configurationSchema, formatJsonSchema } from '../../src/config/json-schema.ts';
import { createShapeValidator } from '../../src/config/shape-validator.ts';
import { BROKEN_DOCUMENTS } from './broken-documents.ts';
import { BROKEN_LINES } from './broken-lines.ts';
import { BROKEN_SCHEDULES } from './broken-schedules.ts';
import { EVERY_FEATURE } from './every-feature.ts';

/** Faults of one value or one map, which a schema can tell; others need a look around. */
const STRUCTURAL =
  /^\d+:\d+ (wrong_type|unknown_key|not_one_of|too_long|too_many|empty|bad_span|bad_id|bad_phone|bad_hours|bad_destination|bad_date) /;

const ajv = new Ajv({ strict: false, allErrors: true });
const validate = ajv.compile(configurationSchema);

t.test('the schema file is what the program would write', async (t) => {
  t.equal(readFileSync('config/eigyochu.schema.json', 'utf8'), formatJsonSchema());
});

t.test('the schema is valid by its own standard', async (t) => {
  t.ok(ajv.validateSchema(configurationSchema), ajv.errorsText());
});

t.test('good documents are valid', async (t) => {
  const files = ['config/lines.yaml', 'config/expectations.yaml'];
  const texts = [EVERY_FEATURE, ...files.map((file) => readFileSync(file, 'utf8'))];
  for (const text of texts) t.ok(validate(parse(text)), ajv.errorsText(validate.errors));
});

const cases = [...BROKEN_DOCUMENTS, ...BROKEN_SCHEDULES, ...BROKEN_LINES];
const structural = cases.filter(({ problems }) => problems.some((text) => STRUCTURAL.test(text)));

t.test('documents with faults of structure are not', async (t) => {
  t.ok(structural.length > 60);
  for (const { name, text } of structural) t.notOk(validate(parse(text)), name);
});

t.test('every part has a description or an example for editors', async (t) => {
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const {
      $ref,
      description,
      examples,
      properties = {},
      ...rest
    } = schema as {
      $ref?: string;
      description?: string;
      examples?: unknown[];
      properties?: Record<string, unknown>;
      items?: unknown;
    };
    t.ok($ref ?? description ?? examples, path);
    for (const [key, part] of Object.entries(properties)) visit(part, `${path}/${key}`);
    if (rest.items) visit(rest.items, `${path}/items`);
  };
  visit(configurationSchema, '');
  for (const [name, part] of Object.entries(configurationSchema.definitions)) visit(part, name);
});

/** CommonJS in a module, which the bundler sees to. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);\n";

t.test('the validator that the build has compiled says what one compiled now says', async (t) => {
  const script = pathToFileURL('scripts/compiled-shape.js').href;
  const text = REQUIRE + (await (await import(script)).writeShapeValidator('dist'));
  const folder = t.testdir({ 'validator.mjs': text });
  const module = await import(pathToFileURL(`${folder}/validator.mjs`).href);
  const [built, compiled] = [module.createShapeValidator(), createShapeValidator()];
  for (const { text } of [...structural, { text: EVERY_FEATURE }]) {
    const document = parse(text);
    t.equal(built(document), compiled(document), text);
    t.strictSame(built.errors, compiled.errors, text);
  }
});
