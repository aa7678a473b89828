import { resolve } from 'node:path';
import { formatProblem, type Problem } from '../config/problem.ts';

/**
 * One line for a person about a configuration that was to be loaded from `path`. Where nothing is
 * there, the working directory is probably another than was thought, so the whole path is told.
 */
export function formatLoadProblem(problem: Problem, path: string): string {
  if (problem.code !== 'not_found' || problem.file !== path) return formatProblem(problem);
  const advice = 'give its path with --config or EIGYOCHU_CONFIG';
  return formatProblem({ ...problem, file: resolve(path), advice });
}
