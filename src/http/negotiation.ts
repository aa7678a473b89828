import accepts from '@fastify/accepts';
import type { FastifyRequest } from 'fastify';
import { FORMATS, type FormatName } from '../formats/formats.ts';
import type { App } from './ports.ts';

/** Registers what reads `Accept`. */
export async function registerNegotiation(app: App): Promise<void> {
  await app.register(accepts);
}

/** The formats that can be told apart by their media types, the one for everybody first. */
const OFFERED: readonly FormatName[] = ['json', 'word', 'form', 'twiml', 'vxml'];

const NAMES_BY_TYPE = new Map(
  OFFERED.map((name) => [String(FORMATS[name].contentType.split(';')[0]), name]),
);
const TYPES = [...NAMES_BY_TYPE.keys()];

/**
 * The format that `Accept` asks for. JSON without a wish, for any type (all telephone systems send
 * that), and where nothing fits: an answer is more use than a 406.
 */
export function formatAccepted(request: FastifyRequest): FormatName {
  const { accept } = request.headers;
  if (accept === undefined) return 'json';
  // What the framework itself refuses is no request yet that plugins have added to.
  if (!('accepts' in request)) return formatNamedIn(accept);
  const type = request.accepts().type(TYPES);
  return (typeof type === 'string' && NAMES_BY_TYPE.get(type)) || 'json';
}

/** The same of a request that cannot be read: the first type that is named, without weights. */
export function formatNamedIn(text: string): FormatName {
  const type = TYPES.find((each) => text.toLowerCase().includes(each));
  return (type && NAMES_BY_TYPE.get(type)) || 'json';
}
