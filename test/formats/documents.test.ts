/** What telephone systems are made to do, by the vendors' own library and by a schema. */
import t from 'tap';
import twilio from 'twilio';
import type { Destination } from '../../src/config/configuration.ts';
import type { Language } from '../../src/core/reason.ts';
import { composeAnswer } from '../../src/formats/compose-answer.ts';
import type { Failure } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/formats.ts';
import { type Routing, routingOf, unknownRouting } from '../../src/formats/routing.ts';
import { unknownSpeech } from '../../src/formats/unknown-speech.ts';
import { buildSnapshot, type Line } from '../../src/lines/snapshot.ts';
import { SPEECH_LANGUAGES } from '../../src/messages/ssml.ts';
import { callCentre } from '../support/configuration.ts';
import { at } from '../support/schedules.ts';
import { xmlFaultIn, xmllintIsMissing } from '../support/xmllint.ts';

const snapshot = buildSnapshot(callCentre, at('2026-11-01T00:00'));
const OPEN = at('2026-11-24T10:00');
const CLOSED = at('2026-11-23T10:00');

const CASES: readonly (readonly [Destination | null, Routing])[] = [
  [
    { kind: 'queue', target: 'pin' },
    { kind: 'queue', name: 'pin' },
  ],
  [
    { kind: 'phone', target: '+81-3-1111-2222' },
    { kind: 'phone', number: '+81311112222' },
  ],
  [
    { kind: 'sip', target: 'desk@pbx.example' },
    { kind: 'sip', address: 'sip:desk@pbx.example' },
  ],
  [
    { kind: 'sip', target: 'sips:a@b:5061' },
    { kind: 'sip', address: 'sips:a@b:5061' },
  ],
  [
    { kind: 'url', target: 'https://ivr.example/next' },
    { kind: 'url', url: 'https://ivr.example/next' },
  ],
  [{ kind: 'announcement', target: 'closed' }, { kind: 'announcement' }],
];

/** A line with the same destination in both states. */
function lineTo(destination: Destination | null, parts: Partial<Line> = {}): Line {
  const line = snapshot.lines.get('phone-pin') as Line;
  const destinations = destination ? { open: destination, closed: destination } : {};
  return { ...line, destinations, ...parts };
}

function answerOf(line: Line, instant = CLOSED, language: Language = 'ja') {
  return composeAnswer(snapshot, line, { instant, at: null, language });
}

t.test('a document does what the destination says, in both states', async (t) => {
  for (const [destination, routing] of CASES) {
    for (const instant of [OPEN, CLOSED]) {
      t.same(routingOf(answerOf(lineTo(destination), instant)), routing);
    }
  }
});

t.test('without a destination that documents know, an open line is its telephone', async (t) => {
  for (const destination of [null, { kind: 'vdn', target: '1234' }, { kind: 'sip', target: 'x' }]) {
    const line = lineTo(destination);
    t.same(routingOf(answerOf(line, OPEN)), { kind: 'phone', number: '+81300000000' });
    t.same(routingOf(answerOf({ ...line, phone: null }, OPEN)), { kind: 'announcement' });
    t.same(routingOf(answerOf(line, CLOSED)), { kind: 'announcement' });
  }
});

t.test('while nothing is known, a document does what was configured for that', async (t) => {
  const queue = { kind: 'queue', target: 'pin' };
  const line = lineTo(null, { destinations: { open: queue } });
  t.same(unknownRouting({ onUnknown: 'open', line }), { kind: 'queue', name: 'pin' });
  t.same(unknownRouting({ onUnknown: 'closed', line }), { kind: 'announcement' });
  t.same(unknownRouting({ onUnknown: 'unknown', line }), { kind: 'announcement' });
  for (const onUnknown of ['open', 'closed', 'unknown'] as const) {
    t.same(unknownRouting({ onUnknown, line: null }), { kind: 'announcement' }, 'no line');
  }
  const bare = lineTo(null);
  t.same(unknownRouting({ onUnknown: 'open', line: bare }), {
    kind: 'phone',
    number: '+81300000000',
  });
  const overflow = lineTo(null, { destinations: { closed: queue } });
  t.same(unknownRouting({ onUnknown: 'closed', line: overflow }), { kind: 'queue', name: 'pin' });
});

/** The same document by Twilio's library. */
function byTwilio(routing: Routing, speech: string | null, language: Language): string {
  const response = new twilio.twiml.VoiceResponse();
  const voice = { language: SPEECH_LANGUAGES[language] as 'ja-JP' };
  if (speech !== null) response.say(voice, speech);
  if (routing.kind === 'queue') response.enqueue(routing.name);
  else if (routing.kind === 'phone') response.dial(routing.number);
  else if (routing.kind === 'sip') response.dial().sip(routing.address);
  else if (routing.kind === 'url') response.redirect(routing.url);
  else response.hangup();
  return response.toString();
}

t.test("TwiML is what Twilio's own library writes", async (t) => {
  for (const [destination, routing] of CASES) {
    for (const language of ['ja', 'en'] as const) {
      const answer = answerOf(lineTo(destination), CLOSED, language);
      const expected = byTwilio(routing, answer.speech()[language], language);
      t.equal(FORMATS.twiml.write(answer), expected);
    }
  }
});

const FAILURES: readonly Failure[] = (['open', 'closed', 'unknown'] as const).flatMap((onUnknown) =>
  (['ja', 'en'] as const).flatMap((language) =>
    [null, lineTo({ kind: 'queue', target: 'pin' })].map((line) => {
      return { code: 'not_known', onUnknown, language, line };
    }),
  ),
);

t.test('TwiML of a failure says that, or connects without a word', async (t) => {
  for (const failure of FAILURES) {
    const { language } = failure;
    const routing = unknownRouting(failure);
    const speech = routing.kind === 'announcement' ? unknownSpeech(failure)[language] : null;
    t.equal(FORMATS.twiml.writeError(failure), byTwilio(routing, speech, language));
  }
});

t.test('VoiceXML is valid by the schema, whatever it does', async (t) => {
  const answers = CASES.flatMap(([destination]) =>
    [OPEN, CLOSED].map((instant) => FORMATS.vxml.write(answerOf(lineTo(destination), instant))),
  );
  const failures = FAILURES.map(FORMATS.vxml.writeError);
  if (xmllintIsMissing) return t.comment('XMLLINT IS MISSING: VOICEXML IS NOT CHECKED');
  const schema = 'test/fixtures/voicexml/vxml-subset.xsd';
  t.equal(xmlFaultIn(t, [...answers, ...failures], schema), null);
  const broken = (answers[0] ?? '').replace('<form>', '<form><gather/>');
  t.match(xmlFaultIn(t, [broken], schema), /gather/, 'and the schema does look');
});

t.test('VoiceXML hands back what was decided, or goes on', async (t) => {
  const queued = FORMATS.vxml.write(answerOf(lineTo({ kind: 'queue', target: 'pin' }), OPEN));
  for (const [name, value] of [
    ['state', 'open'],
    ['reason', 'regular_hours'],
    ['queue', 'pin'],
  ]) {
    t.match(queued, `<var name="${name}" expr="&quot;${value}&quot;"/>`);
  }
  t.match(queued, '<return namelist="state reason queue"/>');
  const called = FORMATS.vxml.write(answerOf(lineTo({ kind: 'phone', target: '0312345678' })));
  t.match(called, '<transfer name="call" dest="tel:0312345678" bridge="false"/>');
  const gone = FORMATS.vxml.write(
    answerOf(lineTo({ kind: 'url', target: 'https://a.example/?a&b' })),
  );
  t.match(gone, '<goto next="https://a.example/?a&amp;b"/>');
});
