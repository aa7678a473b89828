import { knowledgeOfDays } from '../core/calendar.ts';
import { addDays } from '../core/civil.ts';
import { DAY, END_OF_INSTANTS, FIRST_INSTANT, type Instant } from '../core/instant.ts';
import { formatInstant, instantToDay, startOfDay } from '../core/zone.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Answer } from './answer.ts';
import { composeAnswer } from './compose-answer.ts';
import { decisionToJson } from './json-decision.ts';

/** However far away the next opening is, nothing beyond so many days is told. */
const FURTHEST_DAYS = 62;
/** Fourteen a day for five weeks. Each takes 0.1 ms, in which nobody else is answered. */
const MAX_ENTRIES = 500;

/** What is asked of a line: so many civil dates, today included. */
export interface TimetableQuestion {
  readonly now: Instant;
  readonly days: number;
}

export interface WrittenTimetable {
  /** JSON. Not the values, which are kept for a while and would take ten times as much. */
  readonly text: string;
  /** Half-open: the stretch around now in which the timetable stays as it is. */
  readonly freshUntil: Instant;
  readonly modifiedAt: Instant;
}

/**
 * Every boundary of the coming days and what is true between them, so that a client can answer
 * alone. It begins with the boundary before now, and reaches at least to the end of the opening
 * that we are in or wait for, unless there are too many. What most entries have in common stands
 * once beside them.
 */
export function writeTimetable(
  snapshot: Snapshot,
  line: Line,
  question: TimetableQuestion,
): WrittenTimetable {
  const answers = answersFrom(snapshot, line, question);
  const [first] = answers as [Answer];
  const { instant: modifiedAt, freshUntil } = first.decision;
  return { text: JSON.stringify(toJson(answers, line)), freshUntil, modifiedAt };
}

/** The answers from boundary to boundary, the first one that of now. */
function answersFrom(snapshot: Snapshot, line: Line, { now, days }: TimetableQuestion): Answer[] {
  const { zone } = line;
  const today = instantToDay(zone, now);
  // Midnight is a boundary for sure, and so is whatever is reached from it.
  let instant = Math.max(startOfDay(zone, today), FIRST_INSTANT) as Instant;
  let until = startOfDay(zone, addDays(today, days));
  const answers: Answer[] = [];
  while (instant < Math.min(until, END_OF_INSTANTS) && answers.length < MAX_ENTRIES) {
    const answer = composeAnswer(snapshot, line, { instant, at: instant });
    const { freshUntil, closesAt } = answer.decision;
    instant = freshUntil;
    if (freshUntil <= now) continue;
    if (answers.length === 0) until = furthest(until, closesAt, now);
    answers.push(answer);
  }
  return answers;
}

function furthest(until: Instant, closesAt: Instant | null, now: Instant): Instant {
  return Math.max(until, Math.min(closesAt ?? until, now + FURTHEST_DAYS * DAY)) as Instant;
}

function toJson(answers: readonly Answer[], line: Line) {
  const { id, name, zone, phone, compiled } = line;
  const [first] = answers as [Answer];
  const { instant: from } = first.decision;
  const until = (answers.at(-1) ?? first).decision.freshUntil;
  const dates = { from: instantToDay(zone, from), until: instantToDay(zone, until) };
  const { alternatives, freshness, asOf, revision } = decisionToJson(first);
  const longBreaks = createTable();
  const messages = createTable();
  const places = { longBreak: longBreaks.placeOf, message: messages.placeOf };
  const entries = answers.map((answer) => entryToJson(answer, places));
  return {
    line: id,
    name,
    zone: zone.name,
    phone,
    from: formatInstant(zone, from),
    until: formatInstant(zone, until),
    alternatives,
    holidays: knowledgeOfDays(compiled.calendars, dates),
    freshness,
    asOf,
    revision,
    entries,
    longBreaks: longBreaks.values,
    messages: messages.values,
  };
}

interface Places {
  readonly longBreak: (value: object) => number;
  readonly message: (value: object) => number;
}

function entryToJson(answer: Answer, places: Places) {
  const { line, decision } = answer;
  const json = decisionToJson(answer);
  const { longBreak, upcomingBreak } = json;
  return {
    from: formatInstant(line.zone, decision.instant),
    until: formatInstant(line.zone, decision.freshUntil),
    state: json.state,
    reason: json.reason,
    reasonName: json.reasonName,
    opensAt: json.opensAt,
    closesAt: json.closesAt,
    staffedUntil: json.staffedUntil,
    closingSoon: json.closingSoon,
    longBreak: longBreak && places.longBreak(longBreak),
    upcomingBreak: upcomingBreak && places.longBreak(upcomingBreak),
    retry: json.retry,
    message: places.message(json.message),
  };
}

/** Values that are written once, and named by their places. */
function createTable() {
  const places = new Map<string, number>();
  const values: unknown[] = [];
  function placeOf(value: object): number {
    const text = JSON.stringify(value);
    const place = places.get(text) ?? values.push(value) - 1;
    places.set(text, place);
    return place;
  }
  return { values, placeOf };
}
