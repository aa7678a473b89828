import type { Instant } from './core/instant.ts';
import { formatInstant } from './core/zone.ts';
import { comparisonToJson, type WrittenAmount } from './formats/comparison-json.ts';
import { type ComparisonReport, reportComparison } from './formats/comparison-report.ts';
import { comparingSnapshots, type SnapshotComparison } from './lines/compare-snapshots.ts';
import type { Snapshot } from './lines/snapshot.ts';
import { finishInSlices } from './lines/work.ts';
import type { Json, JsonObject } from './store/json.ts';
import type { Ledger, Write } from './store/ledger.ts';

export interface TrailParts {
  readonly ledger: Pick<Ledger, 'write' | 'onKnowledge'>;
  readonly clock: () => Instant;
  readonly log: { info(text: string): void; warn(text: string): void; error(text: string): void };
}

/** Two configurations as they answer, one after the other, each with its own revision. */
export interface ConfigurationChange {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Lines of the log for one reload; more are counted. */
const MAX_LOGGED_CHANGES = 50;
const MAX_LOGGED_NAMES = 20;

/** Of one record, which every replica keeps: some tens of kilobytes. */
const RECORDED_AMOUNT: WrittenAmount = { intervals: 100, names: 100 };

const ACTOR = { key: null, name: 'configuration' };

/**
 * Tells log and audit trail what a new configuration changes, after it has come into force. Looking
 * a year ahead is done in slices; a reload that comes meanwhile is told together with what waits. A
 * record is written once per revision, by whichever replica comes first. What the store does not
 * take is logged, and tried again when the store is back.
 */
export class ConfigurationTrail {
  readonly #parts: TrailParts;
  #waiting: ConfigurationChange | null = null;
  #work: Promise<void> | null = null;
  #latest: Write | null = null;
  #unwritten: Write | null = null;
  #isClosed = false;

  constructor(parts: TrailParts) {
    this.#parts = parts;
    parts.ledger.onKnowledge(({ freshness }) => {
      if (freshness === 'live' && this.#unwritten) void this.#write(this.#unwritten);
    });
  }

  /** What was in force until now, and what is from now on. */
  changed({ before, after }: ConfigurationChange): void {
    this.#waiting = { before: this.#waiting?.before ?? before, after };
    this.#work ??= this.#tellAll();
  }

  /**
   * A service that starts knows no configuration from before, so that nothing can be compared; but
   * a record of one that is not in force any more must not be the last word.
   */
  async started({ revision, loadedAt, zone }: Snapshot): Promise<void> {
    const after = { revision, loadedAt: formatInstant(zone, loadedAt), changes: null };
    await this.#write({
      ...{ actor: ACTOR, action: 'configuration.start', idempotency: null },
      propose({ state }) {
        const before = currentOf(state.documents);
        if (before === null || before.revision === revision) return [];
        return [changeOf(before, { ...after, previous: before.revision ?? null })];
      },
    });
  }

  /** Resolves once everything until now is told. */
  async idle(): Promise<void> {
    await this.#work;
  }

  close(): void {
    this.#isClosed = true;
  }

  async #tellAll(): Promise<void> {
    while (this.#waiting && !this.#isClosed) {
      const change = this.#waiting;
      this.#waiting = null;
      await this.#tell(change);
    }
    this.#work = null;
  }

  /** A bug in comparing must not end a service that answers. */
  async #tell({ before, after }: ConfigurationChange): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      const comparison = await finishInSlices(comparingSnapshots({ before, after, now: clock() }));
      logReport(reportComparison(comparison), comparison, log);
      if (!this.#isClosed) await this.#write(recordOf(comparison));
    } catch (error) {
      log.error(`what the configuration changes could not be told: ${(error as Error).stack}`);
    }
  }

  /** Of several that were not taken only the last one is tried again: it is the one in force. */
  async #write(write: Write): Promise<void> {
    this.#latest = write;
    this.#unwritten = null;
    try {
      await this.#parts.ledger.write(write);
    } catch (error) {
      if (this.#latest === write) this.#unwritten = write;
      const { message } = error as Error;
      this.#parts.log.warn(`the audit trail was not told of the configuration yet: ${message}`);
    }
  }
}

function logReport(
  { summary, notes, sections }: ComparisonReport,
  { before, after }: SnapshotComparison,
  log: TrailParts['log'],
): void {
  log.info(`revision ${after.revision} instead of ${before.revision}: ${summary}`);
  const changes = [
    ...notes.map(({ about, names }) => `${about}: ${enumerate(names)}`),
    ...sections.flatMap(({ lines, rows }) =>
      rows.map(({ when, state, reasons }) => `${enumerate(lines)}: ${when}, ${state}, ${reasons}`),
    ),
  ];
  for (const text of changes.slice(0, MAX_LOGGED_CHANGES)) log.info(`change: ${text}`);
  const untold = changes.length - MAX_LOGGED_CHANGES;
  if (untold > 0) log.info(`and ${untold} changes more; eigyochu diff tells all of them`);
}

function enumerate(names: readonly string[]): string {
  const untold = names.length - MAX_LOGGED_NAMES;
  const named = names.slice(0, MAX_LOGGED_NAMES).join(', ');
  return untold > 0 ? `${named} and ${untold} more` : named;
}

function recordOf(comparison: SnapshotComparison): Write {
  const {
    before: previous,
    after: revision,
    ...told
  } = comparisonToJson(comparison, RECORDED_AMOUNT);
  const { zone, loadedAt } = comparison.after;
  const document = { revision, previous, loadedAt: formatInstant(zone, loadedAt), ...told };
  return {
    ...{ actor: ACTOR, action: 'configuration.reload', idempotency: null },
    propose({ state }) {
      const before = currentOf(state.documents);
      return before?.revision === revision
        ? []
        : [changeOf(before, document as unknown as JsonObject)];
    },
  };
}

const CURRENT = { kind: 'configuration', id: 'current' } as const;

function currentOf(documents: ReadonlyMap<string, Json>): JsonObject | null {
  return (documents.get(`${CURRENT.kind}/${CURRENT.id}`) ?? null) as JsonObject | null;
}

function changeOf(before: Json, after: JsonObject) {
  return { ...CURRENT, before, after };
}
