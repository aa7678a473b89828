/** What is refused before a route sees the request, and before anything reads a body. */
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { MAX_BODY_BYTES, MAX_URL_LENGTH } from './limits.ts';
import type { App } from './ports.ts';

/** A path that the service knows, and what it takes there. */
interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Registered before the routes, so that it learns of all of them. */
export function registerGuard(app: App): void {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    const path = paths.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const each of [method].flat()) path.methods.add(each);
    paths.set(url, path);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    done(messageFault(request));
  });
  // After the limits, which count what leads nowhere too, and before anything reads a body.
  app.addHook('preParsing', (request, _reply, payload, done) => {
    done(request.is404 ? pathFault(request, paths.values()) : null, payload);
  });
  // Never reached: the hook above has answered. Without it the framework logs each miss.
  app.setNotFoundHandler((request) => {
    throw pathFault(request, paths.values());
  });
}

/** RFC 9110 lets a server pass over an `Expect` that it does not know; Node sends no body. */
export function passOverExpectations({ server }: App): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

function messageFault({ headers, raw, routeOptions }: FastifyRequest): CodedError | undefined {
  if (raw.httpVersion === '1.1' && headers.host === undefined) {
    return new CodedError([{ code: 'bad_request', detail: 'HTTP/1.1 needs a Host header.' }]);
  }
  if ((raw.url ?? '').length > MAX_URL_LENGTH) {
    const detail = `At most ${MAX_URL_LENGTH} characters are read.`;
    return new CodedError([{ code: 'uri_too_long', detail }]);
  }
  const { bodyLimit = MAX_BODY_BYTES } = routeOptions;
  if (Number(headers['content-length'] ?? 0) > bodyLimit) {
    const detail = `At most ${bodyLimit} bytes are read.`;
    return new CodedError([{ code: 'body_too_large', detail }], { connection: 'close' });
  }
  return undefined;
}

function pathFault(request: FastifyRequest, paths: Iterable<KnownPath>): CodedError {
  const path = pathOf(request);
  const methods = [...paths].flatMap((known) =>
    known.pattern.test(path) ? [...known.methods] : [],
  );
  // A pattern with `*` may know the method and still lead nowhere.
  if (methods.length === 0 || methods.includes(request.method)) {
    return new CodedError([{ code: 'not_found', detail: nowhere(path) }]);
  }
  const allow = [...new Set(methods)].sort().join(', ');
  const detail = `This path takes ${allow}, not ${request.method}.`;
  return new CodedError([{ code: 'method_not_allowed', detail }], { allow });
}

function nowhere(path: string): string {
  const slash = path.length > 1 && path.endsWith('/') ? ' Write it without the / at its end.' : '';
  return `Nothing is at ${quote(path)}.${slash} The paths are listed in /openapi.json.`;
}

function pathOf(request: FastifyRequest): string {
  const path = (request.raw.url ?? '').split('?', 1)[0] ?? '';
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** The router's pattern as an expression: `:line` is a part of a path, `*` anything. */
export function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*')}$`);
}
