/** Messages in ICU MessageFormat, by the library that the format's authors keep. */
import { IntlMessageFormat } from 'intl-messageformat';

export type Language = 'ja' | 'en';

/** What a template may name; a value that is not known at the moment is `null`. */
export interface MessageValues {
  /** The line's name. */
  readonly line: string;
  readonly reasonName: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

export const MESSAGE_VARIABLES = ['line', 'reasonName', 'opensAt', 'closesAt'] as const;

/** Templates compiled; configuration names a bounded number, so a reload or two may share it. */
const MAX_COMPILED = 2_000;
const compiled = new Map<string, CompiledTemplate>();

interface CompiledTemplate {
  readonly format: IntlMessageFormat;
  readonly variables: readonly string[];
}

/** A sentence about what is wrong with a template, or `null` when it can be used. */
export function checkMessage(template: string, language: Language): string | null {
  let variables: readonly string[];
  try {
    variables = compileTemplate(template, language).variables;
  } catch (error) {
    return `the message is not ICU MessageFormat (${(error as Error).message})`;
  }
  const unknown = variables.find(
    (name) => !(MESSAGE_VARIABLES as readonly string[]).includes(name),
  );
  if (unknown === undefined) return null;
  return `the message names {${unknown}}; known are {${MESSAGE_VARIABLES.join('}, {')}}`;
}

/** The sentence, or `null` where it needs a value that is not known: no sentence has a blank. */
export function fillTemplate(
  template: string,
  language: Language,
  values: MessageValues,
): string | null {
  const { format, variables } = compileTemplate(template, language);
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return variables.every((name) => name in known) ? String(format.format(known)) : null;
}

function compileTemplate(template: string, language: Language): CompiledTemplate {
  const key = `${language}:${template}`;
  const known = compiled.get(key);
  if (known) return known;
  const format = new IntlMessageFormat(template, language, undefined, { ignoreTag: true });
  const fresh = { format, variables: variablesIn(format.getAst()) };
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, fresh);
  return fresh;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Every element of the parsed message with a `value` and a type other than text is a variable. */
function variablesIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    if (!('value' in element) || element.type === LITERAL) return [];
    const branches = 'options' in element ? Object.values(element.options) : [];
    return [element.value, ...branches.flatMap((branch) => variablesIn(branch.value))];
  });
}

const LITERAL = 0;
