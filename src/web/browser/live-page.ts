import type { Language } from '../../core/reason.ts';
import { LIVE_WORDS } from '../live-words.ts';
import { askForPage, type PageAnswer } from './live-answer.ts';
import { changesBetween, lineStates, markChanged } from './live-changes.ts';
import { LiveClock } from './live-clock.ts';
import { morphPage } from './live-morph.ts';
import { LiveStatus } from './live-status.ts';
import { LiveStream } from './live-stream.ts';

/** A change of several lines is asked about once; of many browsers not all ask at once. */
const GATHER_MILLISECONDS = 200;
const GATHER_JITTER_MILLISECONDS = 200;
/** After a boundary that the stream has said nothing of. */
const BOUNDARY_JITTER_MILLISECONDS = 2_000;
/** While the stream tells of changes: for what it does not tell. */
const UNHURRIED_MILLISECONDS = 300_000;
const MIN_POLL_MILLISECONDS = 5_000;
const MAX_BACKOFF_MILLISECONDS = 60_000;
/** One failure may be a restart; the second one is told. */
const FAILURES_UNTOLD = 1;

/**
 * Asks for the page again when the stream tells of a change, at the boundaries that the page names,
 * and now and then; shows what is new and says which lines opened or closed. Keeps what is shown
 * while the service is away. A page that nobody sees asks nothing, and catches up when it is seen.
 */
export class LivePage {
  #main: HTMLElement;
  readonly #language: Language = document.documentElement.lang === 'en' ? 'en' : 'ja';
  readonly #clock = new LiveClock(this.#language);
  readonly #status: LiveStatus;
  readonly #stream = new LiveStream({
    onEvent: () => this.#askWithin(GATHER_MILLISECONDS + jitter(GATHER_JITTER_MILLISECONDS)),
    // While asking fails, it goes on at its own pace.
    onBroken: () => this.#failures === 0 && this.#askWithin(jitter(MIN_POLL_MILLISECONDS / 5)),
  });
  #timer: number | undefined;
  /** On the clock of the page, which is never set. */
  #askingAt = Number.POSITIVE_INFINITY;
  #isAsking = false;
  #isAskedMeanwhile = false;
  #failures = 0;
  #maxAge = UNHURRIED_MILLISECONDS;
  #etag: string | null = null;
  #shownAt: number | null = null;

  constructor(main: HTMLElement) {
    this.#main = main;
    this.#status = new LiveStatus(main);
    document.addEventListener('visibilitychange', () => this.#follow());
    this.#follow();
  }

  #follow(): void {
    if (document.hidden) {
      this.#stream.close();
      this.#clock.stop();
      this.#sleep();
      return;
    }
    this.#stream.open(this.#main.dataset.stream ?? '');
    this.#clock.start();
    this.#askWithin(this.#etag === null ? GATHER_MILLISECONDS : 0);
  }

  /** Asks after so long, unless it does so sooner anyway. */
  #askWithin(milliseconds: number): void {
    if (document.hidden) return;
    this.#isAskedMeanwhile = this.#isAsking;
    const at = performance.now() + milliseconds;
    if (at >= this.#askingAt || this.#isAsking) return;
    this.#sleep();
    this.#askingAt = at;
    this.#timer = window.setTimeout(() => void this.#ask(), milliseconds);
  }

  #sleep(): void {
    window.clearTimeout(this.#timer);
    this.#askingAt = Number.POSITIVE_INFINITY;
  }

  async #ask(): Promise<void> {
    this.#sleep();
    this.#isAsking = true;
    this.#isAskedMeanwhile = false;
    const answer = await askForPage(this.#etag);
    this.#isAsking = false;
    if (answer) this.#show(answer);
    else this.#fail();
    const isHurried = this.#isAskedMeanwhile && answer !== null;
    this.#askWithin(isHurried ? GATHER_MILLISECONDS : this.#pause());
  }

  /** How long until it asks again when nothing happens. */
  #pause(): number {
    if (this.#failures > 0) {
      const backoff = 1_000 * 2 ** Math.min(this.#failures, 10);
      return Math.min(backoff, MAX_BACKOFF_MILLISECONDS) * (0.75 + Math.random() / 2);
    }
    const usual = this.#stream.isOpen ? UNHURRIED_MILLISECONDS : this.#maxAge;
    const boundary = Date.parse(this.#main.dataset.freshUntil ?? '') - this.#clock.now();
    const isComing = boundary > 0 && boundary < usual;
    return isComing
      ? boundary + 500 + jitter(BOUNDARY_JITTER_MILLISECONDS)
      : usual + jitter(usual / 5);
  }

  #show({ etag, now, maxAge, content }: PageAnswer): void {
    this.#failures = 0;
    this.#etag = etag;
    this.#maxAge = Math.max(maxAge, MIN_POLL_MILLISECONDS);
    this.#shownAt = now;
    this.#clock.set(now);
    this.#status.away('');
    if (content) this.#renew(content);
    else this.#clock.tick();
    if (!document.hidden) this.#stream.open(this.#main.dataset.stream ?? '');
  }

  #renew({ main, title, style }: NonNullable<PageAnswer['content']>): void {
    const before = lineStates(this.#main);
    // Counted before it is shown, so that what has not changed is not touched.
    this.#clock.tick(main);
    this.#main = morphPage(this.#main, { main, title, style });
    const changed = changesBetween(before, lineStates(this.#main));
    markChanged(this.#main, changed);
    this.#status.tell(changed, LIVE_WORDS[this.#language]);
  }

  #fail(): void {
    this.#failures++;
    if (this.#failures <= FAILURES_UNTOLD) return;
    const { zone } = this.#main.dataset;
    const time = this.#shownAt === null ? null : this.#clock.timeOf(this.#shownAt, zone);
    this.#status.away(LIVE_WORDS[this.#language].away(time));
  }
}

function jitter(milliseconds: number): number {
  return Math.random() * milliseconds;
}
