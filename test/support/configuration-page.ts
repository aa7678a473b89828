import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { markdownTable } from './markdown-table.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly maxProperties?: number;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

interface Section {
  readonly title: string;
  readonly schema: Schema;
}

/** `docs/reference/configuration.md`: every key that a configuration may have, from its schema. */
export function configurationPage(): string {
  const root = JSON.parse(readFileSync('config/eigyochu.schema.json', 'utf8')) as Schema;
  const named = Object.entries(root.definitions ?? {}).map(([title, schema]) => ({
    title,
    schema,
  }));
  const sections = [{ title: 'Top level', schema: root }, ...named].flatMap(withNested);
  return `# Configuration

Which lines there are and when they are open: \`EIGYOCHU_CONFIG\`, a YAML or JSON file or a folder of them, read as one. This page is written by
a test from \`config/eigyochu.schema.json\`, by which editors complete and check what you write. \`eigyochu check\` finds more, with file, line and
column ([what it finds](lint.md)); a worked example is \`config/lines.yaml\`, and [from zero to a dialplan](../tutorial/zero-to-dialplan.md)
makes one step by step.

Keys with a \\* must be there. \`ID\` stands for an id of yours.

${sections.map(formatSection).join('\n')}`;
}

/** A section, and one for each map or list of maps inside it that has keys of its own. */
function withNested({ title, schema }: Section): Section[] {
  const path = title === 'Top level' ? '' : `${title}.`;
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
    mapsIn(value, `${path}${key}`).flatMap(withNested),
  );
  return [{ title, schema }, ...inner];
}

function mapsIn(schema: Schema, title: string): Section[] {
  if (valuesOf(schema) !== null) return [];
  if (schema.anyOf) return schema.anyOf.flatMap((each) => mapsIn(each, title));
  if (schema.items) return mapsIn(schema.items, `${title}[]`);
  if (schema.properties) return [{ title, schema }];
  const { additionalProperties: values } = schema;
  return typeof values === 'object' ? mapsIn(values, `${title}.ID`) : [];
}

/** What all values of a map of reason codes are, which needs no table of its own; else `null`. */
function valuesOf({ properties = {} }: Schema): string | null {
  const refs = new Set(Object.values(properties).map(({ $ref }) => $ref));
  const [only] = refs;
  return refs.size === 1 && Object.keys(properties).length > 2 && only ? only : null;
}

function formatSection({ title, schema }: Section): string {
  const { properties, required = [], description = '' } = schema;
  const head = `## ${title}\n\n${description === '' ? '' : `${description}\n\n`}`;
  if (!properties) return `${head}${formOf(schema, title)}. ${exampleOf(schema)}\n`;
  const rows = Object.entries(properties).map(([key, value]) => [
    `\`${key}\`${required.includes(key) ? ' \\*' : ''}`,
    formOf(value, title === 'Top level' ? key : `${title}.${key}`),
    [value.description ?? '', defaultOf(value)].filter(Boolean).join(' '),
    exampleOf(value),
  ]);
  return `${head}${markdownTable(['key', 'value', '', 'example'], rows)}`;
}

function defaultOf({ default: value }: Schema): string {
  return value === undefined ? '' : `Default: \`${value}\`.`;
}

/** What may be written, in words: `list, 1 to 20: text`. A map points to its section. */
function formOf(schema: Schema, path: string): string {
  const { $ref, anyOf, enum: values, const: only, items, properties } = schema;
  const { additionalProperties: others } = schema;
  if ($ref !== undefined) return linkTo($ref);
  if (only !== undefined) return `\`${only}\``;
  if (anyOf) return [...new Set(anyOf.map((each) => formOf(each, path)))].join(', or ');
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (items)
    return `list${limits(schema.minItems, schema.maxItems)}: ${formOf(items, `${path}[]`)}`;
  if (properties) return mapOf(schema, path);
  if (typeof others !== 'object') return scalarOf(schema);
  const most = schema.maxProperties?.toLocaleString('en');
  return `map${most ? `, at most ${most}` : ''}: ${formOf(others, `${path}.ID`)}`;
}

function mapOf(schema: Schema, path: string): string {
  const values = valuesOf(schema);
  if (values === null) return `[map](#${path.toLowerCase().replace(/[^a-z-]/g, '')})`;
  return `map by \`${Object.keys(schema.properties ?? {}).join('`, `')}\`: ${linkTo(values)}`;
}

function scalarOf({ type, minimum, maximum, maxLength }: Schema): string {
  if (type === 'string') return `text${limits(undefined, maxLength, ' characters')}`;
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'integer') return `whole number${limits(minimum, maximum)}`;
  return `number${limits(minimum, maximum)}`;
}

function limits(least: number | undefined, most: number | undefined, unit = ''): string {
  if (most === undefined) return '';
  const until = most.toLocaleString('en');
  return least === undefined ? `, at most ${until}${unit}` : `, ${least} to ${until}${unit}`;
}

function linkTo(ref: string): string {
  const name = ref.split('/').at(-1) ?? '';
  return `[${name}](#${name})`;
}

function exampleOf({ examples: [example] = [] }: Schema): string {
  if (example === undefined) return '';
  const text = stringify(example, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return `\`${text}\``;
}
