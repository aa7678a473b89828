import type { BoardPlace } from './board-data.ts';

/** The path of a page of the board, without the language. */
export function boardPath({ group, page }: Pick<BoardPlace, 'group' | 'page'>): string {
  const asked = new URLSearchParams();
  if (group !== null) asked.set('group', group);
  if (page > 1) asked.set('page', String(page));
  return asked.size === 0 ? '/' : `/?${asked}`;
}
