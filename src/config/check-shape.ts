/** Checks documents against the schema, by the validator that other tools use too. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import { type Located, locateRoot } from './located.ts';
import { type ProblemList, placeFault } from './problem-list.ts';
import type { WrittenDocument } from './schema.ts';
import { describeShapeFault, type ShapeError } from './shape-fault.ts';
import { createShapeValidator } from './shape-validator.ts';
import { formatPointer, type Path, parsePointer, type SourceDocument } from './source-document.ts';

/** Left to the parsers of the values, which say what was meant. */
const LEFT_TO_PARSERS: ReadonlySet<string> = new Set(['pattern', 'propertyNames']);

/** Made when first needed: commands that load no configuration do without. */
let validator: ValidateFunction | null = null;

/**
 * Reports everything whose shape is wrong and gives the document for further parsing, which leaves
 * the reported values out; `null` where nothing can be made of it.
 */
export function checkShape(
  document: SourceDocument,
  problems: ProblemList,
): Located<WrittenDocument> | null {
  const broken = new Set<string>();
  for (const error of findShapeErrors(document.value)) {
    const unusable = unusablePath(error);
    if (unusable) broken.add(formatPointer(unusable));
    problems.add(() => {
      const { path, ...fault } = describeShapeFault(error, document);
      return placeFault(document, path, { ...fault, severity: 'error' });
    });
  }
  if (broken.has('')) return null;
  // The validator has just said so, for all but the values in `broken`.
  return locateRoot(document.value as WrittenDocument, { ...document, broken });
}

function findShapeErrors(value: unknown): ShapeError[] {
  validator ??= createShapeValidator();
  if (validator(value)) return [];
  const errors = (validator.errors ?? []).filter(({ keyword }) => !LEFT_TO_PARSERS.has(keyword));
  return tellOnce(errors).map((error) => ({
    path: parsePointer(error.instancePath),
    keyword: error.keyword,
    params: error.params as Record<string, unknown>,
    schema: error.parentSchema as ShapeError['schema'],
    value: error.data,
  }));
}

/** Where no parser may look: at the value, or below an unknown key, which has no schema. */
function unusablePath({ keyword, params, path }: ShapeError): Path | null {
  if (keyword === 'required') return null;
  return keyword === 'additionalProperties' ? [...path, String(params.additionalProperty)] : path;
}

/**
 * Tells each fault once. The branches of a union differ in type, so all but the one that speaks
 * fail by their type alone; when every one does, the union itself speaks. And what has the wrong
 * type cannot have a right value.
 */
function tellOnce(errors: readonly ErrorObject[]): ErrorObject[] {
  const wrongTypes = new Map<string, number>();
  const branches = new Map<string, number>();
  for (const { keyword, instancePath: at, schema } of errors) {
    if (keyword === 'type') wrongTypes.set(at, (wrongTypes.get(at) ?? 0) + 1);
    if (keyword === 'anyOf') branches.set(at, (schema as unknown[]).length);
  }
  return errors.filter(({ keyword, instancePath: at }) => {
    const count = branches.get(at);
    if (keyword === 'anyOf') return wrongTypes.get(at) === count;
    if (keyword === 'type') return count === undefined;
    return count !== undefined || !wrongTypes.has(at);
  });
}
