import type { Comparison } from '../config/problem.ts';
import { displayWidth, padToWidth } from './display-width.ts';
import type { Paint } from './paint.ts';

const INDENT = '    ';
const GAP = '  |  ';
const TITLES = { expected: 'expected', actual: 'actual' } as const;

/** Where nobody says how wide: logs and files are not folded. */
export const DEFAULT_COLUMNS = 160;

export interface ComparisonOptions {
  /** How wide the terminal is. */
  readonly columns: number;
  readonly paint: Paint;
}

/**
 * What was expected beside what is, as lines that stand below a problem; one below the other where
 * the terminal is too narrow. Rows that differ are coloured.
 */
export function formatComparison(
  { expected, actual }: Comparison,
  { columns, paint }: ComparisonOptions,
): string[] {
  if (expected.length === 0 && actual.length === 0) return [];
  const width = widthOf([TITLES.expected, ...expected]);
  const needed = width + widthOf([TITLES.actual, ...actual]) + INDENT.length + GAP.length;
  if (needed > columns) return formatBelow({ expected, actual }, paint);
  const height = Math.max(expected.length, actual.length);
  const rows = Array.from({ length: height }, (_, index) => {
    const [wanted = '', is = ''] = [expected[index], actual[index]];
    const isSame = wanted === is;
    const left = padToWidth(wanted, width);
    return `${isSame ? left : paint('green', left)}${GAP}${isSame ? is : paint('red', is)}`;
  });
  const heading = `${padToWidth(TITLES.expected, width)}${GAP}${TITLES.actual}`;
  return [paint('bold', heading), ...rows].map((row) => `${INDENT}${row}`.trimEnd());
}

function formatBelow({ expected, actual }: Comparison, paint: Paint): string[] {
  return [
    `${INDENT}${paint('bold', TITLES.expected)}`,
    ...expected.map((row) => `${INDENT}${paint('green', row)}`),
    `${INDENT}${paint('bold', TITLES.actual)}`,
    ...actual.map((row) => `${INDENT}${paint('red', row)}`),
  ];
}

function widthOf(rows: readonly string[]): number {
  return Math.max(...rows.map(displayWidth));
}
