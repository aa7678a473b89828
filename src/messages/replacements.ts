/** The whole match, then its groups; some may have matched nothing. */
export type Match = readonly (string | undefined)[];

/** What is to be replaced, in order, each by a text or by what a function makes of the match. */
export type Replacements = readonly (readonly [
  pattern: RegExp,
  by: string | ((match: Match) => string),
])[];

export function replaceAll(text: string, replacements: Replacements): string {
  return replacements.reduce(
    (done, [pattern, by]) =>
      typeof by === 'string'
        ? done.replace(pattern, by)
        : done.replace(pattern, (...match: string[]) => by(match)),
    text,
  );
}

/** An address on the web, up to what cannot be part of one: Japanese goes on without a space. */
export const WEB_ADDRESS = /\b(?:https?:\/\/|www\.)[\w\-.~/?#@!$&*+,;=%:]*[\w/]/gi;
