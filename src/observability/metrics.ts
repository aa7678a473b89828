import { Registry } from 'prom-client';
import { type Instant, SECOND } from '../core/instant.ts';
import type { Keeper } from '../lines/keeper.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import { statusCounts } from '../overrides/status-counts.ts';
import type { Ledger } from '../store/ledger.ts';
import { registerKnowledgeMetrics } from './knowledge-metrics.ts';
import { registerLineMetrics } from './line-metrics.ts';
import { type LinesNow, lookAtLines } from './look-at-lines.ts';
import { type MetricDescription, MetricMaker } from './metric-maker.ts';
import { processMetrics } from './process-metrics.ts';
import { registerRequestMetrics } from './request-metrics.ts';
import type { Tallies } from './tallies.ts';

/** What the metrics are read from, at the moment that somebody asks for them. */
export interface MetricSources {
  readonly keeper: Keeper;
  readonly ledger: Ledger | null;
  readonly clock: () => Instant;
  /** Streams that are open. */
  readonly streams: () => number;
  readonly courier: WebhookSource | null;
  readonly feeds: FeedsSource | null;
  readonly tallies: Tallies;
  /** Lines are not named to everybody where reading needs an access key. */
  readonly reads: 'public' | 'keyed';
  readonly version: string;
}

export interface WebhookSource {
  readonly counts: { readonly delivered: number; readonly failed: number; readonly dead: number };
}

export interface FeedsSource {
  reports(): readonly {
    readonly id: string;
    readonly fetchedAt: Instant | null;
    readonly checkedAt: Instant | null;
  }[];
}

/** Metrics in the format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  /** Those of our own, for documents. */
  readonly described: readonly MetricDescription[];
  write(): Promise<string>;
}

/** Base units, `_total` for what only grows; names are a promise to dashboards. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const maker = new MetricMaker(registry);
  const { keeper, ledger, clock, courier, feeds, version } = sources;
  let lines: LinesNow | null = null;
  maker.gauge('ready', '1 when there is data to answer from', () =>
    Number(keeper.snapshot !== null),
  );
  registerKnowledgeMetrics(maker, sources);
  registerLineMetrics(maker, () => lines, sources.reads);
  registerRequestMetrics(maker, sources);
  maker.gauge('streams', 'Open streams', sources.streams);
  if (ledger) registerLedger(maker, ledger, clock);
  if (courier) registerWebhooks(maker, courier);
  if (feeds) registerFeeds(maker, feeds, clock);
  maker.gauges({ name: 'build_info', help: '1; what runs', labels: ['version', 'node'] }, () => [
    [{ version, node: process.version }, 1],
  ]);
  return {
    contentType: registry.contentType,
    described: maker.described,
    async write() {
      lines = keeper.snapshot && (await lookAtLines(keeper.snapshot, clock()));
      const written = await Promise.all([registry.metrics(), processMetrics().metrics()]);
      return written.join('\n');
    },
  };
}

function registerLedger(maker: MetricMaker, ledger: Ledger, clock: () => Instant): void {
  const overrides = () => (ledger.state ? overridesOf(ledger.state) : []);
  const counts = onceATurn(() => statusCounts(overrides(), clock()));
  maker.gauge('overrides_active', 'Overrides in force', () => counts().active);
  maker.gauge('overrides_planned', 'Overrides for later', () => counts().planned);
  maker.gauge('overrides_long', 'Active or planned overrides of over 7 days', () => counts().long);
  maker.gauge('store_live', '1 while the store confirms what we know', () =>
    Number(ledger.knowledge.freshness === 'live'),
  );
  maker.gauge(
    'store_age_seconds',
    'Since the store last confirmed what we know; 0 while live',
    () => {
      const { asOf } = ledger.knowledge;
      return asOf === null ? 0 : (clock() - asOf) / SECOND;
    },
  );
  maker.gauge('store_alarm', '1 when the store is not what it was: empty, older or other', () =>
    Number(ledger.knowledge.alarm !== null),
  );
  maker.gauge('store_version', 'The version that answers are made from', () => {
    return ledger.state?.version ?? 0;
  });
  registerWrites(maker, ledger);
}

function registerWrites(maker: MetricMaker, { counts }: Ledger): void {
  maker.counter('writes_total', 'Changes that were made here', () => counts.writes);
  maker.counter('write_conflicts_total', 'Writes run again after others', () => counts.conflicts);
  maker.counter('write_refusals_total', 'Writes that the store refused', () => counts.refusals);
  maker.counter('write_unknown_outcomes_total', 'Writes that the store did not answer', () => {
    return counts.unknownOutcomes;
  });
  maker.counter('snapshot_failures_total', 'Snapshots that could not be put on the disk', () => {
    return counts.snapshotFailures;
  });
  maker.counter('snapshot_late_total', 'Writes answered before they were on the disk here', () => {
    return counts.lateSnapshots;
  });
}

function registerWebhooks(maker: MetricMaker, { counts }: WebhookSource): void {
  maker.counter('webhook_deliveries_total', 'Messages that were delivered', () => counts.delivered);
  maker.counter('webhook_failures_total', 'Attempts that failed', () => counts.failed);
  maker.counter('webhook_dead_letters_total', 'Messages that were given up', () => counts.dead);
}

/** Of a calendar that never answered nothing is said: its holidays are unknown anyway. */
function registerFeeds(maker: MetricMaker, feeds: FeedsSource, clock: () => Instant): void {
  const name = 'calendar_feed_age_seconds';
  const help = 'Since a calendar was last fetched with success';
  maker.gauges({ name, help, labels: ['calendar'] }, () =>
    feeds.reports().flatMap(({ id, checkedAt, fetchedAt }) => {
      const at = checkedAt ?? fetchedAt;
      return at === null ? [] : [[{ calendar: id }, (clock() - at) / SECOND] as const];
    }),
  );
}

/** Reads once for all metrics that are asked for together. */
function onceATurn<T>(read: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    if (known) return known.value;
    known = { value: read() };
    queueMicrotask(() => {
      known = null;
    });
    return known.value;
  };
}
