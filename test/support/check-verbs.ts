import { createRequire } from 'node:module';

interface Specifications {
  validate(log: { info(): void }, verbs: unknown): void;
}

/** The library has no types. */
const library: Specifications = createRequire(import.meta.url)('@jambonz/verb-specifications');

/** Throws where jambonz would not take a body as verbs, or there are none; gives them back. */
export function checkVerbs(body: string): readonly Verb[] {
  const verbs: readonly Verb[] = JSON.parse(body);
  library.validate({ info() {} }, verbs);
  if (verbs.length === 0) throw new Error('a call without verbs is hung up');
  return verbs;
}

export type Verb = Readonly<Record<string, unknown>> & { readonly verb: string };
