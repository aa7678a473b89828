/** The document as the contract reads it. */
import { readFileSync } from 'node:fs';

export const DOCUMENT = 'docs/reference/openapi.json';

export interface Schema {
  readonly enum?: readonly string[];
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Response {
  readonly content?: Readonly<Record<string, Media>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface Written {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Operation extends Written {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

type Kind = 'parameters' | 'schemas' | 'headers';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly components: Readonly<Record<Kind, Readonly<Record<string, unknown>>>>;
}

const document: Document = JSON.parse(readFileSync(DOCUMENT, 'utf8'));

/** Every operation, with what it refers to in place. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      ...{ path, method: method.toUpperCase() },
      parameters: (operation.parameters ?? []).map((each) => resolve<Parameter>(each)),
    })),
);

/** The names of the headers that the document knows, in small letters. */
export const documentedHeaders = Object.keys(document.components.headers).map(small);

/** What stands in the place of a reference. */
function resolve<T extends object>(part: T | { readonly $ref: string }): T {
  if (!('$ref' in part) || typeof part.$ref !== 'string') return part as T;
  const [kind, name = ''] = part.$ref.split('/').slice(2);
  return document.components[kind as Kind][name] as T;
}

export function small(text: string): string {
  return text.toLowerCase();
}
