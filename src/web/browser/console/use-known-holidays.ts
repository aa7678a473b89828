import type { Names } from '../../../core/reason.ts';
import type { Desk } from './desk.ts';
import type { PatchDraft } from './patch-draft.ts';
import { useAnswer } from './use-answer.ts';

export interface KnownHolidays {
  /** The calendars there are, as far as they have a holiday in the year. */
  readonly calendars: readonly string[];
  /** The calendar that a patch is for where nobody says; '' where there is none, or a choice. */
  readonly usual: string;
  /** What the holiday is called that is on the date of the draft. */
  readonly name: Names | null;
}

interface HolidaysJson {
  readonly holidays: readonly {
    readonly date: string;
    readonly name: Names;
    readonly kind: string;
    readonly calendar: string;
  }[];
}

/** What is known of the year that a draft is about, whose date may not be written yet. */
export function useKnownHolidays(desk: Desk, draft: PatchDraft): KnownHolidays {
  const { date } = draft;
  const year = date === '' ? new Date(desk.now()).getUTCFullYear() : Number(date.slice(0, 4));
  const isKnown = year >= FIRST_YEAR && year <= LAST_YEAR;
  const path = `/v1/holidays?from=${year}-01-01&until=${year}-12-31`;
  const { value } = useAnswer<HolidaysJson>(desk, isKnown ? path : null);
  const holidays = value?.holidays ?? [];
  const national = new Set(
    holidays.filter(({ kind }) => kind !== 'listed').map(({ calendar }) => calendar),
  );
  const [first = '', ...others] = national;
  const usual = others.length > 0 ? '' : first;
  const calendar = draft.calendar || usual;
  const there = holidays.find((each) => each.date === date && each.calendar === calendar);
  return {
    calendars: [...new Set(holidays.map((each) => each.calendar))],
    ...{ usual, name: there?.name ?? null },
  };
}

/** Of what the service answers for; a year may be half written. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;
