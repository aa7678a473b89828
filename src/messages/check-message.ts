import type { Language } from '../core/reason.ts';
import {
  elementsIn,
  MESSAGE_VARIABLES,
  parseTemplate,
  SELECT,
  TEXT,
  type TemplateElement,
  VARIABLE,
} from './template.ts';

/**
 * A sentence about what is wrong with a template, or `null` when it can be used: text, names in
 * braces and selects. All values are texts, which the other elements of ICU MessageFormat fail on.
 */
export function checkMessage(template: string, language: Language): string | null {
  if (template.trim() === '') return 'the message is blank';
  if (/[｛｝]/.test(template)) return 'the message has full-width braces; write { and }';
  try {
    const elements = elementsIn(parseTemplate(template, language).getAst());
    return elements.map(faultIn).find((fault) => fault !== null) ?? null;
  } catch (error) {
    return syntaxFault(template, error as SyntaxFault);
  }
}

/** As the library names them, by the numbers that it gives them. */
const OTHER_KINDS: Readonly<Record<number, string>> = {
  2: 'number',
  3: 'date',
  4: 'time',
  6: 'plural',
};

function faultIn(element: TemplateElement): string | null {
  if (!('value' in element)) return null;
  const { type, value } = element;
  if (type === TEXT) return /[{}]/.test(value) ? STRAY_BRACE : null;
  if (!(MESSAGE_VARIABLES as readonly string[]).includes(value)) {
    return `the message names {${value}}; known are {${MESSAGE_VARIABLES.join('}, {')}}`;
  }
  if (type === VARIABLE || type === SELECT) return null;
  return `the message has {${value}, ${OTHER_KINDS[type] ?? '…'}}; write just {${value}}`;
}

/** ICU quotes braces with apostrophes, which nobody who writes "don't" expects. */
const STRAY_BRACE =
  "callers would be told a brace: it has no partner, or an apostrophe (') stands before it, " +
  'for which ’ can be written';

/** What the library throws; without a place where it comes from deeper down. */
interface SyntaxFault {
  readonly message: string;
  readonly location?: {
    readonly start: { readonly offset: number };
    readonly end: { readonly offset: number };
  };
}

const SYNTAX_FAULTS: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a { without its }',
  EMPTY_ARGUMENT: 'braces with nothing in them',
  MALFORMED_ARGUMENT: 'braces with something other than a name in them',
  MISSING_OTHER_CLAUSE: 'a select without "other"',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'a select that names a case twice',
};

const MAX_QUOTED_CHARACTERS = 40;

function syntaxFault(template: string, { message, location }: SyntaxFault): string {
  const what = SYNTAX_FAULTS[message] ?? 'braces that cannot be read';
  const quoted = template.slice(location?.start.offset ?? 0, location?.end.offset).trim();
  if (quoted === '') return `the message has ${what}`;
  return `the message has ${what}: ${quoted.slice(0, MAX_QUOTED_CHARACTERS)}`;
}
