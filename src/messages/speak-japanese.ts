import { type Match, type Replacements, replaceAll, WEB_ADDRESS } from './replacements.ts';

/** A Japanese text (normalized) as a voice reads it: `(火) 9:00` is 火曜日の午前くじ. */
export function speakJapanese(text: string): string {
  return replaceAll(text, [...EXPANSIONS, ...READINGS, ...PLAIN_WORDS]);
}

const WEEKDAY = '[月火水木金土日]';

/** Signs that have words. After this, times and dates are in 時, 分, 月 and 日. */
const EXPANSIONS: Replacements = [
  [WEB_ADDRESS, 'ホームページ'],
  [/(?<![\d/-])(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?![\d/-])/g, '$1年$3月$4日'],
  [/(?<![\d/.-])(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?![\d/.-])/g, dateOf],
  [/(午前|午後)?(?<![\d:])(\d{1,2}):([0-5]\d)(?::[0-5]\d)?(?![\d:])/g, timeOf],
  [/(?<![\d:])24時(?!間|\d)/g, '夜の12時'],
  [new RegExp(`\\s*\\((${WEEKDAY})(?:曜日?)?(?:[・,]?祝日?)?\\)`, 'g'), '$1曜日'],
  [new RegExp(`(?<![\\p{L}\\d])(${WEEKDAY})[~〜–-](${WEEKDAY})(?!曜)`, 'gu'), '$1曜日から$2曜日'],
  [/曜日\s*(?=午前|午後|正午|夜の|翌日の|\d{1,2}時)/g, '曜日の'],
  [/曜日・/g, '曜日と'],
  [/\s*[~〜]\s*/g, 'から'],
  [/(?<=[時分日月午])\s*[-–—]\s*(?=\d|午|正|夜|翌)/g, 'から'],
  [/(?<=\d)-(?=\d)/g, 'の'],
  [/&/g, 'と'],
  [/%/g, 'パーセント'],
];

function dateOf([, month, day]: Match): string {
  return `${Number(month)}月${Number(day)}日`;
}

/** By the 24-hour clock, or by the half of the day that is named before the time. */
function timeOf([whole = '', half, hours, minutes]: Match): string {
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (hour > 48) return whole;
  const rest = minute === 0 ? '' : `${minute}分`;
  if (half !== undefined) return `${half}${hour}時${rest}`;
  if (hour === 12 && minute === 0) return '正午';
  if (hour === 24 && minute === 0) return '24時';
  if (hour >= 24) return `翌日の${hour % 24 < 12 ? '午前' : '午後'}${hour % 12}時${rest}`;
  return `${hour < 12 ? '午前' : '午後'}${hour % 12}時${rest}`;
}

/** Days of the month as they are called; voices count some of them instead. */
const DAYS: Readonly<Record<string, string>> = {
  2: 'ふつか',
  3: 'みっか',
  4: 'よっか',
  5: 'いつか',
  6: 'むいか',
  7: 'なのか',
  8: 'ようか',
  9: 'ここのか',
  10: 'とおか',
  14: 'じゅうよっか',
  20: 'はつか',
  24: 'にじゅうよっか',
};

const HOURS: Readonly<Record<string, string>> = {
  0: 'れいじ',
  4: 'よじ',
  7: 'しちじ',
  9: 'くじ',
  14: 'じゅうよじ',
  17: 'じゅうしちじ',
  19: 'じゅうくじ',
};

/** Not 第4日曜日, nor 4時間, nor a part of a number; 1日 is ついたち only as a date. */
const READINGS: Replacements = [
  [/(?<=本日|明日)(?=\d)/g, '、'],
  [/(?<=月|明日、|本日、)0?1日(?![曜本間])/g, 'ついたち'],
  [/(?<![\d.,第])0?(\d{1,2})日(?![曜本])/g, ([whole = '', day = '']) => DAYS[day] ?? whole],
  [/(?<![\d.,])0?(\d{1,2})時(?!間)/g, ([whole = '', hour = '']) => HOURS[hour] ?? whole],
];

/** What is left that is neither a word nor a pause becomes a pause, and of several pauses one. */
const PLAIN_WORDS: Replacements = [
  [/!/g, '。'],
  [/\?/g, '？'],
  [/」「/g, '、'],
  [/[「」『』]/g, ''],
  [/(?!(?<=\d)[.,](?=\d)|(?<=[a-z])['-](?=[a-z]))[^\p{L}\p{M}\p{N}\s。、？]/giu, '、'],
  [/(?<![\w'-])\s+|\s+(?![\w'-])/g, '、'],
  [/\s+/g, ' '],
  [/、*([。？])[、。？]*/g, '$1'],
  [/、{2,}/g, '、'],
  [/^[、。？]+|、+$/g, ''],
];
