/** A table of Markdown; what would end a cell is escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return lines
    .map((line) => `| ${line.join(' | ')} |\n`)
    .join('')
    .replaceAll(/\| {2}(?=\|)/g, '| ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
