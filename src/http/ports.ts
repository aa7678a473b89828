import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import type { FeedReport } from '../holidays/feed-report.ts';
import type { Keeper } from '../lines/keeper.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { Tallies } from '../observability/tallies.ts';
import type { Tracing } from '../observability/tracing.ts';
import type { Courier } from '../push/courier.ts';
import type { LineWatch } from '../push/line-watch.ts';
import type { Ledger } from '../store/ledger.ts';
import type { SharedCounts } from '../store/store.ts';
import type { Assets } from './assets.ts';
import type { CorsOrigins } from './cors.ts';

/** What the routes are given. */
export interface Ports {
  readonly keeper: Keeper;
  /** What changes are written through; `null` where nothing is kept, as on the command line. */
  readonly ledger: Ledger | null;
  readonly clock: () => Instant;
  /** Aborted once the process is about to stop: connections close, and readiness says no. */
  readonly drain: AbortSignal;
  /** The longest that a cache may keep an answer, so that changes are seen in time. */
  readonly maxAgeSeconds: number;
  /** How a fault in a document is told to a person. */
  readonly formatProblem: (problem: Problem) => string;
  /** Reads a configuration that was sent, as it would be read from the disk. */
  readonly loadFiles: (
    files: ReadonlyMap<string, Buffer>,
    now: Instant,
  ) => LoadedFiles | Promise<LoadedFiles>;
  /** Whether reading needs an access key. */
  readonly reads: 'public' | 'keyed';
  /** Whether a request came in over the machine's own socket, where no key is needed. */
  readonly isLocal: (request: IncomingMessage) => boolean;
  readonly limits: RateLimits;
  /** Counts that all replicas share; `null` where there is only one. */
  readonly counts: SharedCounts | null;
  /** A busier event loop refuses requests until it has caught up; 0: never. */
  readonly maxLagMilliseconds: number;
  /** Tells streams of decisions that are others now; `null`: one is made for them. */
  readonly watch: LineWatch | null;
  readonly streamLimits: StreamLimits;
  /** What Twilio signs its requests with, two while it is replaced; none: nothing is checked. */
  readonly twilioTokens: readonly string[];
  /** What the URLs of the service begin with for others; `null`: as each request says. */
  readonly publicUrl: string | null;
  /** What pages load. */
  readonly assets: Assets;
  /** Whose pages may read answers; `null`: everybody's where reading needs no access key. */
  readonly corsOrigins: CorsOrigins | null;
  /** Sends webhooks their messages; `null` where nothing is sent, as on the command line. */
  readonly courier: Courier | null;
  /** Fetches calendars; `null` where nothing is fetched. */
  readonly feeds: { reports(): readonly FeedReport[] } | null;
  /** What is counted while answering, and read when somebody scrapes. */
  readonly tallies: Tallies;
  /** Where spans go; `null`: nowhere, and nothing is spent on them. */
  readonly tracing: Tracing | null;
}

export type LoadedFiles =
  | { readonly ok: true; readonly snapshot: Snapshot }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface StreamLimits {
  readonly maxStreams: number;
  /** Of one access key, or of one address without a key. */
  readonly maxStreamsEach: number;
  readonly maxUnsentBytesOfAll: number;
  readonly heartbeatMilliseconds: number;
  readonly checkMilliseconds: number;
}

/** Of one access key, or of one address without a key; 0 is no limit. */
export interface RateLimits {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
}

/** The server with its schemas as types. */
export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
