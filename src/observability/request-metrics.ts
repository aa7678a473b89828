import { type DecisionTallies, OTHER_LINES } from './decision-tallies.ts';
import type { MetricMaker, Sample } from './metric-maker.ts';
import type { Tallies } from './tallies.ts';

interface RequestSources {
  readonly tallies: Tallies;
  readonly reads: 'public' | 'keyed';
}

/** Registers what was asked, answered and refused, and how long it took. */
export function registerRequestMetrics(
  maker: MetricMaker,
  { tallies, reads }: RequestSources,
): void {
  const { decisions, requestDurations, refusals, storeDurations } = tallies;
  maker.counters(
    {
      name: 'decisions_total',
      help: 'Decisions answered over HTTP, of 500 lines by name',
      labels: ['line', 'state', 'reason'],
    },
    () => (reads === 'public' ? decisionsOf(decisions) : unnamed(decisionsOf(decisions))),
  );
  maker.counters(
    {
      name: 'http_requests_total',
      help: 'Requests answered, by the template of the route',
      labels: ['route', 'method', 'status'],
    },
    () => requestsOf(tallies.requests),
  );
  maker.counters(
    { name: 'http_refusals_total', help: 'Requests refused, by code', labels: ['code'] },
    () => [...refusals.entries()].map(([code, count]) => [{ code }, count] as const),
  );
  maker.durations(
    {
      name: 'http_request_duration_seconds',
      help: 'How long requests took; neither streams nor answers sent from kept bytes',
      labels: ['route'],
    },
    requestDurations,
  );
  maker.durations(
    {
      name: 'store_operation_duration_seconds',
      help: 'How long the store took: commit is a write, advance a poll',
      labels: ['operation'],
    },
    storeDurations,
  );
}

function* decisionsOf(decisions: DecisionTallies): Iterable<Sample> {
  for (const { labels, tally } of decisions.entries()) yield [{ ...labels }, tally.count];
}

/** The counter adds up what has the same labels. */
function* unnamed(samples: Iterable<Sample>): Iterable<Sample> {
  for (const [labels, count] of samples) yield [{ ...labels, line: OTHER_LINES }, count];
}

function* requestsOf(requests: Tallies['requests']): Iterable<Sample> {
  for (const { labels, tally } of requests.entries()) {
    yield [{ ...labels, status: String(labels.status) }, tally.count];
  }
}
