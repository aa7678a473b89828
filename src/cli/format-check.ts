import type { Problem } from '../config/problem.ts';
import type { LoadedSnapshot } from '../load-snapshot.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import type { Paint } from './paint.ts';

/** What is wrong with a configuration, a line each, and what is in it. */
export function formatCheck(path: string, loaded: LoadedSnapshot, paint: Paint): string {
  const problems = loaded.ok ? loaded.snapshot.warnings : loaded.problems;
  const lines = problems.map((problem) =>
    paint(colourOf(problem), formatLoadProblem(problem, path)),
  );
  return `${[...lines, summarize(path, loaded, paint)].join('\n')}\n`;
}

function colourOf({ severity }: Problem) {
  return severity === 'error' ? 'red' : 'yellow';
}

function summarize(path: string, loaded: LoadedSnapshot, paint: Paint): string {
  if (!loaded.ok) {
    const errors = loaded.problems.filter(({ severity }) => severity === 'error').length;
    const warnings = loaded.problems.length - errors;
    const found = [count(errors, 'error'), count(warnings, 'warning')].join(', ');
    return paint('red', `${path} cannot be used: ${found}`);
  }
  const { snapshot, configuration } = loaded;
  const contents = [
    count(snapshot.lines.size, 'line'),
    count(snapshot.purposes.size, 'purpose'),
    `${count(configuration.expectations.length, 'expectation')} met`,
    count(snapshot.warnings.length, 'warning'),
  ].join(', ');
  return paint('green', `${path} is good: ${contents}, revision ${snapshot.revision}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
