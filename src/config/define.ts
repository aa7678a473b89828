import { quote } from '../words/quote.ts';
import { allEntries, isSound, type Located, pathOf } from './located.ts';
import type { Defined, ParseContext } from './parse-context.ts';
import type { Fault } from './problem-list.ts';
import { ID } from './schema-values.ts';

/** What the documents define by id, in their order: each id once, over all files. */
export function define<W, T>(
  maps: readonly Located<Readonly<Record<string, W>>>[],
  parse: (at: Located<W>) => T | null,
  context: ParseContext,
): Defined<T> {
  const defined = new Map<string, T | null>();
  const firsts = new Map<string, Located<unknown>>();
  for (const map of maps) {
    for (const entry of allEntries(map)) {
      const id = String(entry.key);
      const first = firsts.get(id);
      if (first) reportSecond(entry, first, context);
      if (first) continue;
      firsts.set(id, entry);
      if (!ID.test(id)) context.problems.report(entry, notId(id), 'key');
      // Known even where its definition is wrong: who names it makes no mistake.
      defined.set(id, isSound(entry) ? parse(entry) : null);
    }
  }
  return defined;
}

/** The definitions without those that are wrong. */
export function definitions<T>(defined: Defined<T>): T[] {
  return [...defined.values()].filter((value) => value !== null);
}

/** Whether the text is an id; told where it is not. */
export function checkId(at: Located<string>, { problems }: ParseContext): boolean {
  if (ID.test(at.value)) return true;
  problems.report(at, notId(at.value));
  return false;
}

function notId(id: string): Fault {
  const meant = guessId(id);
  const rule = 'small letters, digits and hyphens, at most 63';
  const advice = meant === null ? `write ${rule}` : `write ${meant}: ${rule}`;
  return { code: 'bad_id', found: `${quote(id)} is not an id`, advice };
}

function guessId(id: string): string | null {
  const meant = id
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return ID.test(meant) ? meant : null;
}

function reportSecond(at: Located<unknown>, first: Located<unknown>, context: ParseContext): void {
  const { file, line } = first.document.placeOf(pathOf(first), 'key');
  const here = at.document.file;
  const found = `${quote(String(at.key))} in ${here} is already defined in ${file}, line ${line}`;
  const advice = 'give it another id, or remove the copy';
  context.problems.report(at, { code: 'duplicate_id', found, advice }, 'key');
}
