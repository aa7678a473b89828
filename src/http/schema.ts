import { type Static, type TSchema, Type } from 'typebox';

/** A schema whose values may be `null`; OpenAPI 3.1 and the serializer both take type lists. */
export function nullable<S extends TSchema & { type: string }>(schema: S) {
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
}

/** A schema that stands in the shared part of the document, under its `$id`. */
export function referTo<S extends TSchema>(_schema: S, id: string) {
  return Type.Unsafe<Static<S>>({ $ref: `${id}#` });
}

/** An object of exactly these keys, written in this order. */
export function record<P extends Record<string, TSchema>>(properties: P, options = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

export const NamesSchema = record(
  {
    ja: Type.String({ examples: ['電話用暗証番号デスク'] }),
    en: Type.String({ examples: ['Phone PIN desk'] }),
  },
  { title: 'Names' },
);

export const InstantSchema = Type.String({
  format: 'date-time',
  description: "ISO 8601 with the line's own offset; half-open where it ends something.",
});

export const DateSchema = Type.String({ format: 'date', description: 'A civil date.' });
