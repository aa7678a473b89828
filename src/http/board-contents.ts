import type { FastifyRequest } from 'fastify';
import type { Instant } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { BoardData, BoardLine, BoardSection } from '../web/board-data.ts';
import { breaksShown } from './board-breaks.ts';
import { type BoardPart, boardPart, boardQuestion, streamOf } from './board-lines.ts';
import { overridesShown, seesDecider } from './board-overrides.ts';
import { createKeep } from './keep.ts';
import { MAX_KEPT_BOARDS } from './limits.ts';
import { snapshotFor } from './lookup.ts';
import type { Ports } from './ports.ts';
import { untilTomorrow, type Validity, validityOf } from './validity.ts';

/** What a page of the board shows, and how long it stays true. */
export interface BoardContents {
  readonly data: BoardData;
  readonly validity: Validity;
}

const keep = createKeep<BoardContents>(MAX_KEPT_BOARDS);

/** The board as a request asks for it: composed once for all who may see the same. */
export function boardContents(ports: Ports, request: FastifyRequest): BoardContents {
  const snapshot = snapshotFor(ports, request);
  const now = ports.clock();
  const part = boardPart(snapshot, boardQuestion(request.query));
  const { page, group, unknownGroup } = part.place;
  const { principal } = request;
  // Names that nobody has given are many: they would drive out the pages that are asked for.
  const asked = { page, group, isUnknown: unknownGroup !== null, sees: seesDecider(principal) };
  const compose = () => {
    const value = composeBoard(part, { snapshot, now, ports, request });
    return { value, until: value.validity.freshUntil as Instant };
  };
  if (asked.isUnknown) return compose().value;
  const { value } = keep(snapshot, { name: JSON.stringify(asked), now }, compose);
  return { ...value, validity: { ...value.validity, now } };
}

interface Surroundings {
  readonly snapshot: Snapshot;
  readonly now: Instant;
  readonly ports: Ports;
  readonly request: FastifyRequest;
}

function composeBoard(part: BoardPart, { snapshot, now, ports, request }: Surroundings) {
  const { zone, freshness, asOf } = snapshot;
  const answers = part.lines.map((line) =>
    composeAnswer(snapshot, line, { instant: now, at: null }),
  );
  const { principal } = request;
  const shown = overridesShown(ports.ledger?.state ?? null, { snapshot, principal, now });
  const validity = validityOf(answers, { snapshot, now, at: null });
  const bounds = [validity.freshUntil ?? Number.POSITIVE_INFINITY, shown.freshUntil];
  const freshUntil = Math.min(...bounds, untilTomorrow(zone, now)) as Instant;
  const data: BoardData = {
    today: formatInstant(zone, now).slice(0, 10),
    zone: zone.name,
    freshUntil: formatInstant(zone, freshUntil),
    ...{ freshness, asOf: asOf === null ? null : formatInstant(zone, asOf) },
    ...{ stream: streamOf(part), place: part.place, groups: [...snapshot.groups.keys()] },
    sections: sectionsOf(
      answers.map((answer) => boardLine(answer.line, decisionToJson(answer), { snapshot, now })),
      (id) => part.place.group ?? snapshot.lines.get(id)?.groups[0] ?? null,
    ),
    ...{ overrides: shown.overrides, moreOverrides: shown.moreOverrides },
    breaks: breaksShown(part.lines, now),
  };
  return { data, validity: { ...validity, freshUntil } };
}

function boardLine(
  { id, name, phone, zone }: Line,
  decision: BoardLine['decision'],
  { snapshot, now }: { readonly snapshot: Snapshot; readonly now: Instant },
): BoardLine {
  const today = formatInstant(zone, now).slice(0, 10);
  return { id, name, phone, zone: zone === snapshot.zone ? null : zone.name, today, decision };
}

/** Lines that follow each other in the same group. */
function sectionsOf(
  lines: readonly BoardLine[],
  groupOf: (id: string) => string | null,
): readonly BoardSection[] {
  const sections: { group: string | null; lines: BoardLine[] }[] = [];
  for (const line of lines) {
    const group = groupOf(line.id);
    const last = sections.at(-1);
    if (last?.group === group) last.lines.push(line);
    else sections.push({ group, lines: [line] });
  }
  return sections;
}
