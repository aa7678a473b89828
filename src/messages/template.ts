/** Messages in ICU MessageFormat, by the library that the format's authors keep. */
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language, type Names } from '../core/reason.ts';

/** What a template may name. The last six are about the long break that is on, else the next. */
export const MESSAGE_VARIABLES = [
  'line',
  'reasonName',
  'weekday',
  'opensAt',
  'opensDay',
  'opensTime',
  'closesAt',
  'closesDay',
  'closesTime',
  'web',
  'breakName',
  'breakFrom',
  'breakUntil',
  'bridges',
  'lastCall',
  'reopensAt',
] as const;

/** What stands for the variables; a value that is not known at the moment is `null`. */
export type MessageValues = Readonly<Record<(typeof MESSAGE_VARIABLES)[number], string | null>>;

export type TemplateElement = ReturnType<IntlMessageFormat['getAst']>[number];

/** The kinds of elements that templates may have. Their numbers are the library's. */
export const TEXT = 0;
export const VARIABLE = 1;
export const SELECT = 5;

/** Something that a voice can say: a message of signs alone would be a silence. */
export const SAYABLE = /[\p{L}\p{N}]/u;

interface CompiledTemplate {
  readonly format: IntlMessageFormat;
  readonly variables: readonly string[];
}

/** In both languages; `null` where a template cannot be read. */
type CompiledTemplates = Readonly<Record<Language, CompiledTemplate | null>>;

/** Kept with the texts they are made of, so that they go when a configuration goes. */
const compiled = new WeakMap<Names, CompiledTemplates>();

/**
 * The message, or `null` where it needs a value that is not known, comes out blank or cannot be
 * read: no message has a gap, and none costs the answer.
 */
export function fillTemplate(
  template: Names,
  language: Language,
  values: MessageValues,
): string | null {
  const { format, variables } = compiledTemplates(template)[language] ?? {};
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  if (!format || !variables?.every((name) => name in known)) return null;
  try {
    const message = String(format.format(known)).replace(/\s+/g, ' ').trim();
    return SAYABLE.test(message) ? message : null;
  } catch {
    return null;
  }
}

/** Throws the library's fault where the text is no template. `<` is text: callers read no tags. */
export function parseTemplate(text: string, language: Language): IntlMessageFormat {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
}

/** The elements of a template, those in the branches of selects too. */
export function elementsIn(elements: readonly TemplateElement[]): TemplateElement[] {
  return elements.flatMap((element) => {
    const branches = 'options' in element ? Object.values(element.options) : [];
    return [element, ...branches.flatMap((branch) => elementsIn(branch.value))];
  });
}

function compiledTemplates(template: Names): CompiledTemplates {
  const known = compiled.get(template);
  if (known) return known;
  const fresh = Object.fromEntries(
    LANGUAGES.map((language) => [language, compileTemplate(template[language], language)]),
  ) as CompiledTemplates;
  compiled.set(template, fresh);
  return fresh;
}

function compileTemplate(text: string, language: Language): CompiledTemplate | null {
  try {
    const format = parseTemplate(text, language);
    const variables = elementsIn(format.getAst()).flatMap((element) =>
      'value' in element && element.type !== TEXT ? [element.value] : [],
    );
    return { format, variables };
  } catch {
    return null;
  }
}
