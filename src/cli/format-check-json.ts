import type { Problem } from '../config/problem.ts';
import { type CheckReport, countOf } from './check-report.ts';

/** The version of this shape: keys may be added to it, none is renamed or removed. */
const VERSION = 1;

/** As docs/reference/lint.md describes it. */
export function formatJson(report: CheckReport): string {
  const { path, usable, passed, strict, problems, suppressed, contents } = report;
  const counts = {
    errors: countOf(report, 'error'),
    warnings: countOf(report, 'warning'),
    notices: countOf(report, 'notice'),
    suppressed: suppressed.length,
  };
  const told = problems.map(problemJson);
  const untold = suppressed.map(({ problem, suppression }) => {
    return { ...problemJson(problem), reason: suppression.reason };
  });
  const outcome = { version: VERSION, path, usable, passed, strict, contents, counts };
  return `${JSON.stringify({ ...outcome, problems: told, suppressed: untold }, null, 2)}\n`;
}

/** In the order in which a person reads it. */
function problemJson(problem: Problem) {
  const { severity, code, file, line, column, pointer, found, advice, ...more } = problem;
  return { severity, code, file, line, column, pointer, found, advice, ...more };
}
