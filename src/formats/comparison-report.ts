import type { Instant } from '../core/instant.ts';
import { instantToDay } from '../core/zone.ts';
import type { LineChanges } from '../lines/compare-lines.ts';
import {
  isChanged,
  type NameChanges,
  type SnapshotComparison,
} from '../lines/compare-snapshots.ts';
import { type ChangeRow, changeRows, formatDate, isLoud } from './change-rows.ts';

/** A comparison in words, for whatever shows it to a person. */
export interface ComparisonReport {
  /** One sentence, without a full stop. */
  readonly summary: string;
  /** What came, went or differs beside hours: `purposes added` and their names. */
  readonly notes: readonly ReportNote[];
  /** Lines for which the same changes, and what. */
  readonly sections: readonly ReportSection[];
}

export interface ReportNote {
  readonly about: string;
  readonly names: readonly string[];
}

export interface ReportSection {
  readonly lines: readonly string[];
  /** The zone that the rows are in. */
  readonly zone: string;
  readonly rows: readonly ChangeRow[];
}

export function reportComparison(comparison: SnapshotComparison): ComparisonReport {
  return {
    summary: summarize(comparison),
    notes: notesOf(comparison),
    sections: comparison.changes.map(sectionOf),
  };
}

function sectionOf(changes: LineChanges): ReportSection {
  const { lines } = changes;
  const zone = lines[0]?.zone.name ?? '';
  return { lines: lines.map(({ id }) => id), zone, rows: changeRows(changes) };
}

function notesOf({ lines, facts, purposes, webhooks, settings, rewritten }: SnapshotComparison) {
  const all: ReportNote[] = [
    ...namesOf('lines', { ...lines, changed: [] }),
    ...factsOf(facts),
    ...namesOf('purposes', purposes),
    ...namesOf('webhooks', webhooks),
    { about: 'settings changed', names: settings },
    { about: 'written differently, with the same hours', names: rewritten },
  ];
  return all.filter(({ names }) => names.length > 0);
}

function namesOf(things: string, { added, removed, changed }: NameChanges): ReportNote[] {
  return [
    { about: `${things} added`, names: added },
    { about: `${things} removed`, names: removed },
    { about: `${things} changed`, names: changed },
  ];
}

/** Lines of which the same is different, together. */
function factsOf(facts: SnapshotComparison['facts']): ReportNote[] {
  const byFields = new Map<string, string[]>();
  for (const { line, fields } of facts) {
    const key = fields.join(', ');
    const lines = byFields.get(key) ?? [];
    byFields.set(key, lines);
    lines.push(line);
  }
  return [...byFields].map(([fields, names]) => ({ about: `other ${fields}`, names }));
}

function summarize(comparison: SnapshotComparison): string {
  const { after, from, until, changes, lines, facts, truncated } = comparison;
  const first = formatDate(instantToDay(after.zone, from));
  const last = formatDate(instantToDay(after.zone, (until - 1) as Instant));
  const range = `from ${first} to ${last}`;
  if (!isChanged(comparison)) return `nothing changes ${range}`;
  const hours = summarizeHours(changes);
  const parts = [
    `${hours} ${range}`,
    ...counted(lines.added.length, 'line', 'added'),
    ...counted(lines.removed.length, 'line', 'removed'),
    ...counted(facts.length, 'line', 'with other facts'),
    ...(truncated ? ['there is more than was looked at'] : []),
  ];
  return parts.join('; ');
}

function summarizeHours(changes: readonly LineChanges[]): string {
  const lines = changes.reduce((sum, each) => sum + each.lines.length, 0);
  if (lines === 0) return 'no hours change';
  const loud = changes.flatMap(({ intervals }) => intervals.filter(isLoud)).length;
  const of = counted(lines, 'line').join('');
  if (loud === 0) return `reasons of ${of} change, but no hours,`;
  return `hours of ${of} change in ${counted(loud, 'interval').join('')}`;
}

/** `3 lines added`; nothing where there are none. */
function counted(number: number, noun: string, what = ''): string[] {
  return number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'} ${what}`.trim()];
}
