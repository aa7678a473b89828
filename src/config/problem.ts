/** A place in a document; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A fault in a document, as data: where it is, what was found there and what to write instead.
 * Problems are collected, never thrown; an `error` stops the document from being used, a `notice`
 * is only worth knowing.
 */
export interface Problem extends Place {
  readonly severity: 'error' | 'warning' | 'notice';
  /** A stable name of the kind of fault, such as `unknown_key`. */
  readonly code: string;
  /** RFC 6901 pointer into the document, such as `/lines/phone-pin/zone`. */
  readonly pointer: string;
  readonly found: string;
  readonly advice: string;
  /** Of an expectation that is not met: the rows of both sides, `2026-12-29 | closed(holiday)`. */
  readonly comparison?: Comparison;
}

/** What was expected and what is, to be shown side by side; rows of dates where there are dates. */
export interface Comparison {
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

/** One line for a person: `config/lines.yaml:12:15: error: … ; …`. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, severity, code, pointer, found, advice } = problem;
  const where = pointer === '' ? '' : ` (${pointer})`;
  return onOneLine(`${file}:${line}:${column}: ${severity} ${code}: ${found}; ${advice}${where}`);
}

/** Keys and names of files may hold anything, and would forge lines of a log. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
