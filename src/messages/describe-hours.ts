import { addDays, type CivilDay } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { countDays, type Days } from '../core/date-range.ts';
import { SEARCH_DAYS } from '../core/opening.ts';
import type { Names } from '../core/reason.ts';
import type { ExceptionRule, Hours, Schedule } from '../core/schedule.ts';
import type { Zone } from '../core/zone.ts';
import { type Note, notesOf } from './describe-notes.ts';
import { describeSpans } from './describe-spans.ts';
import {
  hasAmbiguousNth,
  isOpen,
  isRoundTheClock,
  type Week,
  weekSentences,
  weeksFrom,
} from './describe-week.ts';
import { describeZone } from './describe-zone.ts';

/** The configured hours of a line in words, and as the rules that the words are about. */
export interface HoursDescription {
  /** One paragraph. */
  readonly text: Names;
  /** The regular hours in force and those of later editions. */
  readonly weeks: readonly Week[];
  /** Without a full stop: `祝日は休業`. */
  readonly notes: readonly Names[];
  readonly exceptions: readonly DescribedException[];
}

/** A planned deviation to come. */
export interface DescribedException extends Days {
  readonly kind: 'closed' | 'hours' | 'closed_during';
  readonly name: Names;
  readonly hours: Names;
  /** The hours, or the time that is cut out of them. */
  readonly spans: Hours;
}

export interface HoursQuestion {
  readonly today: CivilDay;
  /** On whose clock the reader lives: another zone is named. */
  readonly homeZone: Zone;
}

/** Describes a schedule as it is configured; overrides are too short-lived to be described. */
export function describeHours(
  compiled: CompiledSchedule,
  { today, homeZone }: HoursQuestion,
): HoursDescription {
  const { schedule, zone } = compiled;
  const weeks = weeksFrom(schedule.editions, today);
  const ahead = { from: today, until: addDays(today, SEARCH_DAYS) };
  const exceptions = exceptionsWithin(schedule, {
    from: today,
    until: addDays(today, SEARCH_DAYS),
  });
  const isAlwaysOpen = weeks.every(isRoundTheClock) && hasNoClosing(schedule, exceptions);
  const notes: readonly Note[] = [
    ...(isAlwaysOpen ? [] : notesOf(compiled, ahead)),
    ...(weeks.some(hasAmbiguousNth) ? [LATER_NTH] : []),
    ...(zone === homeZone ? [] : [describeZone(zone)]),
  ];
  const text = isAlwaysOpen ? alwaysOpen(notes) : paragraph(weeks, notes, exceptions.length);
  return { text, weeks, notes: notes.map(noteToNames), exceptions };
}

const LATER_NTH: Note = {
  kind: 'other',
  text: {
    ja: '第4・第5と最終が同じ日になるときは後に挙げたものが優先',
    en: 'Where the 4th or 5th weekday is also the last one, the one named last takes precedence',
  },
};

function hasNoClosing(schedule: Schedule, exceptions: readonly DescribedException[]): boolean {
  const { holidays, longBreaks } = schedule;
  const isUntouched = holidays.every((rule) => rule.hours === 'regular' && rule.dayBefore === null);
  return isUntouched && longBreaks.length === 0 && exceptions.length === 0;
}

function exceptionsWithin({ exceptions }: Schedule, { from, until }: Days): DescribedException[] {
  return exceptions
    .filter((rule) => rule.until >= from && rule.from <= until)
    .toSorted((a, b) => a.from - b.from || countDays(a) - countDays(b))
    .map(describeException);
}

function describeException({ from, until, name, change }: ExceptionRule): DescribedException {
  if (change.kind === 'hours') {
    const { hours } = change;
    const kind = hours.length === 0 ? 'closed' : 'hours';
    return { from, until, kind, name, hours: describeSpans(hours), spans: hours };
  }
  const { ja, en } = describeSpans(change.spans);
  const hours = { ja: `${ja}は休業`, en: `closed ${en}` };
  return { from, until, kind: change.kind, name, hours, spans: change.spans };
}

function noteToNames(note: Note): Names {
  if (note.kind !== 'closed') return note.text;
  return { ja: `${note.what.ja}は休業`, en: `Closed: ${note.what.en}` };
}

function alwaysOpen(notes: readonly Note[]): Names {
  const more = sentencesOf(notes);
  return {
    ja: `24時間年中無休で営業しています。${more.ja}`,
    en: ['Open 24 hours a day, every day of the year.', more.en].join(' ').trim(),
  };
}

/**
 * What closes is said in one sentence with the closed weekdays, where nothing stands between; not
 * where the order of what is said decides.
 */
function paragraph(weeks: readonly Week[], notes: readonly Note[], exceptions: number): Names {
  const [week, later] = weeks;
  const isPlain = later === undefined && week?.rules.every(({ nth }) => nth === null) === true;
  const sentences = weeks.map((each) => weekSentences(each, { withClosed: !isPlain }));
  const isEverOpen = week?.rules.some(isOpen) === true;
  const closed = isPlain && isEverOpen ? week.rules.filter((rule) => !isOpen(rule)) : [];
  const isOrdered = notes.some(({ kind }) => kind === 'order');
  const gathered = isOrdered ? [] : notes.filter((note) => note.kind === 'closed');
  const closing = [...closed.map(({ days }) => days), ...gathered.map(({ what }) => what)];
  const parts = [
    ...sentences,
    ...(closing.length > 0 ? [closingSentence(closing)] : []),
    sentencesOf(isOrdered ? notes : notes.filter(({ kind }) => kind !== 'closed')),
    ...(exceptions > 0 ? [exceptionsSentence(exceptions)] : []),
  ];
  return {
    ja: parts.map(({ ja }) => ja).join(''),
    en: parts.flatMap(({ en }) => (en === '' ? [] : [en])).join(' '),
  };
}

function closingSentence(closing: readonly Names[]): Names {
  return {
    ja: `${closing.map(({ ja }) => ja).join('、')}は休業です。`,
    en: `Closed: ${closing.map(({ en }) => en).join('; ')}.`,
  };
}

function exceptionsSentence(count: number): Names {
  const also = count === 1 ? 'is also 1 change' : `are also ${count} changes`;
  return {
    ja: `このほか、特定の日に限った変更が${count}件あります。`,
    en: `There ${also} on particular dates.`,
  };
}

function sentencesOf(notes: readonly Note[]): Names {
  const names = notes.map(noteToNames);
  return {
    ja: names.map(({ ja }) => `${ja}です。`).join(''),
    en: names.map(({ en }) => `${en}.`).join(' '),
  };
}
