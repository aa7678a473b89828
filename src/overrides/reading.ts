import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import type { Fault } from '../errors.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Override } from './override.ts';

/** What overrides are read against. */
export interface OverridePorts {
  /** The lines and groups there are, without any override. */
  readonly base: Snapshot;
  /** The same lines with overrides laid over them, in order of creation. */
  layOver(overrides: readonly Override[]): Snapshot;
  /** A sentence about what is wrong with a message to callers, or `null`. */
  checkMessage(template: string, language: Language): string | null;
}

/** A body being read: what it is read against, and where its faults go. */
export interface Reading {
  readonly now: Instant;
  readonly base: Snapshot;
  readonly checkMessage: OverridePorts['checkMessage'];
  report(fault: Fault): void;
}

/** Begins to read, with a list of the faults. */
export function startReading({ base, checkMessage }: OverridePorts, now: Instant): Collected {
  const faults: Fault[] = [];
  const report = (fault: Fault) => faults.push(fault);
  return { now, base, checkMessage, report, faults };
}

interface Collected extends Reading {
  readonly faults: readonly Fault[];
}

export function fieldFault(pointer: string, detail: string): Fault {
  return { code: 'invalid_parameter', pointer, detail };
}

export function missingField(pointer: string, advice: string): Fault {
  return { code: 'missing_parameter', pointer, detail: `${pointer} is missing; ${advice}.` };
}

/** The zone that all lines share, or `null`; that of the service where there are none. */
export function sharedZone(lines: readonly Line[], { zone }: Snapshot): Zone | null {
  const [first, ...others] = new Set(lines.map((line) => line.zone));
  if (first === undefined) return zone;
  return others.length === 0 ? first : null;
}
