import { collectDefaultMetrics, Registry } from 'prom-client';

/** Gauges that end in `_total`, which promtool refuses; and each looks at every open connection. */
const LEFT_OUT = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
  'nodejs_active_resources',
  'nodejs_active_resources_total',
];

let registry: Registry | null = null;

/**
 * What the library tells of any process: processor, memory, collections, and how far the event
 * loop was behind since the last scrape. Made once for a process, when it is first asked for.
 */
export function processMetrics(): Registry {
  if (registry) return registry;
  registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  for (const name of LEFT_OUT) registry.removeSingleMetric(name);
  return registry;
}
