import type { FeedSource } from '../config/configuration.ts';
import type { CalendarFeed } from '../core/calendar.ts';
import { civilDayToDate } from '../core/civil.ts';
import { type Instant, MINUTE } from '../core/instant.ts';
import { instantToDay, type Zone } from '../core/zone.ts';
import type { FeedReport } from '../holidays/feed-report.ts';
import { runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import { type IcalendarDays, readIcalendarDays } from '../imports/icalendar-days.ts';
import { endlessWindow } from '../imports/icalendar-events.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FeedTiming } from './feed-timing.ts';
import { type Fetched, fetchCalendar, type Validators } from './fetch-calendar.ts';
import { putFeed } from './put-feed.ts';

export interface FeedParts {
  readonly ledger: Ledger;
  readonly clock: () => Instant;
  readonly log: { info(text: string): void; warn(text: string): void };
  readonly timing: FeedTiming;
  /** Runs a task when it is its turn: not all calendars are fetched at once. */
  readonly inTurn: (task: () => Promise<void>) => Promise<void>;
}

/**
 * Fetches one calendar again and again. A failure changes nothing: the last good dates stay, it is
 * logged once for each other trouble, and asked again after a while, and after a longer one.
 */
export class Feed {
  readonly source: FeedSource;
  readonly zone: Zone;
  readonly #parts: FeedParts;
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #validators: Validators | null = null;
  /** Until when the dates were read; another year brings others. */
  #readThrough: string | null = null;
  #failures = 0;
  #checkedAt: Instant | null = null;
  #problem: string | null = null;
  #toldLost = '';

  constructor(source: FeedSource, zone: Zone, parts: FeedParts) {
    this.source = source;
    this.zone = zone;
    this.#parts = parts;
  }

  /** Begins to fetch: at once where nothing is known of the calendar. */
  start(): void {
    const { startMilliseconds } = this.#parts.timing;
    this.#wait(this.#known ? Math.random() * startMilliseconds : 0);
  }

  get report(): FeedReport {
    const { id, shownUrl: url } = this.source;
    const fetchedAt = this.#known ? (Date.parse(this.#known.fetchedAt) as Instant) : null;
    return { id, url, fetchedAt, checkedAt: this.#checkedAt, problem: this.#problem };
  }

  async close(): Promise<void> {
    this.#ending.abort();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#work;
  }

  /** What the store has of this very address. */
  get #known(): CalendarFeed | null {
    const { state } = this.#parts.ledger;
    const feed = state && runtimeHolidaysOf(state).feeds.get(this.source.id);
    return feed?.url === this.source.name ? feed : null;
  }

  #wait(milliseconds: number): void {
    if (this.#ending.signal.aborted) return;
    const fetch = () => {
      this.#work = this.#parts.inTurn(() => this.#fetch());
    };
    this.#timer = setTimeout(fetch, milliseconds).unref();
  }

  async #fetch(): Promise<void> {
    const { signal } = this.#ending;
    if (signal.aborted) return;
    const { timeoutMilliseconds } = this.#parts.timing;
    const isOld = this.#readThrough !== this.#through();
    const validators = isOld || !this.#known ? null : this.#validators;
    const { url } = this.source;
    const fetched = await fetchCalendar({ url, validators, timeoutMilliseconds, signal });
    if (signal.aborted) return;
    const problem = await this.#take(fetched);
    this.#tell(problem);
    this.#failures = problem === null ? 0 : this.#failures + 1;
    const retryAfter = fetched.kind === 'failed' ? fetched.retryAfterMilliseconds : 0;
    this.#wait(Math.max(this.#pause(), retryAfter));
  }

  /** Keeps what came; gives what is wrong with it, or `null`. */
  async #take(fetched: Fetched): Promise<string | null> {
    if (fetched.kind === 'failed') return fetched.problem;
    if (fetched.kind === 'changed') {
      const now = this.#parts.clock();
      const read = readIcalendarDays(fetched.bytes, { now, zone: this.zone });
      if (!read.ok) return read.faults.map(({ found, advice }) => `${found}; ${advice}`).join('; ');
      const problem = await this.#keep(read.days);
      if (problem !== null) return problem;
      this.#validators = fetched.validators;
      this.#readThrough = civilDayToDate(read.days.knownThrough);
    }
    this.#checkedAt = this.#parts.clock();
    return null;
  }

  async #keep(days: IcalendarDays): Promise<string | null> {
    const { ledger, log } = this.#parts;
    const { id, name: url } = this.source;
    const before = this.#known;
    const dates = days.dates.map(({ day, name }) => ({ date: civilDayToDate(day), name }));
    const knownThrough = civilDayToDate(days.knownThrough);
    try {
      const said = { url, dates, endless: days.endless, knownThrough };
      const { changes } = await ledger.write(putFeed(id, said));
      if (changes.length > 0) log.info(`calendar ${id}: ${dates.length} dates are in force`);
    } catch (error) {
      return `its dates cannot be kept: ${(error as Error).message}`;
    }
    this.#tellLost(days);
    if (this.#hasFuture(before?.dates ?? []) && !this.#hasFuture(dates)) {
      log.warn(`calendar ${id}: every date to come is gone from it; is that so?`);
    }
    return null;
  }

  #hasFuture(dates: CalendarFeed['dates']): boolean {
    const today = civilDayToDate(instantToDay(this.zone, this.#parts.clock()));
    return dates.some(({ date }) => date >= today);
  }

  #tellLost({ lost }: IcalendarDays): void {
    const lines = lost.map(({ place, found, advice }) => `${place}: ${found}; ${advice}`);
    const text = lines.join('\n');
    const { log } = this.#parts;
    if (text !== this.#toldLost) {
      for (const line of lines) log.warn(`calendar ${this.source.id}: not carried over: ${line}`);
    }
    this.#toldLost = text;
  }

  #tell(problem: string | null): void {
    const before = this.#problem;
    this.#problem = problem;
    if (problem === before) return;
    const { log } = this.#parts;
    const { id, shownUrl } = this.source;
    const known = this.#known ? 'its last dates stay' : 'nothing is known of it yet';
    if (problem !== null) log.warn(`calendar ${id} (${shownUrl}): ${problem}; ${known}`);
    else log.info(`calendar ${id}: fetched again`);
  }

  #pause(): number {
    const { retryMilliseconds, jitter } = this.#parts.timing;
    const usual = this.source.refreshMinutes * MINUTE;
    const retry = retryMilliseconds * 2 ** Math.min(this.#failures - 1, MAX_DOUBLINGS);
    const pause = this.#failures === 0 ? usual : Math.min(retry, usual);
    return pause * (1 + jitter * (2 * Math.random() - 1));
  }

  #through(): string {
    return civilDayToDate(endlessWindow(this.#parts.clock(), this.zone).until);
  }
}

/** Beyond them every pause is the usual one. */
const MAX_DOUBLINGS = 20;
