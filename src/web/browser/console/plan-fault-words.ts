import type { Language } from '../../../core/reason.ts';
import type { ApiFaultEntry } from './api.ts';
import { FAULT_WORDS } from './fault-words.ts';

interface FieldWords {
  readonly missing: string;
  readonly missingLanguage: string;
  readonly tooLong: (most: string) => string;
  readonly overlaps: string;
  readonly reversedSpan: string;
  readonly notASpan: string;
  readonly past: string;
  readonly farAhead: string;
  readonly oneLine: string;
  readonly template: string;
  readonly holidayAlready: string;
  readonly noHoliday: string;
  readonly sameDate: string;
  readonly farMove: string;
}

const WORDS: Readonly<Record<Language, FieldWords>> = {
  ja: {
    missing: '入力してください。',
    missingLanguage: '日本語と英語の両方を入力してください。',
    tooLong: (most) => `${most}文字以内で入力してください。`,
    overlaps: 'ほかの時間帯と重なっています。',
    reversedSpan: '終わりは始まりより後にしてください。',
    notASpan: '「09:00-12:00」のように入力してください。',
    past: 'すでに過ぎた日付です。',
    farAhead: '400日より先の日付は、まだ登録できません。',
    oneLine: '改行や制御文字は使えません。1行で入力してください。',
    holidayAlready: 'この日はすでに祝日です。',
    noHoliday: 'この日は祝日ではありません。',
    sameDate: '別の日付を入力してください。',
    farMove: '移動できるのは、前後400日以内の日付です。',
    template: '文章のほかに使えるのは {line}、{reasonName}、{opensAt}、{closesAt} だけです。',
  },
  en: {
    missing: 'Please fill this in.',
    missingLanguage: 'Please write it in both languages.',
    tooLong: (most) => `At most ${most} characters.`,
    overlaps: 'It overlaps another span.',
    reversedSpan: 'The end must be after the start.',
    notASpan: 'Write it like 09:00-12:00.',
    past: 'This date is over.',
    farAhead: 'More than 400 days ahead cannot be planned yet.',
    oneLine: 'Line breaks cannot be used here. Write it on one line.',
    holidayAlready: 'This date is a holiday already.',
    noHoliday: 'This date is no holiday.',
    sameDate: 'Enter another date.',
    farMove: 'A holiday moves by at most 400 days.',
    template: 'Plain text, with {line}, {reasonName}, {opensAt} and {closesAt} at most.',
  },
};

type TextKey = Exclude<keyof FieldWords, 'tooLong'>;

/** Where a value is wrong, what the service says of it, and what that means. */
const FIELDS: readonly (readonly [place: RegExp, said: RegExp, key: TextKey])[] = [
  [/^\/hours\/\d+$/, /overlaps/, 'overlaps'],
  [/^\/hours/, /ends before|no length/, 'reversedSpan'],
  [/^\/hours/, /./, 'notASpan'],
  [/^\/from/, /in the past/, 'past'],
  [/^\/from/, /days ahead/, 'farAhead'],
  [/^\/(name|message|note)/, /line break|control character/, 'oneLine'],
  [/^\/message/, /./, 'template'],
  [/^\/date$/, /is no holiday/, 'noHoliday'],
  [/^\/(date|to)$/, /is a holiday already/, 'holidayAlready'],
  [/^\/to$/, /date that the holiday is on/, 'sameDate'],
  [/^\/to$/, /moves by at most/, 'farMove'],
];

/** The codes of what is told by field; the others have one meaning wherever they stand. */
const OF_FIELDS: readonly string[] = ['invalid_parameter', 'needless_patch', 'range_too_long'];

/** A fault in the language of the page; without words for it, those of the service. */
export function fieldFaultText(fault: ApiFaultEntry, language: Language): string {
  const known = knownFaultText(fault, language);
  if (known !== null) return known;
  if (fault.code === 'missing_parameter') return WORDS[language].missing;
  if (fault.code === 'invalid_parameter') return fault.detail;
  return FAULT_WORDS[language][fault.code] ?? fault.detail;
}

/** What is wrong with a value, where there are words for just that; they stand without a field. */
export function knownFaultText(fault: ApiFaultEntry, language: Language): string | null {
  const { code, pointer = '', detail } = fault;
  const words = WORDS[language];
  if (code === 'missing_parameter' && /^\/(name|message)\/(ja|en)$/.test(pointer)) {
    return words.missingLanguage;
  }
  if (!OF_FIELDS.includes(code)) return null;
  const most = /it must have \d+ to (\d+) characters/.exec(detail)?.[1];
  if (most !== undefined) return words.tooLong(most);
  const known = FIELDS.find(([place, said]) => place.test(pointer) && said.test(detail));
  return known ? words[known[2]] : null;
}
