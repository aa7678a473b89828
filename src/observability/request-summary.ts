import { MINUTE } from '../core/instant.ts';
import { PROBES } from './probes.ts';
import type { RequestLabels, RequestTallies } from './request-tallies.ts';
import type { Tally } from './tally.ts';

/** More are not named in one line; they are in its sum. */
const MAX_NAMED = 50;

/** Tells once a minute what was asked and how it was answered, in one line; nothing: no line. */
export class RequestSummary {
  readonly #tallies: RequestTallies;
  readonly #log: SummaryLog;
  readonly #told = new WeakMap<Tally, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(tallies: RequestTallies, log: SummaryLog) {
    this.#tallies = tallies;
    this.#log = log;
    this.#timer = setInterval(() => this.tell(), MINUTE).unref();
  }

  /** Tells what came since the last line. */
  tell(): void {
    const news = [...this.#news()].sort((a, b) => b[1] - a[1]);
    if (news.length === 0) return;
    const requests = news.reduce((sum, [, count]) => sum + count, 0);
    const answers = Object.fromEntries(news.slice(0, MAX_NAMED));
    this.#log.info({ requests, answers }, 'requests answered');
  }

  close(): void {
    clearInterval(this.#timer);
    this.tell();
  }

  *#news(): Iterable<readonly [name: string, count: number]> {
    for (const { labels, tally } of this.#tallies.entries()) {
      const count = tally.count - (this.#told.get(tally) ?? 0);
      this.#told.set(tally, tally.count);
      if (count > 0 && !isProbe(labels)) {
        yield [`${labels.method} ${labels.route} ${labels.status}`, count];
      }
    }
  }
}

interface SummaryLog {
  info(details: object, text: string): void;
}

/** While they are answered with 200 they are no news. */
function isProbe({ route, status }: RequestLabels): boolean {
  return status === 200 && PROBES.includes(route);
}
