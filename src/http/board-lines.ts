import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { BoardPlace } from '../web/board-data.ts';
import { MAX_BOARD_LINES } from './limits.ts';

/** What is asked of the board: wrong values are told in the page, never refused. */
export interface BoardQuestion {
  readonly page: number;
  readonly group: string | null;
}

/** The part of the lines that a page shows, in the order of the board. */
export interface BoardPart {
  readonly place: BoardPlace;
  readonly lines: readonly Line[];
}

/** `page` and `group` of a query, whatever stands there. */
export function boardQuestion(query: unknown): BoardQuestion {
  const { page, group } = (query ?? {}) as Readonly<Record<string, unknown>>;
  const isNumber = typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page);
  const isName = typeof group === 'string' && group !== '';
  return { page: isNumber ? Number(page) : 1, group: isName ? group : null };
}

/** The lines of a page; of a page beyond the last one, those of the last. */
export function boardPart(snapshot: Snapshot, { page: asked, group }: BoardQuestion): BoardPart {
  const members = group === null ? undefined : snapshot.groups.get(group);
  const all = members ?? linesInOrder(snapshot);
  const pages = Math.max(1, Math.ceil(all.length / MAX_BOARD_LINES));
  const page = Math.min(asked, pages);
  const skipped = (page - 1) * MAX_BOARD_LINES;
  const place = {
    group: members ? group : null,
    unknownGroup: members ? null : group,
    ...{ page, pages, skipped, lineCount: all.length },
  };
  return { place, lines: all.slice(skipped, skipped + MAX_BOARD_LINES) };
}

/**
 * By their first group, in the order in which the configuration names the groups; those without
 * one at the end. Put in order once for all pages.
 */
function linesInOrder({ lines, groups }: Snapshot): readonly Line[] {
  const known = ordered.get(lines);
  if (known) return known;
  const rest: Line[] = [];
  const byGroup = new Map<string, Line[]>([...groups.keys()].map((group) => [group, []]));
  for (const line of lines.values()) {
    const [first = ''] = line.groups;
    (byGroup.get(first) ?? rest).push(line);
  }
  const fresh = [...byGroup.values(), rest].flat();
  ordered.set(lines, fresh);
  return fresh;
}

const ordered = new WeakMap<Snapshot['lines'], readonly Line[]>();

/**
 * Where changes of the lines are told. The whole board and a whole group name no lines, so that one
 * that a reload adds is told too.
 */
export function streamOf({ place, lines }: BoardPart): string {
  if (place.pages === 1 && place.group === null) return '/v1/stream';
  if (place.pages === 1 && place.group !== null) {
    return `/v1/stream?group=${encodeURIComponent(place.group)}`;
  }
  return `/v1/stream?${lines.map(({ id }) => `line=${encodeURIComponent(id)}`).join('&')}`;
}
