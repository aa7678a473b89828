import type { ComparisonReport, ReportNote, ReportSection } from '../formats/comparison-report.ts';
import { alignColumns } from './align-columns.ts';
import type { Paint } from './paint.ts';

/** More lines that share a change are counted only. */
const MAX_NAMED_LINES = 10;

/** What changes, a table for each set of lines for which the same changes; the sum comes last. */
export function formatDiff({ summary, notes, sections }: ComparisonReport, paint: Paint): string {
  const parts = [
    notes.map(({ about, names }) => `${about}: ${nameSome(names)}\n`).join(''),
    ...sections.map((section) => formatSection(section, paint)),
    `${summary}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function formatSection({ lines, zone, rows }: ReportSection, paint: Paint): string {
  const table = alignColumns(rows.map(({ when, state, reasons }) => [when, state, reasons]));
  const body = table.map((text, index) => `  ${paint(colourOf(rows[index]), text)}\n`);
  return `${paint('bold', nameSome(lines))} (${zone})\n${body.join('')}`;
}

function colourOf(row: ReportSection['rows'][number] | undefined) {
  if (!row?.isLoud) return 'dim';
  return row.state.endsWith('open') ? 'green' : 'red';
}

/** The first names, and how many there are beside them. */
export function nameSome(names: ReportNote['names'], most = MAX_NAMED_LINES): string {
  const others = names.length - most;
  const named = names.slice(0, most).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}
