/** Names and messages are hostile until escaped: each payload goes through every format. */
import t from 'tap';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { clip } from '../../src/formats/clip.ts';
import { routingOf } from '../../src/formats/routing.ts';
import { decideLine } from '../../src/lines/line-decision.ts';
import { buildSnapshot, type Line } from '../../src/lines/snapshot.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { GRAMMAR, PLAIN } from '../support/plain-grammar.ts';
import { daily, exception, scheduleOf } from '../support/schedules.ts';
import { xmlFaultIn, xmllintIsMissing } from '../support/xmllint.ts';

const CLOSED_AT = '2026-11-24T12:00:00+09:00';

/** One line, everything about which is the text. */
function configurationOf(text: string, kind: string): Configuration {
  const names = { ja: text, en: text };
  const schedule = scheduleOf(daily('09:00-17:00'), {
    exceptions: [{ ...exception('2026-11-24', 'closed', text), name: names }],
  });
  const [line] = callCentre.lines;
  if (!line) throw new Error('there is a line');
  return {
    ...callCentre,
    lines: [
      {
        ...line,
        id: 'hostile',
        name: names,
        schedule,
        phone: text,
        destinations: { closed: { kind, target: text }, open: { kind, target: text } },
        messages: { closed: { ja: '{line}/{reasonName}', en: text } },
      },
    ],
    purposes: [
      {
        id: 'reset',
        name: names,
        channels: [
          { kind: 'line', line: 'hostile' },
          { kind: 'web', url: text },
        ],
      },
    ],
  };
}

/** What XML 1.0 cannot carry is told by U+FFFD. */
function inXml(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#xD;': '\r',
};

/** The text of an element as XML says it is read: the library's own reader decodes it twice. */
function textOf(xml: string, name: string): string {
  const written = new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return written.replace(/&[^;]*;/g, (entity) => ENTITIES[entity] ?? `no entity: ${entity}`);
}

/** Those that a switch reads into a buffer of its own. */
const SHORT: readonly string[] = ['word', 'text', 'form'];

t.equal(Object.keys(HOSTILE_TEXTS).length, 40);

for (const [what, hostile] of Object.entries(HOSTILE_TEXTS)) {
  t.test(`${what} breaks out of no format`, async (t) => {
    const documents: string[] = [];
    for (const kind of ['queue', 'url', hostile]) {
      const configuration = configurationOf(hostile, kind);
      const { app } = await buildTestApp(t, { configuration, now: CLOSED_AT });
      const ask = (path: string) => app.inject(`/v1/lines/hostile/decision.${path}`);
      const json = (await ask('json')).json();
      t.same(json.reasonName, { ja: hostile, en: hostile }, 'a name comes back as it is');
      t.same(json.destination, { kind, target: hostile });
      const flat = (await ask('flat?lang=ja')).json();
      t.equal(flat.reasonNameJa, clip(hostile, 200));
      t.ok(Object.values(flat).every((value) => typeof value === 'string'));
      for (const name of PLAIN) {
        const { body, headers } = await ask(name);
        t.match(body, GRAMMAR[name], name);
        t.notMatch(body, /^\ufeff|\n$/);
        t.ok(Buffer.byteLength(body) < (SHORT.includes(name) ? 1_024 : 32_000));
        t.notOk('x-injected' in headers);
        t.ok(Object.values(headers).every((value) => /^[\x20-\x7e]*$/.test(String(value))));
      }
      const twiml = (await ask('twiml')).body;
      t.equal(textOf(twiml, 'Say'), inXml(flat.speech), 'a voice is told the whole text');
      const vxml = (await ask('vxml')).body;
      t.equal(textOf(vxml, 'prompt'), inXml(flat.speech));
      if (kind === 'queue' && hostile.length <= 100) {
        t.equal(textOf(twiml, 'Enqueue'), inXml(hostile), 'a queue is text');
        t.same(twiml.match(/<[A-Z]\w+/g), ['<Response', '<Say', '<Enqueue'], 'and no more');
      } else {
        t.match(twiml, /<Hangup\/><\/Response>$/, 'what is no address leads nowhere');
        t.notMatch(vxml, /<(transfer|goto)/);
      }
      documents.push(twiml, vxml);
    }
    if (xmllintIsMissing) t.comment('XMLLINT IS MISSING: THE DOCUMENTS ARE NOT CHECKED WITH IT');
    else t.equal(xmlFaultIn(t, documents), null);
  });
}

t.test('what is no address of its kind leads nowhere', async (t) => {
  const line = buildSnapshot(callCentre, 0 as Instant).lines.get('lost-card') as Line;
  const { decision } = decideLine(line, Date.parse(CLOSED_AT) as Instant);
  for (const [what, target] of Object.entries(HOSTILE_TEXTS)) {
    for (const kind of ['phone', 'sip', 'url', 'announcement', target]) {
      const routing = routingOf({ line, decision, destination: { kind, target } });
      t.same(routing, { kind: 'announcement' }, what);
    }
  }
});

t.test('a hostile override is refused, or told in every format without harm', async (t) => {
  const { app } = await buildTestApp(t, { isLocal: () => true });
  for (const [what, hostile] of Object.entries(HOSTILE_TEXTS)) {
    const names = { ja: hostile, en: hostile };
    const payload = { all: true, state: 'closed', until: 'PT1H', name: names, message: names };
    const made = await app.inject({ method: 'POST', url: '/v1/overrides', payload });
    t.ok([201, 400, 413].includes(made.statusCode), `${what}: ${made.statusCode}`);
    for (const name of PLAIN) {
      const { body } = await app.inject(`/v1/lines/phone-pin/decision.${name}`);
      t.match(body, GRAMMAR[name], `${what}: ${name}`);
    }
    if (made.statusCode !== 201) continue;
    const { id, reasonName } = { ...made.json(), reasonName: hostile };
    const json = (await app.inject('/v1/lines/phone-pin/decision')).json();
    t.equal(json.reasonName.ja, reasonName, what);
    await app.inject({
      method: 'DELETE',
      url: `/v1/overrides/${id}`,
      headers: { 'if-match': made.headers.etag ?? '' },
    });
  }
});
