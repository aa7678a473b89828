import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';

/** What Node says of a request by `fetch`. */
interface Outgoing {
  readonly request: { readonly origin?: string; readonly method?: string };
  readonly response?: { readonly statusCode: number };
  readonly error?: Error;
}

/**
 * Puts a span around each request that the process makes by `fetch`: messages to webhooks, and
 * calendars fetched. Of the address only the host is told: paths of webhooks are often secret. No
 * `traceparent` goes out, since the receivers are strangers. Gives what ends it.
 */
export function traceOutgoing(tracer: Tracer): () => void {
  const spans = new WeakMap<object, Span>();
  const listeners = {
    'undici:request:create': ({ request }: Outgoing) => {
      const { origin = '', method = 'GET' } = request;
      const attributes = { 'http.request.method': method, 'server.address': hostOf(origin) };
      spans.set(request, tracer.startSpan(method, { kind: SpanKind.CLIENT, attributes }));
    },
    'undici:request:headers': ({ request, response }: Outgoing) => {
      const status = response?.statusCode ?? 0;
      const span = spans.get(request)?.setAttribute('http.response.status_code', status);
      if (status >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
    },
    'undici:request:trailers': ({ request }: Outgoing) => spans.get(request)?.end(),
    'undici:request:error': ({ request, error }: Outgoing) => {
      const message = error?.message ?? '';
      spans.get(request)?.setStatus({ code: SpanStatusCode.ERROR, message }).end();
    },
  };
  const subscribed = Object.entries(listeners).map(([name, listener]) => {
    const hear = (message: unknown) => listener(message as Outgoing);
    subscribe(name, hear);
    return () => unsubscribe(name, hear);
  });
  return () => {
    for (const stop of subscribed) stop();
  };
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
