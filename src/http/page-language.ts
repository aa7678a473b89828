import type { FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '../core/reason.ts';

/** The language of a page: as its URL says, else as the browser does, else Japanese. */
export function pageLanguageOf(request: FastifyRequest): Language {
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  const named = LANGUAGES.find((language) => language === lang);
  if (named) return named;
  // What the framework itself refuses is no request yet that plugins have added to.
  const accepted = 'accepts' in request ? request.accepts().language([...LANGUAGES]) : false;
  return LANGUAGES.find((language) => language === accepted) ?? 'ja';
}
