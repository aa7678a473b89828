import { type Expectation, type LineConfiguration, MAX_EXPECTATIONS } from './configuration.ts';
import { type ExpectationTableInput, readExpectationTable } from './expectation-table.ts';
import { items, type Located } from './located.ts';
import type { Defined, ParseContext } from './parse-context.ts';
import { createExpectationParser } from './parse-expectation.ts';
import type { WrittenExpectation } from './schema-expectation.ts';

export interface ExpectationsInput extends ExpectationTableInput {
  readonly lines: Defined<LineConfiguration>;
}

/** The expectations of all documents and of their tables, at most {@link MAX_EXPECTATIONS}. */
export function parseExpectations(
  lists: readonly Located<readonly WrittenExpectation[]>[],
  input: ExpectationsInput,
  context: ParseContext,
): readonly Expectation[] {
  const all = lists
    .flatMap((list) => items(list))
    .flatMap((at) =>
      at.value.table === undefined ? at : readExpectationTable(at, input, context),
    );
  const beyond = all[MAX_EXPECTATIONS];
  if (beyond) {
    const found = `there are more than ${MAX_EXPECTATIONS} expectations`;
    context.problems.report(beyond, { code: 'too_many', found, advice: 'expect less' });
  }
  const parse = createExpectationParser(input.lines, context);
  return all.slice(0, MAX_EXPECTATIONS).flatMap((at) => parse(at));
}
