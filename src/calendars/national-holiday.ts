import type { Holiday } from '../core/calendar.ts';
import { addDays, type CivilDay, civilDayToDate, weekdayOf } from '../core/civil.ts';
import type { Names } from '../core/reason.ts';

/** What the official list calls every substitute and in-between day. */
export const REST_DAY = '休日';

/** Whether a day is free because of others, by its name in the official list or a private one. */
export function isRestDay(officialName: string): boolean {
  return officialName === REST_DAY || officialName.endsWith('振替休日');
}

/** What it calls the two days of 2019 that an act of their own made national holidays. */
const TREATED_AS_NATIONAL = '休日（祝日扱い）';

const SUBSTITUTE: Names = { ja: '振替休日', en: 'Substitute Holiday' };
const IN_BETWEEN: Names = { ja: '国民の休日', en: "Citizens' Holiday" };

/** The act on the enthronement (平成30年法律第99号) names these days by what they are for. */
const ENTHRONEMENT: Readonly<Record<string, Names>> = {
  '2019-05-01': { ja: '即位の日', en: 'Enthronement Day' },
  '2019-10-22': { ja: '即位礼正殿の儀の行われる日', en: 'Enthronement Ceremony Day' },
};

/** Ours, not the library's: it has スポーツの日 by its old name and the ceremonies as sentences. */
const ENGLISH: Readonly<Record<string, string>> = {
  元日: "New Year's Day",
  成人の日: 'Coming of Age Day',
  建国記念の日: 'National Foundation Day',
  天皇誕生日: "Emperor's Birthday",
  春分の日: 'Vernal Equinox Day',
  昭和の日: 'Showa Day',
  憲法記念日: 'Constitution Memorial Day',
  みどりの日: 'Greenery Day',
  こどもの日: "Children's Day",
  海の日: 'Marine Day',
  山の日: 'Mountain Day',
  敬老の日: 'Respect for the Aged Day',
  秋分の日: 'Autumnal Equinox Day',
  体育の日: 'Health and Sports Day',
  スポーツの日: 'Sports Day',
  文化の日: 'Culture Day',
  勤労感謝の日: 'Labor Thanksgiving Day',
  結婚の儀: "Crown Prince's Wedding",
  大喪の礼: 'State Funeral of Emperor Showa',
  即位礼正殿の儀: 'Enthronement Ceremony',
};

/** The name that the official list gives a date, if any. */
export type OfficialNameOn = (day: CivilDay) => string | undefined;

/** What callers are told a date of the official list is called, and what kind of holiday it is. */
export function nameNationalHoliday(
  day: CivilDay,
  officialName: string,
  officialNameOn: OfficialNameOn,
): Pick<Holiday, 'name' | 'kind'> {
  if (officialName !== REST_DAY) return { name: nameOf(day, officialName), kind: 'national' };
  if (isSubstitute(day, officialNameOn)) return { name: SUBSTITUTE, kind: 'substitute' };
  return { name: IN_BETWEEN, kind: 'in_between' };
}

/** A holiday that a new law adds keeps its Japanese name in English: better than a wrong one. */
function nameOf(day: CivilDay, officialName: string): Names {
  if (officialName === TREATED_AS_NATIONAL) {
    const name = ENTHRONEMENT[civilDayToDate(day)];
    if (name) return name;
  }
  // 2019 alone: 体育の日（スポーツの日）, the year before it was renamed.
  const ja = officialName.replace('（スポーツの日）', '');
  return { ja, en: ENGLISH[ja] ?? ja };
}

/**
 * Whether a 休日 makes up for a Sunday: Article 3 (2) of the Act on National Holidays takes the
 * first date after it that is no national holiday itself; all others stand between two, by (3).
 * Until 2006 it took the day after the Sunday, the same while no two national holidays adjoined.
 */
function isSubstitute(day: CivilDay, officialNameOn: OfficialNameOn): boolean {
  let before = addDays(day, -1);
  while (isNational(officialNameOn(before))) {
    if (weekdayOf(before) === 'sun') return true;
    before = addDays(before, -1);
  }
  return false;
}

function isNational(officialName: string | undefined): boolean {
  return officialName !== undefined && officialName !== REST_DAY;
}
