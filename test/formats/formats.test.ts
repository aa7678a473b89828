import t from 'tap';
import { compileSchedule } from '../../src/core/compiled-schedule.ts';
import { explain } from '../../src/core/explanation.ts';
import type { Answer } from '../../src/formats/answer.ts';
import { composeAnswer } from '../../src/formats/compose-answer.ts';
import { FORMAT_NAMES, FORMATS, formatNamed } from '../../src/formats/formats.ts';
import { decisionToJson } from '../../src/formats/json-decision.ts';
import { decideLine } from '../../src/lines/line-decision.ts';
import { buildSnapshot, type Line, MAX_ALTERNATIVES } from '../../src/lines/snapshot.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';
import { callCentre } from '../support/configuration.ts';
import { at, closedDuring, scheduleOf, weekdays, zoneOf } from '../support/schedules.ts';

/** The contract's keys, in its order. */
const KEYS = [
  'line',
  'at',
  'state',
  'reason',
  'layer',
  'reasonName',
  'since',
  'until',
  'opensAt',
  'closesAt',
  'staffedUntil',
  'closingSoon',
  'longBreak',
  'upcomingBreak',
  'retry',
  'destination',
  'message',
  'alternatives',
  'holidays',
  'freshness',
  'asOf',
  'revision',
];

const FAILURE = { code: 'internal', line: null, onUnknown: 'unknown', language: 'ja' } as const;

const snapshot = buildSnapshot(callCentre, at('2026-11-01T00:00'));

function answer(line: string, instant: string, rest: Partial<Answer> = {}): Answer {
  return {
    ...decideLine(snapshot.lines.get(line) as Line, at(instant)),
    at: at(instant),
    language: 'ja',
    message: () => ({ ja: '休業', en: 'Closed' }),
    speech: () => ({ ja: 'きゅうぎょう', en: 'Closed' }),
    revision: snapshot.revision,
    freshness: snapshot.freshness,
    asOf: snapshot.asOf,
    explanation: null,
    ...rest,
  };
}

t.test('a decision has every key, in the order of the contract, in every state', async (t) => {
  const moments = [
    '2026-11-24T09:00',
    '2026-11-24T17:20',
    '2026-11-24T17:30',
    '2026-11-23T10:00',
    '2026-12-20T10:00',
    '2027-01-02T10:00',
    '2099-07-01T10:00',
  ];
  for (const line of snapshot.lines.keys()) {
    for (const moment of moments) {
      const written = FORMATS.json.write(answer(line, moment));
      t.same(Object.keys(JSON.parse(written)), KEYS, `${line} ${moment}`);
      t.ok(Buffer.byteLength(written) < 4096, 'under 4 KB');
    }
  }
});

t.test('a decision stays under 4 KB in the worst case that is documented', async (t) => {
  const names = { ja: '名'.repeat(13), en: 'n'.repeat(40) };
  const [long, line] = ['i'.repeat(63), snapshot.lines.get('phone-pin') as Line];
  const channel = { kind: 'web', url: `https://${'u'.repeat(52)}` } as const;
  const alternatives = Array.from({ length: MAX_ALTERNATIVES }, () => {
    return { id: long, name: names, channels: [channel] };
  });
  const { decision } = decideLine(line, at('2027-01-02T10:00'));
  const { longBreak, reason } = decision;
  const breakOf = longBreak && {
    ...longBreak,
    name: names,
    bridges: Array(6).fill(longBreak.from),
  };
  const written = FORMATS.json.write(
    answer('phone-pin', '2027-01-02T10:00', {
      line: { ...line, id: long, alternatives },
      decision: {
        ...decision,
        reason: { ...reason, name: names },
        longBreak: breakOf,
        upcomingBreak: breakOf,
      },
      destination: { kind: 'announcement', target: 't'.repeat(100) },
      message: () => ({ ja: 'm'.repeat(650), en: 'm'.repeat(650) }),
    }),
  );
  t.ok(breakOf);
  t.equal(JSON.parse(written).alternatives.length, MAX_ALTERNATIVES);
  t.ok(Buffer.byteLength(written) < 4096, `${Buffer.byteLength(written)} bytes`);
});

t.test('every line of the shipped configuration is told in under 4 KB', async (t) => {
  const now = at('2026-11-24T10:00');
  const loaded = loadSnapshot('config/lines.yaml', now);
  t.ok(loaded.ok);
  if (!loaded.ok) return;
  for (const line of loaded.snapshot.lines.values()) {
    for (const moment of ['2026-04-19T10:00', '2026-12-20T10:00', '2027-01-02T10:00']) {
      const composed = composeAnswer(loaded.snapshot, line, {
        instant: at(moment),
        at: at(moment),
      });
      const bytes = Buffer.byteLength(FORMATS.json.write(composed));
      t.ok(bytes < 4096, `${line.id} ${moment}: ${bytes} bytes`);
    }
  }
});

t.test('a question about now has no instant in its answer', async (t) => {
  t.equal(decisionToJson(answer('phone-pin', '2026-11-24T09:00', { at: null })).at, null);
});

t.test('an answer from last-known overrides says so, and as of when', async (t) => {
  const asOf = at('2026-11-24T08:30');
  const rest = { freshness: 'last-known', asOf } as const;
  const told = decisionToJson(answer('phone-pin', '2026-11-24T09:00', rest));
  t.same([told.freshness, told.asOf], ['last-known', '2026-11-24T08:30:00+09:00']);
  const live = decisionToJson(answer('phone-pin', '2026-11-24T09:00'));
  t.same([live.freshness, live.asOf], ['live', null]);
});

t.test('long breaks are told inside and before, with civil dates', async (t) => {
  const yearEnd = {
    name: { ja: '年末年始', en: '年末年始' },
    from: '2026-12-29',
    until: '2027-01-03',
    days: 6,
    reopensAt: '2027-01-04T09:00:00+09:00',
    bridges: [],
  };
  const inside = decisionToJson(answer('phone-pin', '2027-01-02T10:00'));
  t.same([inside.reason, inside.longBreak, inside.upcomingBreak], ['long_break', yearEnd, null]);
  const before = decisionToJson(answer('phone-pin', '2026-12-15T10:00'));
  t.same([before.longBreak, before.upcomingBreak], [null, yearEnd], 'fourteen days before');
  const early = decisionToJson(answer('phone-pin', '2026-12-14T23:59'));
  t.equal(early.upcomingBreak, null, 'fifteen days before');
});

t.test('last call says until when the line is staffed', async (t) => {
  const times = ['2026-11-24T11:49', '2026-11-24T11:50', '2026-11-24T12:00'].map((moment) => {
    const { reason, closesAt, staffedUntil } = decisionToJson(answer('shop-desk', moment));
    return { reason, closesAt, staffedUntil };
  });
  t.same(times, [
    {
      reason: 'regular_hours',
      closesAt: '2026-11-24T11:50:00+09:00',
      staffedUntil: '2026-11-24T12:00:00+09:00',
    },
    {
      reason: 'last_call',
      closesAt: '2026-11-24T17:50:00+09:00',
      staffedUntil: '2026-11-24T12:00:00+09:00',
    },
    { reason: 'midday_break', closesAt: '2026-11-24T17:50:00+09:00', staffedUntil: null },
  ]);
});

t.test('a line that never opens has neither an opening nor advice', async (t) => {
  const decision = decisionToJson(answer('never-open', '2026-11-24T10:00'));
  t.match(decision, { state: 'closed', opensAt: null, closesAt: null });
  t.same(decision.retry, { at: null, window: null });
  t.equal(decision.destination, null, 'no destination is configured');
});

t.test('an explanation says what every layer said, in either language', async (t) => {
  const line = snapshot.lines.get('phone-pin') as Line;
  const explanation = explain(line.compiled, at('2027-01-01T10:00'));
  const explained = { explanation, language: 'en' } as const;
  const english = decisionToJson(
    answer('phone-pin', '2027-01-01T10:00', { explanation: explained }),
  );
  t.same(Object.keys(english), [...KEYS, 'explanation']);
  t.same(
    english.explanation?.layers.map(({ text }) => text),
    [
      'override: nothing to say',
      'exception: nothing to say',
      'long break (年末年始): closed',
      "holiday (New Year's Day): closed; gave way to long break",
      'regular hours: 09:00-17:30; gave way to long break',
    ],
  );
  t.same(english.explanation?.holiday, { ja: '元日', en: "New Year's Day" });
  const inJapanese = { explanation, language: 'ja' } as const;
  const japanese = decisionToJson(
    answer('phone-pin', '2027-01-01T10:00', { explanation: inJapanese }),
  );
  t.same(
    japanese.explanation?.layers.map(({ text }) => text),
    [
      '臨時変更：該当なし',
      '個別設定：該当なし',
      '長期休業（年末年始）：休業',
      '祝日（元日）：休業。長期休業を優先',
      '通常の営業時間：09:00-17:30。長期休業を優先',
    ],
  );
});

t.test('an explanation names the time that was cut out', async (t) => {
  const schedule = scheduleOf(weekdays('09:00-17:30'), {
    exceptions: [closedDuring('2026-11-24', '13:00-15:00', '研修')],
  });
  const explanation = explain(
    compileSchedule(schedule, zoneOf('Asia/Tokyo')),
    at('2026-11-24T14:00'),
  );
  const explained = answer('phone-pin', '2026-11-24T14:00', {
    explanation: { explanation, language: 'ja' },
  });
  t.same(decisionToJson(explained).explanation?.cuts, [
    { spans: ['13:00-15:00'], name: { ja: '研修', en: '研修' } },
  ]);
});

t.test('the word is the state and nothing else', async (t) => {
  t.equal(FORMATS.word.write(answer('phone-pin', '2026-11-24T08:59')), 'closed');
  t.equal(FORMATS.word.write(answer('phone-pin', '2026-11-24T09:00')), 'open');
  t.equal(FORMATS.word.write(answer('phone-pin', '2026-11-24T17:30')), 'closed');
  t.equal(FORMATS.word.writeError(FAILURE), 'unknown');
  const message = () => {
    throw new Error('a word has no room for a message');
  };
  FORMATS.word.write(answer('phone-pin', '2026-11-24T09:00', { message }));
});

t.test('formats are found by their own names only', async (t) => {
  t.same(FORMAT_NAMES, ['json', 'word', 'text', 'form', 'flat', 'twiml', 'vxml']);
  for (const name of FORMAT_NAMES) t.equal(formatNamed(name), FORMATS[name]);
  for (const name of ['', 'Word', 'toString', '__proto__']) t.equal(formatNamed(name), null, name);
});
