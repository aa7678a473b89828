import { quote } from '../words/quote.ts';
import { describeValue } from './describe-value.ts';
import { didYouMean } from './did-you-mean.ts';
import { followRef, type JsonSchema } from './json-schema.ts';
import type { Fault } from './problem-list.ts';
import type { Part, Path, SourceDocument } from './source-document.ts';

/** What the validator says about one place. */
export interface ShapeError {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: JsonSchema;
  readonly value: unknown;
}

export interface ShapeFault extends Fault {
  readonly path: Path;
  readonly part: Part;
}

/** The fault in the operator's words. */
export function describeShapeFault(error: ShapeError, document: SourceDocument): ShapeFault {
  const { keyword, params, path } = error;
  if (keyword === 'required') return missingKey(String(params.missingProperty), error);
  if (keyword === 'additionalProperties') {
    return unknownKey(String(params.additionalProperty), error);
  }
  if (keyword === 'uniqueItems') return repeatedItem(error);
  const written = document.writtenAt(path);
  return { ...valueFault(error, written), path, part: 'value' };
}

function missingKey(key: string, { schema, path }: ShapeError): ShapeFault {
  const found = `"${key}" is missing`;
  const [example] = followRef(schema.properties?.[key])?.examples ?? [];
  const advice =
    example === undefined ? `write "${key}" here` : `add ${key}: ${formatFlow(example)}`;
  const part = path.length === 0 ? 'value' : 'key';
  return { code: 'missing_key', found, advice, path, part };
}

function unknownKey(key: string, { schema, path }: ShapeError): ShapeFault {
  const known = Object.keys(schema.properties ?? {});
  const otherwise = `remove it; known here: ${known.join(', ')}`;
  const advice =
    key === '<<' ? 'write the keys out: merge keys are off' : didYouMean(key, known, otherwise);
  const found = `${quote(key)} is not a key of this format`;
  return { code: 'unknown_key', found, advice, path: [...path, key], part: 'key' };
}

function valueFault({ keyword, params, schema, value }: ShapeError, written: string | null): Fault {
  const described = describeValue(value, written);
  const advice = adviseExample(schema);
  switch (keyword) {
    case 'enum':
    case 'const': {
      const found = `${described} is not allowed here`;
      return { code: 'not_one_of', found, advice: adviseOneOf(value, schema) };
    }
    case 'minimum':
    case 'maximum': {
      const found = `${described} is too ${keyword === 'minimum' ? 'small' : 'large'}`;
      const range = `write a whole number from ${schema.minimum} to ${schema.maximum}`;
      return { code: 'out_of_range', found, advice: range };
    }
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return { code: 'empty', found: described, advice };
    case 'maxLength':
      return tooMuch('too_long', `${described} has more than ${params.limit} characters`);
    case 'maxItems':
    case 'maxProperties':
      return tooMuch('too_many', `more than ${params.limit} entries`);
    default: {
      const found = `${described} ${notNoun(value, schema)}`;
      return { code: 'wrong_type', found, advice: adviseType(schema, written) };
    }
  }
}

function repeatedItem({ params, value, path }: ShapeError): ShapeFault {
  const index = Math.max(Number(params.i), Number(params.j));
  const found = `${describeValue((value as unknown[])[index])} is listed twice`;
  const place = { path: [...path, index], part: 'value' } as const;
  return { code: 'repeated_item', found, advice: 'list it once', ...place };
}

function tooMuch(code: string, found: string): Fault {
  return { code, found, advice: 'write less' };
}

function notNoun(value: unknown, { type }: JsonSchema): string {
  if (value === null) return 'is written here';
  return type === undefined ? 'is not allowed here' : `is not ${NOUNS[type]}`;
}

function adviseOneOf(value: unknown, schema: JsonSchema): string {
  const allowed = schema.enum ?? (schema.examples ?? []).map(String);
  const otherwise = `write ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}`;
  return typeof value === 'string' ? didYouMean(value, allowed, otherwise) : otherwise;
}

/** YAML reads 0312345678 as a number and forgets the zero; what was written is still known. */
function adviseType(schema: JsonSchema, written: string | null): string {
  if (schema.type === 'string' && written && fitsPattern(written, schema)) {
    return `write it in quotes: "${written}"`;
  }
  return adviseExample(schema);
}

/** Quotes do not turn a number into a date. */
function fitsPattern(written: string, { pattern }: JsonSchema): boolean {
  return pattern === undefined || new RegExp(pattern).test(written);
}

function adviseExample({ advice, type, examples = [] }: JsonSchema): string {
  if (advice !== undefined) return advice;
  const noun = type === undefined ? 'a value' : (NOUNS[type] ?? 'a value');
  return examples.length === 0
    ? `write ${noun}`
    : `write ${noun} such as ${formatFlow(examples[0])}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a map',
};

/** A value in YAML's flow style, as an operator would write it. */
export function formatFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return formatScalar(value);
  const pairs = Object.entries(value).map(([key, part]) => `${key}: ${formatFlow(part)}`);
  return `{ ${pairs.join(', ')} }`;
}

function formatScalar(value: unknown): string {
  return typeof value === 'string' && /^[+]|: |^https?:/.test(value) ? `"${value}"` : String(value);
}
