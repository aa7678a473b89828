import { flatFormat } from './flat-decision.ts';
import { formFormat } from './form-decision.ts';
import type { Format } from './format.ts';
import { jsonFormat } from './json-decision.ts';
import { textFormat } from './text-decision.ts';
import { twimlFormat } from './twiml.ts';
import { vxmlFormat } from './vxml.ts';
import { wordFormat } from './word-decision.ts';

/** The formats of a decision, by the name that a URL asks with. */
export const FORMATS = {
  json: jsonFormat,
  word: wordFormat,
  text: textFormat,
  form: formFormat,
  flat: flatFormat,
  twiml: twimlFormat,
  vxml: vxmlFormat,
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/** The format of a name, or `null`. */
export function formatNamed(name: string): Format | null {
  return Object.hasOwn(FORMATS, name) ? FORMATS[name as FormatName] : null;
}
