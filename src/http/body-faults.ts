import type { ErrorObject } from 'ajv';
import type { Fault } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import { MAX_FAULTS } from './limits.ts';

/** What the validator found in a body, each with its pointer; one for each place. */
export function bodyFaults(errors: readonly ErrorObject[]): Fault[] {
  const faults = errors.slice(0, MAX_FAULTS).map(faultOf);
  return [...new Map(faults.map((fault) => [fault.pointer, fault])).values()];
}

function faultOf(error: ErrorObject): Fault {
  const { keyword, params, instancePath } = error;
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(error);
    case 'required': {
      const pointer = `${instancePath}/${escapePointer(params.missingProperty)}`;
      return { code: 'missing_parameter', pointer, detail: `${pointer} is missing.` };
    }
    case 'type':
      return invalid(error, `must be ${typeWords(params.type)}`);
    case 'enum':
      return invalid(error, `must be ${listOf(params.allowedValues)}`);
    case 'minLength':
    case 'maxLength':
      return wrongLength(error);
    case 'minItems':
      return invalid(error, 'must name at least one', 'has no items');
    case 'minProperties':
      return invalid(error, 'must have at least one key', 'is empty');
    case 'maxProperties':
      return invalid(error, `may have at most ${params.limit} keys`, 'has more keys');
    case 'maxItems':
      return invalid(error, `may have at most ${params.limit} items`, `has ${sizeOf(error)} items`);
    default:
      return invalid(error, 'must be something else');
  }
}

/** The whole body has an empty pointer. */
function invalid({ instancePath, data }: ErrorObject, must: string, found?: string): Fault {
  const place = instancePath === '' ? 'The body' : instancePath;
  const is = found ?? `is ${describe(data)}`;
  const detail = `${place} ${is}; it ${must}.`;
  return { code: 'invalid_parameter', pointer: instancePath, detail };
}

function wrongLength(error: ErrorObject): Fault {
  const { minLength = 0, maxLength } = error.parentSchema ?? {};
  const length = [...String(error.data)].length;
  const found = length === 0 ? 'is empty' : `has ${length} characters`;
  const range = maxLength === undefined ? `at least ${minLength}` : `${minLength} to ${maxLength}`;
  return invalid(error, `must have ${range} characters`, found);
}

function sizeOf({ data }: ErrorObject): number {
  return Array.isArray(data) ? data.length : 0;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? quote(value) : String(value);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  null: 'null',
};

function typeWords(types: string | readonly string[]): string {
  return listOf([types].flat().map((type) => TYPE_WORDS[type] ?? type));
}

function listOf(allowed: readonly unknown[]): string {
  const words = allowed.map((value) => (value === null ? 'null' : String(value)));
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(new Set(words));
}

function unknownKey({ instancePath, params, parentSchema }: ErrorObject): Fault {
  const key = String(params.additionalProperty);
  const known = Object.keys(parentSchema?.properties ?? {});
  const detail = `${quote(key)} is not known here.${suggestName(key, known)}`;
  const pointer = `${instancePath}/${escapePointer(key)}`;
  return { code: 'unknown_parameter', pointer, detail: `${detail} Known: ${known.join(', ')}.` };
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
