import { onOneLine, type Problem } from '../config/problem.ts';
import type { CheckReport } from './check-report.ts';
import { summarize } from './format-check.ts';
import { plain } from './paint.ts';
import { relativeFile } from './relative-file.ts';

/**
 * What was found as annotations of GitHub Actions, and a summary. A workflow command is a line:
 * `::warning file=…,line=…,col=…,title=…::text`, whose name is our severity.
 */
export function formatGithub(report: CheckReport): string {
  const annotations = report.problems.map((problem) => `${annotate(problem)}\n`);
  return [...annotations, `${summarize(report, plain)}\n`].join('');
}

function annotate({ severity, code, file, line, column, found, advice, pointer }: Problem): string {
  const where = pointer === '' ? '' : ` (${pointer})`;
  const properties = Object.entries({ file: relativeFile(file), line, col: column, title: code })
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${severity} ${properties}::${escapeData(onOneLine(`${found}; ${advice}${where}`))}`;
}

/** As @actions/core escapes the text of a command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As @actions/core escapes a property, which a colon or a comma would end. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
