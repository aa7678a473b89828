import type { IncomingHttpHeaders } from 'node:http';

/** W3C Trace Context: version, trace, parent, flags; later versions may add to the end. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(-|$)/;

/** The trace that a request says it is part of; `null` where it says nothing that can be read. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | null {
  if (typeof traceparent !== 'string') return null;
  return TRACEPARENT.exec(traceparent)?.[1] ?? null;
}
