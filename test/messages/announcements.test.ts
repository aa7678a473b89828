import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { type Decision, decide } from '../../src/core/decision.ts';
import { type Instant, isAnswerable, MINUTE } from '../../src/core/instant.ts';
import type { LineOverride } from '../../src/core/line-override.ts';
import { LANGUAGES, type Names, REASON_CODES, stateOf } from '../../src/core/reason.ts';
import { UNKNOWN_SENTENCES, writeAnnouncement } from '../../src/messages/announcement.ts';
import { type MessageSource, writeMessage } from '../../src/messages/message.ts';
import { speak } from '../../src/messages/speech.ts';
import { speechToSsml } from '../../src/messages/ssml.ts';
import { overrideCases } from '../support/arbitrary-overrides.ts';
import type { OracleOverride } from '../support/oracle-overrides.ts';
import { at, compile, day, longBreak, scheduleOf, weekdays, zoneOf } from '../support/schedules.ts';
import { ALTERNATIVES, NAME, tellScenes } from './announcement-scenes.ts';

t.test('every scene is told in the sentences that were read aloud', async (t) => {
  const told = readFileSync('test/messages/announcements.txt', 'utf8');
  t.equal(tellScenes(), told);
});

/** What is wrong with sentences as a caller reads or hears them, or `null`. */
function faultIn(source: MessageSource): string | null {
  const { text, speech } = writeAnnouncement(source);
  for (const [told, patterns] of [
    [text, TEXT],
    [speech, SPEECH],
  ] as const) {
    for (const language of LANGUAGES) {
      const sentences = told[language];
      const isWhole = patterns[language].test(sentences);
      if (!isWhole || GAP.test(sentences)) return `${language}: ${JSON.stringify(sentences)}`;
    }
  }
  return null;
}

/** Whole sentences, each ended once. */
const TEXT = { ja: /^([^。]{6,}。)+$/u, en: /^([A-Z][^.]{6,}\.( (?=[A-Z])|$))+$/u };
const SPEECH = {
  ja: /^([\p{L}\p{M}\p{N}、,. '-]{6,}。)+$/u,
  en: /^([A-Z][\p{L}\p{M}\p{N}, ':-]{6,}\.( (?=[A-Z])|$))+$/u,
};
const GAP =
  /undefined|null|NaN|[{}]| {2}|\(\)|（）|「」|^\s|\s$|、[、。]|。、|,[,.]| [,.。、]|から[、。]|は、は|for ?[,.]/;

const NAMES: readonly Names[] = [
  { ja: '設備点検', en: 'Maintenance' },
  { ja: ' ', en: ' ' },
  { ja: '。', en: '...' },
  { ja: '　臨時休業。 ', en: ' Closed.  ' },
  { ja: '・※', en: '<>' },
  { ja: '改\n行\t。。夜', en: 'line\r\nbreak,, too' },
];

t.test('no reason in any language leaves a gap, whatever is not known', async (t) => {
  const rules = { longBreaks: [longBreak('12-29/01-03', '年末年始')] };
  const known = decide(
    compile(scheduleOf(weekdays('09:00-17:30'), rules)),
    at('2026-12-30T10:00'),
    {
      spreadMinutes: 30,
    },
  );
  const breakNamed = (name: Names): Decision['longBreak'] =>
    known.longBreak && {
      ...known.longBreak,
      name,
      bridges: [day('2027-01-04'), day('2027-01-05')],
    };
  const faults: string[] = [];
  for (const [code, name, missing, alternatives] of combinations()) {
    const reason = { ...known.reason, code, state: stateOf(code), name };
    const decision: Decision = {
      ...known,
      state: stateOf(code),
      reason,
      opensAt: missing & 1 ? null : known.opensAt,
      closesAt: missing & 2 ? null : known.closesAt,
      longBreak: missing & 4 ? null : breakNamed(name),
      upcomingBreak: missing & 8 ? null : comingAfter(breakNamed(name), missing),
      closingSoon: (missing & 32) !== 0,
    };
    const fault = faultIn({ ...LINE, name, templates: {}, decision, alternatives });
    if (fault) faults.push(`${code} ${missing}: ${fault}`);
  }
  t.same(faults.slice(0, 5), []);
});

const LINE = { name: NAME, zone: zoneOf('Asia/Tokyo'), alternatives: ALTERNATIVES };

function* combinations() {
  const hostile = NAMES.map((name) => ({ name }));
  for (const code of REASON_CODES) {
    for (const name of NAMES) {
      for (let missing = 0; missing < 64; missing++) {
        for (const alternatives of [[], ALTERNATIVES.slice(0, 1), ALTERNATIVES, hostile]) {
          yield [code, name, missing, alternatives] as const;
        }
      }
    }
  }
}

function comingAfter(longBreak: Decision['longBreak'], missing: number): Decision['longBreak'] {
  if (!longBreak) return null;
  const [from, until] = [day('2027-01-06'), day(missing & 16 ? '2027-01-06' : '2027-01-09')];
  const closesAt = missing & 1 ? null : at('2027-01-05T17:30');
  const reopensAt = missing & 16 ? null : at('2027-01-12T09:00');
  return { ...longBreak, from, until, closesAt, reopensAt };
}

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) };

t.test('no decision of any schedule with any overrides is told with a gap', async () => {
  const minutesAround = fc.integer({ min: -6 * 24 * 60, max: 6 * 24 * 60 });
  const property = fc.property(
    overrideCases(),
    minutesAround,
    fc.nat(3),
    ({ zone, day, schedule, overrides }, minutes, alternatives) => {
      const instant = ((day * 24 * 60 + minutes) * MINUTE) as Instant;
      if (!isAnswerable(instant)) return;
      const compiled = overlaySchedule(compile(schedule, zone), overrides.map(lineOverrideOf));
      const source = {
        name: NAME,
        zone: zoneOf(zone),
        templates: {},
        decision: decide(compiled, instant, { spreadMinutes: 30 }),
        alternatives: ALTERNATIVES.slice(0, alternatives),
      };
      const fault = faultIn(source);
      if (fault) throw new Error(fault);
    },
  );
  fc.assert(property, RUNS);
});

function lineOverrideOf({ from, until, change, name }: OracleOverride): LineOverride {
  const names = { ja: name, en: 'Special' };
  return {
    start: (from * MINUTE) as Instant,
    end: (until * MINUTE) as Instant,
    change: typeof change === 'string' ? { kind: change } : { kind: 'hours', hours: change },
    names: { open: names, closed: names },
    message: null,
  };
}

t.test("the operators' own words have a spoken form too", async (t) => {
  const decision = decide(compile(scheduleOf(weekdays('09:00-17:30'))), at('2026-11-24T18:00'), {
    spreadMinutes: 30,
  });
  const own = { ja: '11/25(水) 9:00〜17:30に。', en: 'Mon-Fri 9:00-17:30 & more.' };
  for (const source of [
    { ...LINE, templates: { closed: own }, decision },
    {
      ...LINE,
      templates: {},
      decision: { ...decision, reason: { ...decision.reason, message: own } },
    },
  ]) {
    const { text, speech } = writeAnnouncement(source);
    t.same(text, own);
    t.same(speech, {
      ja: '11月25日水曜日の午前くじから午後5時30分に。',
      en: 'Monday to Friday 9 AM to 5:30 PM and more.',
    });
    t.same(writeMessage(source), text, 'a message is what an announcement has to read');
  }
});

const SPOKEN_JA: readonly (readonly [written: string, spoken: string])[] = [
  ['9:00', '午前くじ'],
  ['17:30', '午後5時30分'],
  ['12:00', '正午'],
  ['11:59-12:01', '午前11時59分から午後れいじ1分'],
  ['0:00〜24:00', '午前れいじから夜の12時'],
  ['22:00-26:00', '午後10時から翌日の午前2時'],
  ['午後5:30', '午後5時30分'],
  ['４：００～７：００', '午前よじから午前しちじ'],
  ['99:99', '99、99'],
  ['(月)〜(金)', '月曜日から金曜日'],
  ['月-金', '月曜日から金曜日'],
  ['4月4日(土)・8日(水)', '4月よっか土曜日とようか水曜日'],
  ['2026-12-20', '2026年12月はつか'],
  ['12/1(火) 9時', '12月ついたち火曜日のくじ'],
  ['1日3回、4日間、第4日曜日', '1日3回、よっか間、第4日曜日'],
  ['24時間365日、4時間', '24時間365日、4時間'],
  ['14日14時、24日24時', 'じゅうよっかじゅうよじ、にじゅうよっか夜の12時'],
  ['1.5日、1,004日', '1.5日、1,004日'],
  ['紛失・盗難', '紛失、盗難'],
  ['「A」「B」は', 'A、Bは'],
  ['03-1234-5678', '03の1234の5678'],
  ['※ご注意！！…', 'ご注意。'],
  ['https://example.com/a?b=1をご覧', 'ホームページをご覧'],
  ['A&B 50%', 'AとB 50パーセント'],
  ['<break time="9s"/>', 'break time、9s'],
  ['受付 Card desk 電話', '受付、Card desk、電話'],
  ['。。、', ''],
];

const SPOKEN_EN: readonly (readonly [written: string, spoken: string])[] = [
  ['9:00', '9 AM'],
  ['17:30', '5:30 PM'],
  ['12:00', 'noon'],
  ['0:00-24:00', 'midnight to midnight'],
  ['0:01 to 12:01', '12:01 AM to 12:01 PM'],
  ['26:00', '2 AM the next day'],
  ['9:00 a.m.–5:30 p.m.', '9 AM to 5:30 PM'],
  ['99:99', '99:99'],
  ['Mon-Fri, Sat 9:00', 'Monday to Friday, Saturday 9 AM'],
  ['Closed (Sun).', 'Closed, Sunday.'],
  ['Tuesday 1 December', 'Tuesday the 1st of December'],
  ['2 May, 3 May, 4 May 2027', 'the 2nd of May, the 3rd of May, the 4th of May 2027'],
  [
    '11 May, 12 May, 13 May, 22 May',
    'the 11th of May, the 12th of May, the 13th of May, the 22nd of May',
  ],
  ['October 3', 'October 3rd'],
  ['2026-11-24', 'the 24th of November 2026'],
  ['2026-13-24', '2026-13-24'],
  ["Don’t call; we're out.", "Don't call, we're out."],
  ['R&D, 50%', 'R and D, 50 percent'],
  ['See https://example.com/a?b=1.', 'See our website.'],
  ['<break time="9s"/>', 'break time, 9s'],
  ['1,000 calls at 3.5', '1,000 calls at 3.5'],
  ['...', ''],
];

t.test('signs, times and dates are spelt out for a voice', async (t) => {
  for (const [written, spoken] of SPOKEN_JA) t.equal(speak(written, 'ja'), spoken, written);
  for (const [written, spoken] of SPOKEN_EN) t.equal(speak(written, 'en'), spoken, written);
});

t.test('whatever is written, a voice gets words and pauses, and needs no long time', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  const signs = fc.string({
    unit: fc.constantFrom(...' 、。,.!?-~〜()（）「」:/19時日月&%\u0007\ud800'),
  });
  fc.assert(
    fc.property(fc.oneof(text, signs), fc.constantFrom(...LANGUAGES), (written, language) => {
      const spoken = speak(written, language);
      if (/[^\p{L}\p{M}\p{N}\s。、？.,:!?'-]/u.test(spoken)) throw new Error(spoken);
      if (/ {2}|、{2}|[。？]{2}|^[ 、]|[ 、]$/.test(spoken)) throw new Error(spoken);
    }),
    RUNS,
  );
  const started = process.hrtime.bigint();
  for (const unit of ['1', '9:00-', ' ', ',', '.', '(', '日', '/1', 'https://', '、']) {
    for (const language of LANGUAGES) speak(unit.repeat(2_000), language);
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (seconds > 5) throw new Error(`${seconds} s`);
});

t.test('speech as SSML is a sentence at a time, escaped', async (t) => {
  const open = (language: string) =>
    `<speak xmlns="http://www.w3.org/2001/10/synthesis" version="1.1" xml:lang="${language}">`;
  t.equal(
    speechToSsml('本日は休業です。明日、承ります。', 'ja'),
    `${open('ja-JP')}<s>本日は休業です。</s><s>明日、承ります。</s></speak>`,
  );
  t.equal(
    speechToSsml('We are closed. Call at 9:30 AM, or 3.5 hours later.', 'en'),
    `${open('en-US')}<s>We are closed.</s><s>Call at 9:30 AM, or 3.5 hours later.</s></speak>`,
  );
  t.equal(
    speechToSsml('<break/>&amp;]]>"\u0007\ufffe\ud800', 'en'),
    `${open('en-US')}<s>&lt;break/&gt;&amp;amp;]]&gt;"</s></speak>`,
  );
  t.match(speechToSsml('', 'ja'), /<speak [^>]+\/>$/);
});

t.test('what is told when we do not know is neither open nor closed', async (t) => {
  for (const told of [UNKNOWN_SENTENCES.text, UNKNOWN_SENTENCES.speech]) {
    t.match(told.ja, TEXT.ja);
    t.match(told.en, TEXT.en);
    t.notMatch(told.ja, /休業|受け付けて/);
  }
});
