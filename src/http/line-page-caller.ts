import { type Instant, MINUTE } from '../core/instant.ts';
import { parseInstant } from '../core/parse-instant.ts';
import type { Language } from '../core/reason.ts';
import { formatInstant, instantToWall, wallToInstant, type Zone } from '../core/zone.ts';
import type { Answer } from '../formats/answer.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { explanationToJson } from '../formats/explanation-json.ts';
import { FORMATS, type FormatName } from '../formats/formats.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { CallerAnswered, CallerAsked } from '../web/caller-question.tsx';

export interface CallerContext {
  readonly snapshot: Snapshot;
  readonly line: Line;
  readonly now: Instant;
  readonly language: Language;
}

/** What a caller would get at the instant that was asked about, or why that is none. */
export function callerAsked(asked: string | null, context: CallerContext): CallerAsked {
  const { zone } = context.line;
  const input = (instant: Instant) => formatInstant(zone, instant).slice(0, 16);
  const usual = input(quarterOf(context.now));
  if (asked === null) return { value: usual, refused: null, answer: null };
  const parsed = parseInstant(asked, zone);
  if (!parsed.ok) {
    const refused = { asked, fault: parsed.fault };
    return { value: usual, refused, answer: null };
  }
  const { instant } = parsed;
  const answer = { ...answered(instant, context), ...clockChange(asked, instant, zone) };
  return { value: input(instant), refused: null, answer };
}

export const QUARTER = 15 * MINUTE;

/** The quarter of an hour that has begun: so that a page stays the same for a while. */
export function quarterOf(now: Instant): Instant {
  return (now - (((now % QUARTER) + QUARTER) % QUARTER)) as Instant;
}

type Answered = Omit<CallerAnswered, 'later' | 'isSkipped'>;

function answered(instant: Instant, { snapshot, line, language }: CallerContext): Answered {
  const question = { instant, at: instant, language };
  const answer = composeAnswer(snapshot, line, question);
  const at = formatInstant(line.zone, instant);
  const { explanation } = composeAnswer(snapshot, line, { ...question, isExplained: true });
  return {
    at,
    decision: decisionToJson(answer),
    speech: answer.speech(),
    formats: SHOWN.map((format) => writtenFormat(answer, format, at)),
    explanation: explanationToJson(explanation as NonNullable<typeof explanation>),
  };
}

/** The plainest first. */
const SHOWN: readonly FormatName[] = ['word', 'text', 'form', 'flat', 'json', 'twiml', 'vxml'];

/** What the route answers, and its path. */
function writtenFormat(answer: Answer, format: FormatName, at: string) {
  const query = new URLSearchParams({ at, lang: answer.language });
  const path = `/v1/lines/${encodeURIComponent(answer.line.id)}/decision.${format}?${query}`;
  return { format, path, body: FORMATS[format].write(answer) };
}

/** Whether the clock skips the time that was asked for, or reads it again later. */
function clockChange(asked: string, instant: Instant, zone: Zone) {
  // Read as if on the clock of UTC, a time without an offset is what the clock on the wall says.
  const read = parseInstant(`${asked}Z`, null);
  if (!read.ok) return { later: null, isSkipped: false };
  const wall = read.instant as number;
  const later = wallToInstant(zone, wall, 'later');
  return {
    later: later === instant ? null : formatInstant(zone, later),
    isSkipped: instantToWall(zone, instant) !== wall,
  };
}
