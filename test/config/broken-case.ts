/** A configuration with faults, as small as it can be. */
export interface BrokenCase {
  readonly name: string;
  readonly text: string;
  /** All of them: `line:column code pointer | found | advice`. */
  readonly problems: readonly string[];
}

export const HEAD = 'version: 1\nzone: Asia/Tokyo\n';

const ALWAYS = 'schedules:\n  always: { regular: { daily: [00:00-24:00] } }\n';

function indent(text: string, columns: number): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(columns)}${line}\n`)
    .join('');
}

/** The body of a schedule, from line 5 column 5 on. */
export function inSchedule(text: string): string {
  return `${HEAD}schedules:\n  desk:\n${indent(text, 4)}`;
}

/** Regular hours by weekday, from line 6 column 7 on. */
export function inRegular(text: string): string {
  return inSchedule(`regular:\n${indent(text, 2)}`);
}

/** More of a schedule that has regular hours, from line 6 column 5 on. */
export function besideRegular(text: string): string {
  return inSchedule(`regular: { mon-fri: [09:00-17:00] }\n${text}`);
}

/** Calendars, from line 4 column 3 on. */
export function inCalendars(text: string): string {
  return `${HEAD}calendars:\n${indent(text, 2)}`;
}

/** More of a line that has a name only, from line 8 column 5 on. */
export function inLine(text: string): string {
  const line = `lines:\n  desk:\n    name: { ja: 窓口, en: Desk }\n`;
  return `${HEAD}${ALWAYS}${line}${indent(text, 4)}`;
}

/** More of a line that has a name and a schedule, from line 9 column 5 on. */
export function inLineWithSchedule(text: string): string {
  return inLine(`schedule: always\n${text}`);
}

/** What stands beside lines, from line 7 column 1 on. */
export function besideLine(text: string): string {
  const line = 'lines:\n  desk: { name: { ja: 窓口, en: Desk }, schedule: always }\n';
  return `${HEAD}${ALWAYS}${line}${text}`;
}
