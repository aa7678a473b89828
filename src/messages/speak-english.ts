import { MONTHS_EN, WEEKDAYS_EN } from './moment.ts';
import { type Match, type Replacements, replaceAll, WEB_ADDRESS } from './replacements.ts';

/** An English text (normalized) as a voice reads it: `17:30 on 1 May` is 5:30 PM on the 1st. */
export function speakEnglish(text: string): string {
  return replaceAll(text, [...EXPANSIONS, ...PLAIN_WORDS]);
}

const MONTH = `(${MONTHS_EN.join('|')})`;
const SHORT_WEEKDAY = '(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)';

/**
 * Signs that have words. `9 AM` and `the 24th of November` are read right by every voice; `a.m.`
 * would end a sentence.
 */
const EXPANSIONS: Replacements = [
  [WEB_ADDRESS, 'our website'],
  [/(?<![\d/-])(\d{4})-(\d\d)-(\d\d)(?![\d/-])/g, isoDateOf],
  [/\b([ap])\.m\.?(?![a-z])/gi, ([, half]) => `${half?.toUpperCase()}M`],
  [/(?<![\d:])(\d{1,2}):([0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s*([AP]M)\b)?/gi, timeOf],
  [new RegExp(`\\b(\\d{1,2}) ${MONTH}\\b`, 'g'), ([, day, month]) => `the ${nth(day)} of ${month}`],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2})\\b(?![:\\d])`, 'g'),
    ([, month, day]) => `${month} ${nth(day)}`,
  ],
  [new RegExp(`\\b${SHORT_WEEKDAY}\\.?\\s*[-–—~〜]\\s*${SHORT_WEEKDAY}\\b`, 'g'), weekdaysOf],
  [new RegExp(`\\(${SHORT_WEEKDAY}\\)`, 'g'), ([, weekday]) => `, ${weekdayOf(weekday)},`],
  [
    new RegExp(`\\b${SHORT_WEEKDAY}\\.?(?=,? (?:the )?\\d)`, 'g'),
    ([, weekday]) => weekdayOf(weekday),
  ],
  [/\s*[~〜]\s*/g, ' to '],
  [/(?<=AM|PM|noon|midnight|day)\s*[-–—]\s*(?=\d|noon|midnight|[A-Z])/g, ' to '],
  [/\s*&\s*/g, ' and '],
  [/\s*%/g, ' percent'],
];

function isoDateOf([whole = '', year, month, day]: Match): string {
  const name = MONTHS_EN[Number(month) - 1];
  return name ? `${Number(day)} ${name} ${year}` : whole;
}

function timeOf([whole = '', hours, minutes, half]: Match): string {
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (hour > 48) return whole;
  if (half === undefined && minute === 0 && hour % 12 === 0 && hour <= 24) {
    return hour === 12 ? 'noon' : 'midnight';
  }
  const time = `${hour % 12 || 12}${minute === 0 ? '' : `:${minutes}`}`;
  const ownHalf = half?.toUpperCase() ?? (hour % 24 < 12 ? 'AM' : 'PM');
  return `${time} ${ownHalf}${hour >= 24 ? ' the next day' : ''}`;
}

const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

function nth(day: string | undefined): string {
  return `${Number(day)}${ENDINGS[ordinals.select(Number(day))]}`;
}

function weekdaysOf([, first, last]: Match): string {
  return `${weekdayOf(first)} to ${weekdayOf(last)}`;
}

function weekdayOf(short = ''): string {
  return WEEKDAYS_EN.find((weekday) => weekday.startsWith(short.slice(0, 3))) ?? short;
}

/** What is left that is neither a word nor a pause becomes a pause, and of several pauses one. */
const PLAIN_WORDS: Replacements = [
  [/’/g, "'"],
  [/。/g, '. '],
  [/\.{2,}/g, ', '],
  [/(?!(?<=\d)[.,:](?=\d)|(?<=[\p{L}\p{N}])['-](?=[\p{L}\p{N}]))[^\p{L}\p{M}\p{N}\s.,!?]/gu, ', '],
  [/\s+/g, ' '],
  [/[ ,]*([.!?])(?:[ ,]*[.!?])*(?=[\s,]|$)[ ,]*/g, '$1 '],
  [/ ?,(?: ?,)*(?: |(?=\p{L}))/gu, ', '],
  [/^[ ,.!?]+|[ ,]+$/g, ''],
];
