import type { IncomingHttpHeaders } from 'node:http';

/** Runs something under a name. */
export type Around = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** Where spans go. There is none unless the environment asks for it. */
export interface Tracing {
  /** Puts a span around what a promise does. */
  readonly around: Around;
  /** Begins the span of a request; what `run` goes on to do belongs to it. */
  begin(request: TracedRequest, run: () => void): RequestSpan;
  /** Sends what is left, for a short while. */
  close(): Promise<void>;
}

/** Without the URL: people write keys even into paths. */
export interface TracedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

export interface RequestSpan {
  readonly traceId: string;
  end(answer: TracedAnswer): void;
}

export interface TracedAnswer {
  /** The template; `null` where none was found. */
  readonly route: string | null;
  readonly status: number;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TracingOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly version: string;
  readonly log: { warn(text: string): void; info(text: string): void };
}

/**
 * Traces by OpenTelemetry where its own variables ask for them, else `null`. Only then are its
 * packages loaded: off costs neither time at the start nor any for a request.
 */
export async function openTracing(options: TracingOptions): Promise<Tracing | null> {
  if (!wantsTraces(options.environment)) return null;
  const { startTracing } = await import('./otlp-tracing.ts');
  return startTracing(options);
}

function wantsTraces(environment: NodeJS.ProcessEnv): boolean {
  const { OTEL_SDK_DISABLED: disabled = '', OTEL_TRACES_EXPORTER: exporter = '' } = environment;
  if (disabled.toLowerCase() === 'true') return false;
  if (exporter !== '') return exporter.split(',').some((each) => each.trim() === 'otlp');
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = environment;
  return Boolean(all || own);
}
