import { Ajv } from 'ajv';
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
  const ofText = madeWhenAsked(() => new Ajv({ ...OPTIONS, coerceTypes: 'array' }));
  const ofBody = madeWhenAsked(() => new Ajv(OPTIONS));
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? ofBody : ofText;
    const compiled = madeWhenAsked(() => ajv().compile(schema as object));
    return (value: unknown) => {
      const validate = compiled();
      return validate(value) || { error: validate.errors as FastifySchemaValidationError[] };
    };
  });
}

/** Compiling the schemas of all routes takes 0.1 s of every start; most are not asked for soon. */
function madeWhenAsked<Made>(make: () => Made): () => Made {
  let made: Made | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
