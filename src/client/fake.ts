import type { State } from '../core/reason.ts';
import type {
  Answer,
  Decision,
  Fault,
  Listener,
  LocalDecision,
  UnknownDecision,
} from './answer.ts';
import { answersOf } from './answers-of.ts';
import type { Client } from './client.ts';

/** What a line is: a state, or as much of a decision as a test is about. */
export type FakeState =
  | State
  | 'unknown'
  | (Partial<Omit<Decision, 'line' | 'at' | 'since' | 'until'>> & { readonly state: State });

type Moment = number | string | Date;

export interface FakeClient extends Client {
  /** What a line is from now on, or from another instant on. */
  set(line: string, state: FakeState, options?: { readonly from?: Moment }): void;
  /** Goes to an instant, and tells whoever watches what is another then. */
  travel(to: Moment): void;
  /** Whether the service is away: then answers are kept, and `last-known`. */
  goAway(isAway?: boolean): void;
}

interface Step {
  readonly from: number;
  readonly state: FakeState;
}

/**
 * A client without a service, for tests of whatever asks one: lines are what the test says, and
 * the clock stands until it travels. A line that was not named is unknown.
 */
export function createFakeClient(
  lines: Readonly<Record<string, FakeState>>,
  { now = Date.now() }: { readonly now?: Moment } = {},
): FakeClient {
  const stage = new Stage(lines, instantOf(now));
  const watch: Client['watch'] = (line, listener) => stage.watch(line, listener);
  return {
    decision: async (line) => stage.decide(line),
    timetable: async (line) => ({
      at: (instant = stage.now) => stage.evaluate(line, instantOf(instant)),
      document: null,
    }),
    watch,
    subscribe: (line, { signal } = {}) =>
      answersOf((listener) => watch(line, listener), signal as AbortSignal | undefined),
    set: (line, state, { from = stage.now } = {}) => stage.set(line, instantOf(from), state),
    travel: (to) => stage.change({ now: instantOf(to) }),
    goAway: (isAway = true) => stage.change({ isAway }),
  };
}

/** What the test has said so far, and who watches it. */
class Stage {
  now: number;
  #isAway = false;
  readonly #plans = new Map<string, readonly Step[]>();
  /** What each was told last is kept with it. */
  readonly #watchers = new Set<{ line: string; listener: Listener; told: string }>();

  constructor(lines: Readonly<Record<string, FakeState>>, now: number) {
    this.now = now;
    for (const [line, state] of Object.entries(lines)) {
      this.#plans.set(line, [{ from: Number.NEGATIVE_INFINITY, state }]);
    }
  }

  decide(line: string): Answer {
    const known = decideAt(line, this.#plans.get(line) ?? [], this.now);
    if (known === null) return unknownOf(line, UNKNOWN_LINE);
    if (known.state === 'unknown') return unknownOf(line, AWAY);
    if (!this.#isAway) return { ...known, served: 'fresh', fault: null };
    const asOf = textOf(this.now);
    return { ...known, freshness: 'last-known', asOf, served: 'kept', fault: AWAY };
  }

  evaluate(line: string, instant: number): Answer {
    const known = decideAt(line, this.#plans.get(line) ?? [], instant);
    if (known === null) return unknownOf(line, UNKNOWN_LINE);
    if (known.state === 'unknown') return unknownOf(line, AWAY);
    return localOf(known, { instant, asOf: this.now, fault: this.#isAway ? AWAY : null });
  }

  watch(line: string, listener: Listener): () => void {
    const watcher = { line, listener, told: '' };
    this.#watchers.add(watcher);
    queueMicrotask(() => this.#tellAll());
    return () => this.#watchers.delete(watcher);
  }

  /** What was planned for later than that is planned no more. */
  set(line: string, from: number, state: FakeState): void {
    const before = (this.#plans.get(line) ?? []).filter((step) => step.from < from);
    this.#plans.set(line, [...before, { from, state }]);
    this.#tellAll();
  }

  change({ now = this.now, isAway = this.#isAway }: { now?: number; isAway?: boolean }): void {
    this.now = now;
    this.#isAway = isAway;
    this.#tellAll();
  }

  #tellAll(): void {
    for (const watcher of this.#watchers) {
      const answer = this.decide(watcher.line);
      const told = JSON.stringify({ ...answer, asOf: null });
      if (told === watcher.told) continue;
      watcher.told = told;
      watcher.listener(answer);
    }
  }
}

const AWAY: Fault = { code: 'unreachable', detail: 'The test says that nothing is known.' };
const UNKNOWN_LINE: Fault = { code: 'unknown_line', detail: 'The test has not set this line.' };

/** The decision at an instant, with the boundaries of its plan; `null` where nothing is planned. */
function decideAt(
  line: string,
  plan: readonly Step[],
  instant: number,
): Decision | { readonly state: 'unknown' } | null {
  const index = plan.findLastIndex(({ from }) => from <= instant);
  const step = plan[index];
  if (!step) return null;
  const given = typeof step.state === 'string' ? { state: step.state } : step.state;
  const { state } = given;
  if (state === 'unknown') return { state };
  const { from } = step;
  const later = plan.slice(index + 1);
  const opening = state === 'open' ? step : later.find((each) => stateOf(each) === 'open');
  const closing = later.find(
    (each) => stateOf(each) !== 'open' && each.from > (opening?.from ?? 0),
  );
  const opensAt = textOf(opening?.from);
  const [until, closesAt] = [textOf(later[0]?.from), opening ? textOf(closing?.from) : null];
  return {
    ...(state === 'open' ? OPEN : CLOSED),
    ...{ line, at: null, since: textOf(from), until, opensAt, closesAt },
    retry: state === 'open' ? null : { at: opensAt, window: null },
    ...given,
    state,
  };
}

const COMMON = {
  staffedUntil: null,
  closingSoon: false,
  longBreak: null,
  upcomingBreak: null,
  destination: null,
  message: { ja: '', en: '' },
  alternatives: [],
  holidays: 'none',
  freshness: 'live',
  asOf: null,
  revision: 'fake',
  layer: 'regular',
} as const;
const OPEN = {
  ...COMMON,
  reason: 'regular_hours',
  reasonName: { ja: '営業時間内', en: 'Regular hours' },
} as const;
const CLOSED = {
  ...COMMON,
  reason: 'after_closing',
  reasonName: { ja: '営業終了後', en: 'After closing' },
} as const;

function stateOf({ state }: Step): string {
  return typeof state === 'string' ? state : state.state;
}

interface Evaluated {
  readonly instant: number;
  readonly asOf: number;
  readonly fault: Fault | null;
}

/** What lies beyond the plan is the same for a hundred days. */
const PLAN_MILLISECONDS = 100 * 86_400_000;

function localOf(decision: Decision, { instant, asOf, fault }: Evaluated): LocalDecision {
  const { layer: _, since: __, destination: ___, ...told } = decision;
  return {
    ...told,
    at: new Date(instant).toISOString(),
    until: told.until ?? new Date(instant + PLAN_MILLISECONDS).toISOString(),
    freshness: 'last-known',
    asOf: new Date(asOf).toISOString(),
    served: 'timetable',
    fault,
  };
}

function unknownOf(line: string, fault: Fault): UnknownDecision {
  return { line, state: 'unknown', served: 'none', fault };
}

function instantOf(moment: Moment): number {
  return +new Date(moment);
}

/** An instant as the service writes it, or `null` where there is no such boundary. */
function textOf(instant: number | undefined): string | null {
  return Number.isFinite(instant) ? new Date(Number(instant)).toISOString() : null;
}
