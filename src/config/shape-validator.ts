import { Ajv, type CodeOptions, type ValidateFunction } from 'ajv';
import { configurationSchema } from './json-schema.ts';

/**
 * The validator of the configuration's schema, compiled now, which takes a good part of a start.
 * The bundle has one in this file's place that was compiled when it was built: see
 * `scripts/compiled-shape.js`.
 */
export function createShapeValidator(): ValidateFunction {
  // Compiled and run once: code that is quick to generate beats code that is quick.
  return createShapeAjv({ optimize: false }).compile(configurationSchema);
}

/** What compiles it, with options about the code that comes of it. */
export function createShapeAjv(code: CodeOptions): Ajv {
  const quick = { code, inlineRefs: false, validateSchema: false };
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, ...quick });
  ajv.addKeyword('advice');
  return ajv;
}
