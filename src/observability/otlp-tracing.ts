import {
  context,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { MINUTE, SECOND } from '../core/instant.ts';
import { traceOutgoing } from './trace-outgoing.ts';
import type { RequestSpan, TracedRequest, Tracing, TracingOptions } from './tracing.ts';

/** A collector that is away must not hold up the end of the process. */
const FLUSH_MILLISECONDS = 2 * SECOND;

/**
 * Traces through the standard packages, which read the standard variables themselves: endpoint,
 * headers, sampler, limits. Only the name of the service has a default of ours.
 */
export function startTracing({ version, log }: TracingOptions): Tracing {
  diag.setLogger(rareLog(log), DiagLogLevel.WARN);
  const ours = resourceFromAttributes({ 'service.name': 'eigyochu', 'service.version': version });
  const given = detectResources({ detectors: [envDetector] });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(ours).merge(given),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const tracer = provider.getTracer('eigyochu', version);
  const stopOutgoing = traceOutgoing(tracer);
  log.info('traces are on');
  return {
    around: (name, run) => aroundWith(tracer, name, run),
    begin: (request, run) => beginRequest(tracer, request, run),
    async close() {
      stopOutgoing();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, FLUSH_MILLISECONDS);
      });
      await Promise.race([provider.shutdown().catch(() => {}), late]);
      clearTimeout(timer);
    },
  };
}

function aroundWith<T>(tracer: Tracer, name: string, run: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, async (span) => {
    try {
      return await run();
    } catch (error) {
      fail(span, error as Error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Names of attributes as the semantic conventions for HTTP have them. */
function beginRequest(tracer: Tracer, request: TracedRequest, run: () => void): RequestSpan {
  const { method, headers } = request;
  const parent = propagation.extract(ROOT_CONTEXT, headers);
  const attributes = { 'http.request.method': method };
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
  context.with(trace.setSpan(parent, span), run);
  return {
    traceId: span.spanContext().traceId,
    end({ route, status, attributes: answered }) {
      span.setAttributes({ ...answered, 'http.response.status_code': status });
      if (route !== null) span.setAttribute('http.route', route).updateName(`${method} ${route}`);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function fail(span: Span, error: Error): void {
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}

/** The packages complain at each batch that cannot be sent; once a minute is enough. */
function rareLog(log: TracingOptions['log']) {
  let last = Number.NEGATIVE_INFINITY;
  const tell = (text: string) => {
    if (performance.now() - last < MINUTE) return;
    last = performance.now();
    const advice = 'look at the collector and OTEL_EXPORTER_OTLP_ENDPOINT';
    log.warn(`traces: ${messageOf(text)}; ${advice}; requests are answered all the same`);
  };
  const pass = () => {};
  return { error: tell, warn: tell, info: pass, debug: pass, verbose: pass };
}

/** The packages tell an error as JSON, stack and all; a person wants its message. */
function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' && message !== '' ? message : text;
  } catch {
    return text;
  }
}
