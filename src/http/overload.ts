import underPressure from '@fastify/under-pressure';
import { CodedError } from '../errors.ts';
import { MAX_CONNECTIONS } from './limits.ts';
import type { App, Ports } from './ports.ts';

const SAMPLE_MILLISECONDS = 1_000;
/** More than one sample: after a single stall the next one is fine again. */
const LASTING_MILLISECONDS = 1.5 * SAMPLE_MILLISECONDS;

/** Refused at once, and told when to come back, rather than late and after everybody else. */
const RETRY_SECONDS = '1';

/**
 * Registers what refuses requests while the event loop stays behind, except whether it lives. A
 * single stall (a large configuration compiled, the whole machine paused) refuses nobody: the
 * plugin takes a sample without two ticks for an endless delay, and goes by it until the next one.
 */
export async function registerOverload(app: App, { maxLagMilliseconds }: Ports): Promise<void> {
  app.server.maxConnections = MAX_CONNECTIONS;
  if (maxLagMilliseconds === 0) return;
  const isLasting = lastingFrom(LASTING_MILLISECONDS);
  await app.register(underPressure, {
    maxEventLoopDelay: maxLagMilliseconds,
    sampleInterval: SAMPLE_MILLISECONDS,
    pressureHandler: async ({ routeOptions }) => {
      if (isLasting(performance.now()) && routeOptions.url !== '/livez') throw overloaded();
    },
  });
}

/** Whether what is told of now has been told of for so long, without a break as long. */
function lastingFrom(milliseconds: number): (now: number) => boolean {
  let first = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (now - last > milliseconds) first = now;
    last = now;
    return now - first >= milliseconds;
  };
}

function overloaded(): CodedError {
  const detail = 'The service is behind with its work.';
  return new CodedError([{ code: 'overloaded', detail }], { 'retry-after': RETRY_SECONDS });
}
