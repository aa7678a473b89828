import type { ErrorObject } from 'ajv';
import type { Fault } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import { MAX_FAULTS } from './limits.ts';
import { timeFault } from './time-parameter.ts';

/** As {@link validationFaults}, from what the framework passes on. */
export function faultsOfValidation(validation: readonly unknown[]): Fault[] {
  return validationFaults(validation as readonly ErrorObject[]);
}

/** What the validator found, as faults that say what to write instead; each of them once. */
export function validationFaults(errors: readonly ErrorObject[]): Fault[] {
  const faults = errors.slice(0, MAX_FAULTS).map(faultOf);
  // A parameter given twice is neither of its type nor among its values.
  return [...new Map(faults.map((fault) => [fault.detail, fault])).values()];
}

function faultOf(error: ErrorObject): Fault {
  const { keyword, params, data, parentSchema } = error;
  const parameter = parameterOf(error);
  const isRepeated = Array.isArray(data) && parentSchema?.type !== 'array';
  if (isRepeated) return duplicateParameter(parameter, data.length);
  switch (keyword) {
    case 'additionalProperties':
      return unknownParameter(error);
    case 'required':
      return missingParameter(params.missingProperty);
    case 'format':
      return timeFault(params.format, String(data), parameter);
    case 'type':
      return invalid(parameter, `${given(error)} must be ${typeWords(params.type)}.`);
    case 'enum':
      return invalid(parameter, `${given(error)} must be ${listOf(params.allowedValues)}.`);
    case 'minLength':
    case 'maxLength':
      return invalid(parameter, wrongLength(parameter, error));
    case 'minimum':
    case 'maximum':
      return invalid(parameter, `${given(error)} must be ${rangeOf(error)}.`);
    case 'maxItems':
      return invalid(parameter, `${parameter} is given more than ${params.limit} times.`);
    default:
      return invalid(parameter, `${given(error)} is not allowed.`);
  }
}

function given(error: ErrorObject): string {
  return `${parameterOf(error)}=${quote(String(error.data))}`;
}

function typeWords(type: string): string {
  if (type === 'integer') return 'a whole number';
  return type === 'boolean' ? 'true or false' : `of type ${type}`;
}

function rangeOf({ parentSchema }: ErrorObject): string {
  const { minimum, maximum } = parentSchema ?? {};
  return maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`;
}

function invalid(parameter: string, detail: string): Fault {
  return { code: 'invalid_parameter', parameter, detail };
}

function listOf(allowed: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(allowed);
}

/** Counted as the validator counts: in code points. */
function wrongLength(parameter: string, { data, parentSchema }: ErrorObject): string {
  const { length } = [...String(data)];
  const found = length === 0 ? 'is empty' : `has ${length} characters`;
  const { minLength, maxLength } = parentSchema ?? {};
  const range = minLength === undefined ? `at most ${maxLength}` : `${minLength} to ${maxLength}`;
  return `${parameter} ${found}; give ${range} characters.`;
}

function missingParameter(parameter: string): Fault {
  return { code: 'missing_parameter', parameter, detail: `${parameter} is required.` };
}

function duplicateParameter(parameter: string, times: number): Fault {
  const detail = `${parameter} was given ${times} times; give it once.`;
  return { code: 'duplicate_parameter', parameter, detail };
}

function unknownParameter({ params, parentSchema }: ErrorObject): Fault {
  const parameter = String(params.additionalProperty);
  const known = Object.keys(parentSchema?.properties ?? {});
  const suggestion = suggestName(parameter, known);
  const takes = known.length > 0 ? `This path takes ${known.join(', ')}` : 'This path takes none';
  return {
    code: 'unknown_parameter',
    parameter,
    detail: `${quote(parameter)} is not a parameter here.${suggestion} ${takes}.`,
  };
}

/** The parameter a JSON pointer into the query begins with: `/line/3` is about `line`. */
function parameterOf({ instancePath }: ErrorObject): string {
  return instancePath.split('/')[1] ?? '';
}
