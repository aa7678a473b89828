import { type Expectation, type LineConfiguration, MAX_EXPECTATIONS } from './configuration.ts';
import { type ExpectationTableInput, readExpectationTable } from './expectation-table.ts';
import { items, type Located } from './located.ts';
import type { Defined, ParseContext } from './parse-context.ts';
import { createExpectationParser } from './parse-expectation.ts';
import type { WrittenExpectation } from './schema-expectation.ts';

export interface ExpectationsInput extends ExpectationTableInput {
  readonly lines: Defined<LineConfiguration>;
}

/** Each may take a second. */
const MAX_TABLES = 50;

/** The expectations of all documents and of their tables, at most {@link MAX_EXPECTATIONS}. */
export function parseExpectations(
  lists: readonly Located<readonly WrittenExpectation[]>[],
  input: ExpectationsInput,
  context: ParseContext,
): readonly Expectation[] {
  const all: Located<WrittenExpectation>[] = [];
  let tables = 0;
  for (const at of lists.flatMap((list) => items(list))) {
    // A table may be named again and again.
    if (all.length > MAX_EXPECTATIONS) break;
    const isTable = at.value.table !== undefined;
    if (isTable && ++tables > MAX_TABLES) {
      const found = `there are more than ${MAX_TABLES} tables`;
      context.problems.report(at, { code: 'too_many', found, advice: 'join some of them' });
      break;
    }
    const read = isTable ? readExpectationTable(at, input, context) : [at];
    for (const each of read) all.push(each);
  }
  const beyond = all[MAX_EXPECTATIONS];
  if (beyond) {
    const found = `there are more than ${MAX_EXPECTATIONS} expectations`;
    context.problems.report(beyond, { code: 'too_many', found, advice: 'expect less' });
  }
  const parse = createExpectationParser(input.lines, context);
  return all.slice(0, MAX_EXPECTATIONS).flatMap((at) => parse(at));
}
