import { onOneLine } from '../config/problem.ts';
import { type CheckReport, countOf, SEVERITIES, type Severity } from './check-report.ts';
import { DEFAULT_COLUMNS, formatComparison } from './format-comparison.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import type { Colour, Paint } from './paint.ts';

const COLOURS: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  notice: 'cyan',
};

/** What is doubtful in a configuration, a line each, the worst first; and what is in it. */
export function formatCheck(report: CheckReport, paint: Paint, columns = DEFAULT_COLUMNS): string {
  const groups = SEVERITIES.map((severity) => {
    const problems = report.problems.filter((problem) => problem.severity === severity);
    return problems.map((problem) => {
      const told = paint(COLOURS[severity], formatLoadProblem(problem, report.path));
      const { comparison } = problem;
      const compared = comparison ? formatComparison(comparison, { columns, paint }) : [];
      return `${[told, ...compared].join('\n')}\n`;
    });
  });
  const summary = `${summarize(report, paint)}\n`;
  const parts = groups.filter(({ length }) => length > 0).map((lines) => lines.join(''));
  return [...parts, summary].join(parts.length > 1 ? '\n' : '');
}

/** Whether it can be used, and what was counted. */
export function summarize(report: CheckReport, paint: Paint): string {
  const { contents, passed } = report;
  const path = onOneLine(report.path);
  const [warnings, notices] = [countOf(report, 'warning'), countOf(report, 'notice')];
  const found = [count(warnings, 'warning'), ...(notices > 0 ? [count(notices, 'notice')] : [])];
  if (!contents) {
    const counted = [count(countOf(report, 'error'), 'error'), ...found].join(', ');
    return paint('red', `${path} cannot be used: ${counted}`);
  }
  const counted = [
    count(contents.lines, 'line'),
    count(contents.purposes, 'purpose'),
    `${count(contents.expectations, 'expectation')} met`,
    ...found,
    ...(report.suppressed.length > 0 ? [`${report.suppressed.length} suppressed`] : []),
  ].join(', ');
  const verdict = passed ? 'is good' : 'can be used, but --strict allows no warnings';
  const text = `${path} ${verdict}: ${counted}, revision ${contents.revision}`;
  return paint(passed ? 'green' : 'red', text);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
