/** ANSI "select graphic rendition" numbers; the terminal's own palette decides the exact tint. */
const COLOURS = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
} as const;

export type Colour = keyof typeof COLOURS;

/** Colours a text, or returns it as it is where colour is not wanted. */
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_colour, text) => text;

export const coloured: Paint = (colour, text) => `\u001b[${COLOURS[colour]}m${text}\u001b[0m`;

/**
 * Whether output should be coloured. `FORCE_COLOR` decides first and `NO_COLOR` second, as in Node
 * itself; without them a terminal is coloured and a pipe is not.
 */
export function wantsColour(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return isTerminal && term !== 'dumb';
}
