import type { Desk, LineJson } from './desk.ts';

export interface LineGroup {
  /** The id of the group; empty for lines without one. */
  readonly name: string;
  readonly lines: readonly LineJson[];
  /** Whether the key may close or open it by its name, with lines that join it. */
  readonly isWhole: boolean;
}

/** The lines by the first group that each is in, in the order of the configuration. */
export function groupsOf({ lines, session }: Desk, sought: string): readonly LineGroup[] {
  const shown = lines.filter((line) => isSought(line, sought));
  const names = new Set(shown.map(({ groups }) => groups[0] ?? ''));
  const isFree = session.lines === null && session.groups === null;
  return [...names]
    .sort((a, b) => Number(a === '') - Number(b === ''))
    .map((name) => ({
      name,
      lines: shown.filter(({ groups }) => (groups[0] ?? '') === name),
      isWhole: isFree || (session.groups ?? []).includes(name),
    }));
}

/** Whether a line is called so, or a group of it, in whichever language and width it is typed. */
export function isSought({ line, name, groups }: LineJson, typed: string): boolean {
  const wanted = plain(typed).trim();
  return [line, name.ja, name.en, ...groups].some((text) => plain(text).includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
