import type { Located } from '../config/located.ts';
import type { Part } from '../config/source-document.ts';

/** Something that a rule found, and where: without a part at the key, as whole rules are meant. */
export interface Finding {
  readonly at: Located<unknown>;
  readonly part?: Part;
  readonly found: string;
  readonly advice: string;
}
