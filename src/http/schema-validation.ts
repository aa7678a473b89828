import { Ajv, type ValidateFunction } from 'ajv';
import type { FastifySchemaValidationError } from 'fastify';
import type { App } from './ports.ts';
import { TIME_FORMATS } from './time-parameter.ts';

const OPTIONS = {
  allErrors: true,
  // Faults name the value found and what is known there.
  verbose: true,
  removeAdditional: false,
  useDefaults: false,
  allowUnionTypes: true,
  code: { optimize: false },
  formats: TIME_FORMATS,
} as const;

/**
 * Registers what checks requests against the schemas. A query is text: `explain=true`, and a single
 * `line=` for a list. A body has types of its own, and is taken as it is.
 */
export function registerSchemaValidation(app: App): void {
  const ofText = new Ajv({ ...OPTIONS, coerceTypes: 'array' });
  const ofBody = new Ajv(OPTIONS);
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? ofBody : ofText;
    return compiledWhenAsked(() => ajv.compile(schema as object));
  });
}

/** Compiling the schemas of all routes takes 0.1 s of every start; most are not asked for soon. */
function compiledWhenAsked(compile: () => ValidateFunction) {
  let validate: ValidateFunction | null = null;
  return (value: unknown) => {
    validate ??= compile();
    return validate(value) || { error: (validate.errors ?? []) as FastifySchemaValidationError[] };
  };
}
