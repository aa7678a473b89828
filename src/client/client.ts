import type { Answer, Listener } from './answer.ts';
import { answersOf } from './answers-of.ts';
import type { Link } from './ask.ts';
import { LineKnowledge } from './line-knowledge.ts';
import { LineStream } from './line-stream.ts';
import type { Fetch, Signal } from './platform.ts';
import { createServerClock, trustedClock } from './server-clock.ts';
import type { Timetable } from './timetable.ts';

export type {
  Alternative,
  Answer,
  Decision,
  Fault,
  Listener,
  LocalDecision,
  LongBreak,
  Retry,
  ServedDecision,
  UnknownDecision,
} from './answer.ts';
export type { Timetable, TimetableEntry } from './timetable.ts';

const DEFAULT_TIMEOUT_MILLISECONDS = 1_000;
const DEFAULT_REFRESH_MILLISECONDS = 24 * 60 * 60_000;
/**
 * Names of lines may come from outside; what was asked for least lately is forgotten, unless
 * somebody watches it.
 */
const MAX_LINES = 1_000;

export interface ClientOptions {
  /** Where the service is, a path included. */
  readonly url: string;
  /** An access key, where reading needs one. Never on a public page: it would be everybody's. */
  readonly accessKey?: string;
  /** The longest that a call waits for the service. Default: 1000. */
  readonly timeoutMilliseconds?: number;
  /** How old a timetable becomes before a newer one is fetched. Default: a day. */
  readonly refreshMilliseconds?: number;
  /** Whether `decision` keeps a timetable at hand for when the service is away. Default: `true`. */
  readonly standby?: boolean;
  /** What asks. Default: the platform's `fetch`. */
  readonly fetch?: Fetch;
  /**
   * The time in milliseconds since 1970. Default: that of the service, as its answers tell it, so
   * that a wrong clock of this machine does not matter.
   */
  readonly now?: () => number;
}

/** A line evaluated here: nothing is waited for, and nothing is thrown. */
export interface LocalTimetable {
  /**
   * What is true at an instant: milliseconds since 1970, a `Date` or ISO 8601 with an offset.
   * Default: now. Unknown beyond the end of the timetable. Fetches a newer one in the background.
   */
  at(instant?: number | string | Date): Answer;
  /** As the service wrote it; `null` while there is none. */
  readonly document: Timetable | null;
}

export interface Client {
  /** The decision of now, within `timeoutMilliseconds`. Never rejects: look at `state`. */
  decision(line: string): Promise<Answer>;
  /** The coming weeks of a line. Waits only while there is no timetable; never rejects. */
  timetable(line: string): Promise<LocalTimetable>;
  /** Answers as they change, the first at once; ends with the signal. The newest one is given. */
  subscribe(line: string, options?: { readonly signal?: Signal }): AsyncIterableIterator<Answer>;
  /** The same for a function; what is given ends it. */
  watch(line: string, listener: Listener): () => void;
}

/** A client of one service, to be kept and shared: it keeps what it was told. */
export function createClient(options: ClientOptions): Client {
  const link = linkOf(options);
  const clock = options.now ? trustedClock(options.now) : createServerClock();
  const { refreshMilliseconds = DEFAULT_REFRESH_MILLISECONDS, standby = true } = options;
  const lines = new Map<string, LineKnowledge>();
  const shared = { link, clock, refreshMilliseconds, isStandingBy: standby };
  function lineOf(line: string): LineKnowledge {
    let knowledge = lines.get(line);
    lines.delete(line);
    if (!knowledge) {
      knowledge = new LineKnowledge({ line, ...shared });
      for (const each of lines.keys()) {
        if (lines.size < MAX_LINES) break;
        if (!stream.isWatched(each)) lines.delete(each);
      }
    }
    lines.set(line, knowledge);
    return knowledge;
  }
  const stream = new LineStream({ link, now: clock.now, lineOf });
  const watch: Client['watch'] = (line, listener) => stream.watch(line, listener);
  return {
    decision: (line) => stream.decide(line),
    async timetable(line) {
      const knowledge = lineOf(line);
      await knowledge.prepare();
      return localTimetable(knowledge);
    },
    watch,
    subscribe: (line, { signal } = {}) =>
      answersOf((listener) => watch(line, listener), signal as AbortSignal | undefined),
  };
}

function localTimetable(knowledge: LineKnowledge): LocalTimetable {
  return {
    at: (instant) => knowledge.evaluate(instant === undefined ? undefined : +new Date(instant)),
    get document() {
      return knowledge.timetable;
    },
  };
}

/** Throws a `TypeError` for what nobody can ask. */
function linkOf({ url, accessKey, timeoutMilliseconds, fetch }: ClientOptions): Link {
  const { location } = globalThis as { location?: { href: string } };
  const base = new URL(url, location?.href);
  if (!/^https?:$/.test(base.protocol) || base.username) {
    throw new TypeError(
      `${url} is no address of a service: write https://HOST without a password.`,
    );
  }
  const key = accessKey?.trim();
  // Platforms would name the whole key in what they say of it.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw new TypeError('accessKey has characters that no key has: give it as it was made.');
  }
  return {
    base: `${base.origin}${base.pathname.replace(/\/?$/, '/')}`,
    // Called without the client as `this`, which browsers refuse.
    fetch: fetch ?? ((...request) => globalThis.fetch(...request)),
    headers: key ? { authorization: `Bearer ${key}` } : {},
    timeoutMilliseconds: timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS,
  };
}
