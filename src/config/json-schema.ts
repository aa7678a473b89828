import { WrittenDocument } from './schema.ts';

/** What is read of a JSON Schema here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
  /** A word of ours: what to write instead, where an example does not say it. */
  readonly advice?: string;
}

interface JsonSchemaDocument extends JsonSchema {
  readonly $schema: string;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

const DEFINITIONS = '#/definitions/';

/** The schema of a document for this program, editors and other validators. */
export const configurationSchema = shareTitled(WrittenDocument);

/** As `config/eigyochu.schema.json` has it. */
export function formatJsonSchema(): string {
  return `${JSON.stringify(configurationSchema, null, 2)}\n`;
}

/** The schema of a key, where it is only referred to. */
export function followRef(schema: JsonSchema | undefined): JsonSchema | undefined {
  const name = schema?.$ref?.replace(DEFINITIONS, '');
  return name === undefined ? schema : configurationSchema.definitions[name];
}

/**
 * Puts every part with a title into the definitions, once. Written out wherever it is used, the
 * schema is five times as long and takes half a second to compile.
 */
function shareTitled(root: unknown): JsonSchemaDocument {
  const definitions: Record<string, JsonSchema> = {};
  // Through text, which leaves out what only the types are made of.
  const share = (schema: unknown, isRoot: boolean): unknown => {
    if (Array.isArray(schema)) return schema.map((part) => share(part, false));
    if (typeof schema !== 'object' || schema === null) return schema;
    const parts = Object.entries(schema).map(([key, part]) => {
      return [key, key === 'examples' ? part : share(part, false)];
    });
    const shared = Object.fromEntries(parts) as JsonSchema;
    if (isRoot || typeof shared.title !== 'string') return shared;
    const name = shared.title.replaceAll(' ', '-');
    definitions[name] = shared;
    return { $ref: DEFINITIONS + name };
  };
  const document = share(JSON.parse(JSON.stringify(root)), true) as JsonSchema;
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...document, definitions };
}
