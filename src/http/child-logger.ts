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
) => {
  const make = () => {
    const traceId = traceIdOf(headers);
    return logger.child(traceId === null ? bindings : { ...bindings, traceId }, options);
  };
  return new LateLogger(make, logger.level);
};

type Level = Exclude<keyof FastifyBaseLogger, 'child' | 'level'>;

class LateLogger implements FastifyBaseLogger {
  readonly level: string;
  readonly #make: () => FastifyBaseLogger;
  #made: FastifyBaseLogger | null = null;

  constructor(make: () => FastifyBaseLogger, level: string) {
    this.#make = make;
    this.level = level;
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
    return this.#log.child(...given);
  }

  get #log(): FastifyBaseLogger {
    this.#made ??= this.#make();
    return this.#made;
  }

  #write(level: Level, words: readonly unknown[]): void {
    this.#log[level](...(words as [string]));
  }
}
