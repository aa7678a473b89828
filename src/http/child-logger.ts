import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import { traceIdOf } from '../observability/trace-id.ts';

/**
 * The log of one request: its id, and the trace that it says it is part of. Made with its first
 * line: most requests write none, and a child of the log costs more than their answer's bytes.
 */
export const childLogger: NonNullable<FastifyServerOptions['childLoggerFactory']> = (
  logger,
  bindings,
  options,
  { headers },
) => new LateLogger(logger, bindings, { headers, options });

type Bindings = Parameters<FastifyBaseLogger['child']>[0];
type Options = Parameters<FastifyBaseLogger['child']>[1];
type Level = Exclude<keyof FastifyBaseLogger, 'child' | 'level'>;

interface Surroundings {
  readonly headers: IncomingMessage['headers'];
  readonly options: Options;
}

class LateLogger implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: Bindings;
  readonly #surroundings: Surroundings;
  #made: FastifyBaseLogger | null = null;

  constructor(parent: FastifyBaseLogger, bindings: Bindings, surroundings: Surroundings) {
    this.#parent = parent;
    this.#bindings = bindings;
    this.#surroundings = surroundings;
  }

  get level(): string {
    return this.#parent.level;
  }

  fatal(...words: unknown[]): void {
    this.#write('fatal', words);
  }
  error(...words: unknown[]): void {
    this.#write('error', words);
  }
  warn(...words: unknown[]): void {
    this.#write('warn', words);
  }
  info(...words: unknown[]): void {
    this.#write('info', words);
  }
  debug(...words: unknown[]): void {
    this.#write('debug', words);
  }
  trace(...words: unknown[]): void {
    this.#write('trace', words);
  }
  silent(...words: unknown[]): void {
    this.#write('silent', words);
  }
  child(...given: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#log().child(...given);
  }

  #write(level: Level, words: readonly unknown[]): void {
    this.#log()[level](...(words as [string]));
  }

  #log(): FastifyBaseLogger {
    this.#made ??= this.#make();
    return this.#made;
  }

  #make(): FastifyBaseLogger {
    const { headers, options } = this.#surroundings;
    const traceId = traceIdOf(headers);
    const trace = traceId === null ? {} : { traceId };
    return this.#parent.child({ ...this.#bindings, ...trace }, options);
  }
}
