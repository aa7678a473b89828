import type { ChangeRow } from '../formats/change-rows.ts';
import type { ComparisonReport, ReportSection } from '../formats/comparison-report.ts';
import { nameSome } from './format-diff.ts';

/** A comment of a pull request takes 65,536 characters on GitHub. */
export const MAX_MARKDOWN_CHARACTERS = 60_000;

const HEADING = '| When | State | Reason |\n| --- | --- | --- |\n';

/** What changes, for a comment of a pull request: what does not fit is counted. */
export function formatDiffMarkdown({ summary, notes, sections }: ComparisonReport): string {
  const writer = createWriter();
  writer.add(`**Opening hours:** ${escapeMarkdown(summary)}.\n`);
  if (notes.length > 0) writer.add('\n');
  for (const { about, names } of notes) {
    writer.add(`- ${escapeMarkdown(`${about}: ${nameSome(names)}`)}\n`);
  }
  for (const section of sections) writeSection(section, writer);
  return writer.text();
}

type Writer = ReturnType<typeof createWriter>;

function writeSection({ lines, zone, rows }: ReportSection, writer: Writer): void {
  const title = `\n#### ${escapeMarkdown(`${nameSome(lines)} (${zone})`)}\n\n`;
  const [first, ...others] = rows;
  if (!first) return;
  writer.add(`${title}${HEADING}${formatRow(first)}`);
  for (const row of others) writer.add(formatRow(row));
}

/** What opens or closes stands out. */
function formatRow({ when, state, reasons, isLoud }: ChangeRow): string {
  const told = isLoud ? `**${state}**` : state;
  return `| ${escapeMarkdown(when)} | ${told} | ${escapeMarkdown(reasons)} |\n`;
}

/** Takes whole parts only, so that no table is torn. */
function createWriter() {
  const parts: string[] = [];
  let length = 0;
  let untold = 0;
  return {
    add(part: string) {
      if (untold > 0 || length + part.length > MAX_MARKDOWN_CHARACTERS) untold++;
      else {
        length += part.length;
        parts.push(part);
      }
    },
    text() {
      const rest = `\n… and ${untold} more; \`eigyochu diff\` tells all of them.\n`;
      return parts.join('') + (untold > 0 ? rest : '');
    },
  };
}

/** As plain text: no formatting, no cell that ends early, and nobody who is called by name. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&!$]/g, '\\$&').replace(/@/g, '@\u200b');
}
