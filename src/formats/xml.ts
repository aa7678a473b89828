/** The one place that writes XML, by a library that escapes. */
import { create } from 'xmlbuilder2';

/** An element as data; a child that is a string is text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly (XmlElement | string)[];
}

export interface XmlOptions {
  readonly namespace?: string;
  /** What stands between the declaration and the root. */
  readonly instruction?: { readonly target: string; readonly content: string };
}

/**
 * A whole document, in one line. Characters that XML 1.0 forbids in every spelling, such as a BEL,
 * are told by U+FFFD: one of them would make the document unreadable.
 */
export function writeXml(root: XmlElement, { namespace, instruction }: XmlOptions = {}): string {
  const document = create(DECLARATION);
  if (instruction) document.ins(instruction.target, instruction.content);
  const element = namespace ? document.ele(namespace, root.name) : document.ele(root.name);
  fill(element, root);
  // A reader would take it for a line feed.
  return document.end().replaceAll('\r', '&#xD;');
}

const DECLARATION = { version: '1.0', encoding: 'UTF-8' } as const;

type Builder = ReturnType<typeof create>;

function fill(element: Builder, { attributes = {}, children = [] }: XmlElement): void {
  for (const [key, value] of Object.entries(attributes)) element.att(key, prepared(value));
  for (const child of children) {
    if (typeof child === 'string') element.txt(prepared(child));
    else fill(element.ele(child.name), child);
  }
}

/** XML 1.0, production 2. With `u` only a surrogate that has lost its half is a character. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The library takes `&lt;` and even `&unknown;` in a text for something that is escaped already,
 * and lets it through; so every ampersand is escaped before.
 */
function prepared(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replaceAll('&', '&amp;');
}
