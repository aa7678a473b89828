/** The recipes for telephone systems are held true: what they ask is asked, what they do is done. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { type Call, placeCall } from '../support/dialplan.ts';
import { bodiesIn } from '../support/document-blocks.ts';
import { at } from '../support/schedules.ts';
import { buildShippedService } from '../support/shipped-service.ts';

const FOLDER = 'docs/how-to/ivr';
const NOW = at('2026-11-22T12:00:00+09:00');
const RECIPES = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
const ASTERISK = readFileSync(join(FOLDER, 'asterisk.md'), 'utf8');
const FREESWITCH = readFileSync(join(FOLDER, 'freeswitch.md'), 'utf8');

t.test('every URL in the recipes can be asked', async (t) => {
  const app = await buildShippedService(t, NOW);
  for (const name of RECIPES) {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const urls = [...text.matchAll(/(?:127\.0\.0\.1:8080|\{EIGYOCHU\})(\/v1\/[\w./-]+)/g)];
    for (const [, url = ''] of urls) {
      const answer = await app.inject(url);
      t.ok([200, 405].includes(answer.statusCode) || url.startsWith('/v1/ivr'), `${name}: ${url}`);
    }
  }
});

const OPEN = 'open|regular_hours|0|20261124T173000|end';
const CLOSED = 'closed|holiday|82800|20261124T090000|end';

/** The dialplans of the recipe: that with CUT, and that with a hash. */
const [CUT_PLAN = '', , HASH_PLAN = ''] = bodiesIn(ASTERISK, 'ini');

function outcomeOf({ applications }: Call): string {
  const last = applications.filter((each) => !/^(Answer|Hangup)/.test(each)).join(' ');
  const outcomes: Readonly<Record<string, string>> = {
    'Queue(pin)': 'open',
    'Playback(custom/closed)': 'closed',
    'Playback(custom/call-again)': 'neither',
  };
  return outcomes[last] ?? `lost: ${applications.join(' ')}`;
}

const route = (body: string) => outcomeOf(placeCall(CUT_PLAN, 'phone-pin', body));
const routeForm = (body: string) => outcomeOf(placeCall(HASH_PLAN, 'phone-pin-form', body));

/** What a server, a proxy, a cable or an attacker may send instead. */
const STRANGE_BODIES = [
  '',
  ' ',
  '\n',
  'unknown|not_found|end',
  'unknown',
  'open',
  'open|',
  'OPEN|REGULAR_HOURS|0|20261124T173000|END',
  'reopened|regular_hours|0|20261124T173000|end',
  '"open"',
  '{"state":"open"}',
  '{"type":"about:blank","title":"Not Found","status":404,"detail":"open"}',
  '{"line":"phone-pin","at":null,"state":"open","reason":"regular_hours"}',
  '<html><body><h1>502 Bad Gateway</h1></body></html>',
  '<!DOCTYPE html>\n<title>open</title>\n',
  '<open>',
  'open|regular_hours|0|20261124T173000',
  'open|regular_hours|0|20261124T173000|',
  'open|regular_hours|0|20261124T173000|en',
  'open|regular_hours|0|20261124T173000|endless',
  'open\0|regular_hours|0|20261124T173000|end',
  '\uFEFFclosed\u2028open',
  'i,1)exten',
  's,1',
  'line-open',
  '\x24{R}|\x24{R}|\x24{R}|\x24{R}|end',
  'other-context,s,1',
];

t.test('the dialplan for Asterisk opens for a whole open record only', async (t) => {
  t.equal(route(OPEN), 'open');
  t.equal(route(`${OPEN}\r\n`), 'open', 'blanks at the end are taken off');
  t.equal(route(CLOSED), 'closed');
  for (const body of STRANGE_BODIES) t.equal(route(body), 'neither', encodeURIComponent(body));
  for (let length = 0; length < OPEN.length; length++) {
    t.equal(route(OPEN.slice(0, length)), 'neither', `cut after ${length} characters`);
  }
});

t.test('the dialplan with a hash opens for a whole open form only', async (t) => {
  const app = await buildShippedService(t, NOW);
  const formAt = async (time: string) => {
    const url = `/v1/lines/phone-pin/decision.form?at=${encodeURIComponent(time)}`;
    return (await app.inject(url)).body;
  };
  const open = await formAt('2026-11-24T10:00:00+09:00');
  t.equal(routeForm(open), 'open');
  t.equal(routeForm(await formAt('2026-11-23T10:00:00+09:00')), 'closed');
  for (const body of [...STRANGE_BODIES, OPEN])
    t.equal(routeForm(body), 'neither', encodeURIComponent(body));
  for (let length = 0; length < open.length; length++) {
    t.equal(routeForm(open.slice(0, length)), 'neither', `cut after ${length} characters`);
  }
});

t.test(
  'whatever a body is, the dialplan opens for nothing else, and the call goes on',
  async (t) => {
    const parts = fc.constantFrom(
      'open',
      'closed',
      'end',
      '|',
      '"',
      ',',
      '$',
      '{',
      '[',
      ')',
      '\n',
      '電',
    );
    const body = fc.array(fc.oneof(parts, fc.string({ maxLength: 4 })), { maxLength: 12 });
    const letters = (text = '') => text.replace(/[^a-z]/g, '');
    fc.assert(
      fc.property(body, (pieces) => {
        const text = pieces.join('');
        const fields = (text.split('\0')[0] ?? '').split('|').map(letters);
        const isWhole = fields[0] === 'open' && fields[4] === 'end';
        const outcome = route(text);
        return isWhole ? outcome === 'open' : ['closed', 'neither'].includes(outcome);
      }),
      { numRuns: 2_000, seed: 20261124 },
    );
    t.pass();
  },
);

t.test('what the service answers when something is wrong goes to the last branch', async (t) => {
  const app = await buildShippedService(t, NOW);
  const urls = [
    '/v1/lines/none/decision.text',
    '/v1/lines/phone-pin/decision.text?at=x',
    '/v1/lines/phone-pin/decision.txt',
    '/v1/lines/phone-pin/decision.text?open=open',
    '/v1/purposes/none.text',
    '/v1/purposes/set-phone-pin.txt',
    '/v1/lines/phone-pin/decision',
    '/none',
  ];
  for (const url of urls) {
    const { body } = await app.inject(url);
    t.equal(route(body), 'neither', url);
    t.equal(routeForm(body), 'neither', url);
  }
});

t.test('the dialplan of the tutorial does the same', async (t) => {
  const [plan = ''] = bodiesIn(readFileSync('docs/tutorial/zero-to-dialplan.md', 'utf8'), 'ini');
  const lastOf = (body: string) => {
    const { applications } = placeCall(plan, 'support', body);
    return applications.filter((each) => !/^(Answer|Hangup)/.test(each)).join(' ');
  };
  t.equal(lastOf(OPEN), 'Queue(support)');
  t.equal(lastOf(CLOSED), 'Playback(custom/closed)');
  for (const body of ['unknown|unknown_line|end', ...STRANGE_BODIES]) {
    t.equal(lastOf(body), 'Playback(custom/call-again)', encodeURIComponent(body));
  }
  t.match(placeCall(plan, 'support', OPEN).options, { conntimeout: '1', httptimeout: '2' });
});

t.test('every dialplan sets both timeouts before it asks', async (t) => {
  for (const [plan, context] of [
    [CUT_PLAN, 'phone-pin'],
    [HASH_PLAN, 'phone-pin-form'],
  ] as const) {
    t.match(placeCall(plan, context, OPEN).options, { conntimeout: '1', httptimeout: '2' });
    t.match(plan, /^exten => i,1,/m, 'and has a last branch');
  }
  t.match(FREESWITCH, /decision\.word connect-timeout 1 timeout 2 /);
});

interface SwitchExtension {
  readonly conditions: readonly (readonly [field: string, expression: string])[];
  readonly action: string;
}

/** The extensions of a context of FreeSWITCH, in order. */
function extensionsOf(context: string): SwitchExtension[] {
  const [xml = ''] = bodiesIn(FREESWITCH, 'xml');
  const inside = xml.split(`<context name="${context}">`)[1]?.split('</context>')[0] ?? '';
  return inside
    .split('<extension ')
    .slice(1)
    .map((text) => ({
      conditions: [...text.matchAll(/<condition field="([^"]+)" expression="([^"]+)"/g)].map(
        ([, field = '', expression = '']) => [field, expression] as const,
      ),
      action: /<action application="([^"]+)"/.exec(text)?.[1] ?? '',
    }));
}

t.test('the dialplan for FreeSWITCH opens for the word alone', async (t) => {
  const routeWord = (code: string, data: string) => {
    const fields: Readonly<Record<string, string>> = {
      destination_number: 'phone-pin',
      '${curl_response_code}': code,
      '${curl_response_data}': data,
    };
    // PCRE takes $ for the end and for a newline before it.
    const matches = ([field, expression]: readonly [string, string]) =>
      new RegExp(expression.replace(/\$$/, '\\n?$')).test(fields[field] ?? '');
    const taken = extensionsOf('eigyochu').find(({ conditions }) => conditions.every(matches));
    return taken?.action;
  };
  t.equal(routeWord('200', 'open'), 'callcenter');
  t.equal(routeWord('200', 'closed'), 'playback');
  for (const body of STRANGE_BODIES.filter((each) => each !== 'open')) {
    t.equal(routeWord('200', body), 'playback', encodeURIComponent(body));
  }
  for (const code of ['0', '', '404', '503']) t.equal(routeWord(code, 'open'), 'playback', code);
  t.equal(extensionsOf('eigyochu').at(-1)?.conditions.length, 1, 'the last one takes the rest');
});
