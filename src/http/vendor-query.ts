import type { FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import type { FormatName } from '../formats/formats.ts';
import { formatNamed } from '../formats/formats.ts';
import { formatAccepted } from './negotiation.ts';

/**
 * A hook before a query is checked: telephone systems add a dozen keys of their own to a URL, so
 * that where a document of theirs is asked for, unknown keys are passed over instead of refused.
 */
export function passOverUnknownKeys(schema: TObject, format?: FormatName) {
  return (request: FastifyRequest, _reply: unknown, done: () => void): void => {
    const { query } = request;
    if (formatNamed(format ?? formatAskedBy(request))?.isAlways200) {
      const known = Object.entries(query as object).filter(([key]) => key in schema.properties);
      request.query = Object.fromEntries(known);
    }
    done();
  };
}

/** Nothing has been checked yet, so that this may be the name of no format. */
function formatAskedBy(request: FastifyRequest): string {
  const inPath = (request.params as { readonly format?: unknown }).format;
  const inQuery = (request.query as { readonly format?: unknown }).format;
  return String(inPath ?? inQuery ?? formatAccepted(request));
}
