import type { Desk, LineJson } from './desk.ts';

export interface LineGroup {
  /** The id of the group; empty for lines without one. */
  readonly name: string;
  readonly lines: readonly LineJson[];
  /** Whether the key may close or open it by its name, with lines that join it. */
  readonly isWhole: boolean;
}

/** The lines by the first group that each is in, in the order of the configuration. */
export function groupsOf({ lines, session, language }: Desk, sought: string): readonly LineGroup[] {
  const wanted = sought.trim().toLowerCase();
  const isSought = ({ line, name, groups }: LineJson) =>
    [line, name[language], ...groups].some((text) => text.toLowerCase().includes(wanted));
  const shown = lines.filter(isSought);
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
