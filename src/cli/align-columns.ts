import { displayWidth, padToWidth } from './display-width.ts';

const GAP = '  ';

/** Rows as lines whose columns stand below each other; nothing hangs over at their ends. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, text] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(text));
    }
  }
  return rows.map((row) => formatRow(row, widths));
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((text, column) => padToWidth(text, widths[column] ?? 0));
  return cells.join(GAP).trimEnd();
}
