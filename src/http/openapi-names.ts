import { invariant } from '../core/invariant.ts';

/** Whatever JSON can say; the parts of the document have no narrower type here. */
type Json = Record<string, unknown>;

/** Inside these stand values, whose keys mean nothing to the document. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);

/**
 * Gives the part of the document with every schema that has a title moved to `named`, where it
 * stands once and under that name: what is generated from the document has types with names that
 * people gave. Two schemas of one title would be a fault of ours, found by the tests.
 */
export function nameSchemas(part: unknown, named: Map<string, Json>): unknown {
  if (Array.isArray(part)) return part.map((each) => nameSchemas(each, named));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) => {
    return [key, VALUES.has(key) ? value : nameSchemas(value, named)] as const;
  });
  const schema = spellOut(Object.fromEntries(entries));
  return typeof schema.title === 'string' ? referenceTo(schema, schema.title, named) : schema;
}

/** Said in the way that most generators understand. */
function spellOut({ patternProperties, ...schema }: Json): Json {
  const { enum: values, type } = schema;
  const isText = Array.isArray(values) && values.every((value) => typeof value === 'string');
  const typed = isText && type === undefined ? { type: 'string', ...schema } : schema;
  if (patternProperties === undefined) return typed;
  const [ofAll, ...others] = Object.values(patternProperties as Json);
  return others.length > 0
    ? { ...typed, patternProperties }
    : { ...typed, additionalProperties: ofAll };
}

function referenceTo(schema: Json, title: string, named: Map<string, Json>): Json {
  const { title: _title, description, type, ...rest } = schema;
  const isNullable = Array.isArray(type) && type.includes('null');
  const [plainType] = [type].flat();
  const first = named.get(title);
  const told = first ? first.description : description;
  const whole = { type: plainType, ...(told !== undefined && { description: told }), ...rest };
  const isSame = JSON.stringify(first ?? whole) === JSON.stringify(whole);
  invariant(isSame, `one schema has the title ${title}`);
  named.set(title, whole);
  const reference = { $ref: `#/components/schemas/${title}` };
  const aside = description === told ? {} : { description };
  return isNullable
    ? { anyOf: [reference, { type: 'null' }], ...aside }
    : { ...reference, ...aside };
}
