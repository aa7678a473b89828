import type { Problem } from '../config/problem.ts';

/** What was asked needs a configuration, and the one that is there cannot be used. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('the configuration cannot be used');
    this.problems = problems;
  }
}
