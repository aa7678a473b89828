import type { ErrorObject } from 'ajv';
import type { Fault } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { MAX_FAULTS } from './limits.ts';
import { suggestName } from './suggest-name.ts';
import { timeFault } from './time-parameter.ts';

/** What the validator found, as faults that say what to write instead. */
export function validationFaults(errors: readonly ErrorObject[]): Fault[] {
  return errors.slice(0, MAX_FAULTS).map(faultOf);
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
    case 'type':
      return invalid(
        parameter,
        `${quote(String(data))} is not allowed; it must be ${params.type}.`,
      );
    case 'format':
      return timeFault(params.format, String(data), parameter);
    case 'enum':
      return invalid(parameter, notAmong(data, params.allowedValues));
    case 'maxLength':
      return invalid(parameter, `It is longer than ${params.limit} characters.`);
    default:
      return invalid(parameter, `It ${error.message ?? 'is not allowed'}.`);
  }
}

function invalid(parameter: string, detail: string): Fault {
  return { code: 'invalid_parameter', parameter, detail };
}

function notAmong(value: unknown, allowed: readonly string[]): string {
  const known = allowed.map(quote).join(', ');
  return `${quote(String(value))} is not one of ${known}.`;
}

function missingParameter(parameter: string): Fault {
  return { code: 'missing_parameter', parameter, detail: `"${parameter}" is required.` };
}

function duplicateParameter(parameter: string, times: number): Fault {
  const detail = `"${parameter}" was given ${times} times; give it once.`;
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
