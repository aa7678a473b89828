import type { LintCode } from '../config/findings.ts';
import { pathOf } from '../config/located.ts';
import type { Problem } from '../config/problem.ts';
import { placeFault } from '../config/problem-list.ts';
import { formatPointer } from '../config/source-document.ts';
import {
  createSuppressor,
  type SuppressedProblem,
  type Suppressor,
} from '../config/suppression.ts';
import type { Finding } from './finding.ts';
import { createLintContext, type LintInput } from './lint-context.ts';
import { LINT_RULES, type LintRule } from './lint-rules.ts';
import { sharedHours } from './shared-hours.ts';

/** What a configuration will bring that is seldom meant. */
export interface Linted {
  readonly problems: readonly Problem[];
  readonly suppressed: readonly SuppressedProblem[];
}

/** More findings of a rule are only counted: who reads them corrects some and asks again. */
export const MAX_TOLD = 20;

/**
 * Looks for what is valid and seldom meant, in a configuration that can be used. What takes long is
 * done once for all lines that share their hours.
 */
export function lint(input: LintInput): Linted {
  const context = createLintContext(input);
  const suppressor = createSuppressor(input.configuration.suppressions);
  const told = LINT_RULES.map((rule) => ({ rule, list: createToldList(rule, suppressor) }));
  for (const { rule, list } of told) if (rule.check) list.add(rule.check(context));
  for (const hours of sharedHours(context)) {
    for (const { rule, list } of told)
      if (rule.checkHours) list.add(rule.checkHours(hours, context));
  }
  const problems = told.flatMap(({ list }) => list.problems());
  return { problems, suppressed: suppressor.suppressed() };
}

/** The findings of a rule as problems: the first few told, the rest counted. */
function createToldList({ code, severity }: LintRule, suppressor: Suppressor) {
  const problems: Problem[] = [];
  const told = new Set<string>();
  let untold = 0;
  const add = (finding: Finding) => {
    const path = pathOf(finding.at);
    // Lines of one schedule in several zones have hours of their own, and its faults in common.
    const key = [finding.at.document.file, formatPointer(path), finding.found].join('\n');
    if (told.has(key)) return;
    told.add(key);
    const problem = () => toProblem(finding, { code, severity });
    if (suppressor.catches(code, formatPointer(path), problem)) return;
    if (problems.length < MAX_TOLD) problems.push(problem());
    else untold++;
  };
  return {
    add(findings: Iterable<Finding>) {
      for (const finding of findings) add(finding);
    },
    problems(): readonly Problem[] {
      const last = problems.at(-1);
      if (!last || untold === 0) return problems;
      const found = `and ${untold} more of the same kind`;
      const advice = 'correct or suppress the ones above and check again';
      return [...problems, { ...last, pointer: '', found, advice }];
    },
  };
}

function toProblem(
  { at, part = 'key', found, advice }: Finding,
  kind: { readonly code: LintCode; readonly severity: Problem['severity'] },
): Problem {
  return placeFault(at.document, pathOf(at), { ...kind, part, found, advice });
}
