import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import type { Keeper } from '../lines/keeper.ts';

/** What the routes are given. */
export interface Ports {
  readonly keeper: Keeper;
  readonly clock: () => Instant;
  /** Aborted once the process is about to stop: connections close, and readiness says no. */
  readonly drain: AbortSignal;
  /** The longest that a cache may keep an answer, so that changes are seen in time. */
  readonly maxAgeSeconds: number;
  /** How a fault in a document is told to a person. */
  readonly formatProblem: (problem: Problem) => string;
}

/** The server with its schemas as types. */
export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
