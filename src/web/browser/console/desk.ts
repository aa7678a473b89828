import type { Language } from '../../../core/reason.ts';
import type { LineJson } from '../../../http/lines.ts';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import type { SessionJson } from '../../../http/session.ts';
import type { Api } from './api.ts';

export type { LineJson, SessionJson };
export type OverrideReason = OverrideJson['reason'];

/** What every view of the console is given: who works at it, on which lines, and by what. */
export interface Desk {
  readonly api: Api;
  readonly language: Language;
  readonly session: SessionJson;
  readonly lines: readonly LineJson[];
  /** The clock of the service, in milliseconds. */
  readonly now: () => number;
  /** Tells it politely to who listens to the page. */
  readonly say: (text: string) => void;
  /** Grows whenever the connection has come back: what was read before is to be read again. */
  readonly epoch: number;
}

/** Whether the key that somebody signed in with may change anything. */
export function mayChange({ session }: Desk): boolean {
  return session.scopes.some((scope) => scope === 'override' || scope === 'admin');
}

/** Whether the key that somebody signed in with may change what holds for every line. */
export function mayAdminister({ session }: Desk): boolean {
  return session.scopes.includes('admin');
}

/** What a line is called, or its id where it is no longer configured. */
export function lineName({ lines, language }: Desk, id: string): string {
  return lines.find(({ line }) => line === id)?.name[language] ?? id;
}
