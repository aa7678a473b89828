import { quote } from '../words/quote.ts';
import type { ConfigurationPorts } from './configuration-ports.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Located } from './located.ts';
import type { Fault, ProblemList } from './problem-list.ts';
import { ID } from './schema-values.ts';

/** What every parser of a part has at hand. */
export interface ParseContext {
  readonly problems: ProblemList;
  readonly checkMessage: ConfigurationPorts<unknown>['checkMessage'];
  /** Whether every document could be read: else what seems to be missing may be in another. */
  readonly isComplete: boolean;
}

/** What ids stand for; `null` where the definition is wrong, which has been told. */
export type Defined<T> = ReadonlyMap<string, T | null>;

/** What the id stands for; `null`, and a problem where nothing has that id. */
export function resolve<T>(
  id: Located<string>,
  defined: Defined<T>,
  { noun, context }: { readonly noun: string; readonly context: ParseContext },
): T | null {
  const found = defined.get(id.value);
  if (found !== undefined || !context.isComplete) return found ?? null;
  context.problems.report(id, () => {
    const legal = [...defined.keys()].filter((known) => ID.test(known));
    return unknownId(id.value, noun, legal);
  });
  return null;
}

function unknownId(id: string, noun: string, known: readonly string[]): Fault {
  const rest = known.length === 0 ? '' : `; known: ${known.slice(0, MAX_KNOWN_NAMED).join(', ')}`;
  return {
    code: `unknown_${noun}`,
    found: `there is no ${noun} ${quote(id)}`,
    advice: didYouMean(id, known.slice(0, MAX_KNOWN_SEARCHED), `define it under "${noun}s"${rest}`),
  };
}

const MAX_KNOWN_NAMED = 10;
const MAX_KNOWN_SEARCHED = 5_000;

/** A key that is needed here; told at the key of the map that lacks it. */
export function reportMissing(
  at: Located<unknown>,
  key: string,
  { advice, context }: { readonly advice: string; readonly context: ParseContext },
): void {
  const fault = { code: 'missing_key', found: `"${key}" is missing`, advice };
  context.problems.report(at, fault, 'key');
}

/** Keys that exclude each other, told at the second. */
export function reportConflict(
  at: Located<unknown>,
  keys: readonly [string, string],
  { advice, context }: { readonly advice: string; readonly context: ParseContext },
): void {
  const found = `"${keys[0]}" and "${keys[1]}" stand together`;
  context.problems.report(at, { code: 'conflicting_keys', found, advice }, 'key');
}
