/** What vendors ask and are answered, without the network between. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { FLAT_KEYS } from '../../src/formats/flat-decision.ts';
import type { Failure } from '../../src/formats/format.ts';
import { DOORS, doorAt } from '../../src/ivr/doors.ts';
import { jambonzFormat } from '../../src/ivr/jambonz-verbs.ts';
import { checkVerbs } from '../support/check-verbs.ts';

const { read: readConnect } = DOORS['/v1/ivr/amazon-connect'];
const { read: readGenesys } = DOORS['/v1/ivr/genesys'];
const { read: readJambonz } = DOORS['/v1/ivr/jambonz'];
const { read: readTwilio } = DOORS['/v1/ivr/twilio'];

const NOTHING = { line: null, language: 'ja', key: undefined };

function eventOf(parameters: object, attributes: object = {}) {
  const ContactData = { Attributes: attributes, CustomerEndpoint: { Address: '+8190' } };
  return { query: {}, body: { Details: { Parameters: parameters, ContactData } } };
}

t.test('a flow of Connect names the line in its parameters, or in the contact', async (t) => {
  t.same(readConnect(eventOf({ line: 'a' }, { line: 'b' })).line, 'a');
  t.same(readConnect(eventOf({}, { line: 'b' })).line, 'b');
  t.same(readConnect(eventOf({ line: '' }, { line: 'b' })).line, 'b', 'an empty one is none');
  t.same(readConnect(eventOf({ line: 1 })).line, null);
});

t.test("the caller's number is the key only where that is asked for", async (t) => {
  const query = { line: 'a', key: 'caller' };
  t.equal(readConnect(eventOf({ line: 'a' })).key, undefined);
  t.equal(readConnect(eventOf({ line: 'a', key: 'x' })).key, 'x');
  t.equal(readConnect(eventOf({ line: 'a', key: 'caller' })).key, '+8190');
  t.equal(readTwilio({ query, body: { From: '+81' } }).key, '+81');
  t.equal(readTwilio({ query: { ...query, From: '+82' }, body: undefined }).key, '+82', 'by GET');
  t.equal(readTwilio({ query: { line: 'a' }, body: { From: '+81' } }).key, undefined);
  t.equal(readJambonz({ query, body: { from: '+83' } }).key, '+83');
  t.equal(readJambonz({ query: { ...query, from: '+84' }, body: undefined }).key, '+84', 'by GET');
  t.equal(readJambonz({ query, body: {} }).key, undefined, 'a withheld number is no key');
  t.equal(readGenesys({ query: {}, body: { line: 'a', key: '+85' } }).key, '+85');
});

t.test('a language may be a locale, and any other is Japanese', async (t) => {
  const languageOf = (lang: unknown) => readTwilio({ query: { lang }, body: null }).language;
  for (const english of ['en', 'EN', 'en-US', 'en_GB']) t.equal(languageOf(english), 'en', english);
  for (const other of ['ja', 'ja-JP', 'fr', 'eng', '', undefined, 1, ['en']]) {
    t.equal(languageOf(other), 'ja', String(other));
  }
});

t.test('no request is too strange to be read', async (t) => {
  for (const { read } of Object.values(DOORS)) {
    for (const strange of [undefined, null, 1, 'x', [], [[]], { Details: null }]) {
      t.same(read({ query: strange, body: strange }), NOTHING);
    }
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        const { line, language, key } = read({ query: value, body: value });
        const isText = (part: unknown) => typeof part === 'string' && part !== '';
        return (
          (line === null || isText(line)) &&
          (key === undefined || isText(key)) &&
          ['ja', 'en'].includes(language)
        );
      }),
    );
  }
});

t.test('a door is found by its path alone', async (t) => {
  t.equal(doorAt('/v1/ivr/twilio?line=x'), DOORS['/v1/ivr/twilio']);
  for (const url of ['/v1/ivr/twilio/', '/v1/ivr', 'toString', '/v1/lines?/v1/ivr/twilio']) {
    t.equal(doorAt(url), null, url);
  }
});

t.test('jambonz is told by verbs what to do when nothing is known', async (t) => {
  const failure: Failure = { code: 'x', line: null, onUnknown: 'open', language: 'en' };
  for (const onUnknown of ['open', 'closed', 'unknown'] as const) {
    const verbs = checkVerbs(jambonzFormat.writeError({ ...failure, onUnknown }));
    t.same(
      verbs.map(({ verb }) => verb),
      ['say', 'hangup'],
      'without a line there is nowhere to send the call',
    );
  }
});

interface DataAction {
  readonly config: {
    readonly timeoutSeconds: number;
    readonly request: {
      readonly requestUrlTemplate: string;
      readonly requestType: string;
      readonly requestTemplate: string;
      readonly headers: Readonly<Record<string, string>>;
    };
  };
  readonly contract: {
    readonly input: { readonly inputSchema: { readonly properties: object } };
    readonly output: {
      readonly successSchema: {
        readonly properties: Readonly<Record<string, { type: string }>>;
        readonly required: readonly string[];
      };
    };
  };
}

t.test('the data action for Genesys lists exactly what is answered', async (t) => {
  const file = 'deploy/genesys/eigyochu-decision.custom.json';
  const { config, contract }: DataAction = JSON.parse(readFileSync(file, 'utf8'));
  const { properties, required } = contract.output.successSchema;
  t.same(Object.keys(properties), FLAT_KEYS);
  t.same(required, FLAT_KEYS);
  const reserved = ['orgId', 'integrationId', 'rawRequest'];
  for (const [name, { type }] of Object.entries(properties)) {
    t.match(name, /^[A-Za-z][A-Za-z0-9_-]*$/);
    t.notOk(reserved.includes(name));
    t.equal(type, 'string');
  }
  t.same(Object.keys(contract.input.inputSchema.properties), ['line', 'lang', 'key']);
  t.ok(doorAt(new URL(config.request.requestUrlTemplate).pathname));
  t.match(config.request, { requestType: 'POST', requestTemplate: `\${input.rawRequest}` });
  t.ok(config.timeoutSeconds <= 3);
});

interface FlowAction {
  readonly Identifier: string;
  readonly Type: string;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Transitions: {
    readonly NextAction?: string;
    readonly Errors?: readonly { readonly NextAction: string }[];
    readonly Conditions?: readonly {
      readonly NextAction: string;
      readonly Condition: { readonly Operands: readonly string[] };
    }[];
  };
}

t.test('the flow for Connect has a way out of every action, and reads known keys', async (t) => {
  const flow = JSON.parse(readFileSync('deploy/amazon-connect/flow.json', 'utf8'));
  const actions: readonly FlowAction[] = flow.Actions;
  const ids = actions.map(({ Identifier }) => Identifier);
  t.ok(ids.includes(flow.StartAction));
  t.same(Object.keys(flow.Metadata.ActionMetadata).sort(), [...ids].sort());
  for (const { Identifier, Type, Parameters, Transitions } of actions) {
    const { NextAction, Errors = [], Conditions = [] } = Transitions;
    const ways = [NextAction, ...[...Errors, ...Conditions].map((way) => way.NextAction)];
    if (Type === 'DisconnectParticipant') continue;
    t.ok(Errors.length > 0, `${Identifier} knows what to do when it fails`);
    for (const way of ways) t.ok(ids.includes(String(way)), `${Identifier} goes on to ${way}`);
    for (const [, key] of JSON.stringify(Parameters).matchAll(/\$\.External\.(\w+)/g)) {
      t.ok((FLAT_KEYS as readonly (string | undefined)[]).includes(key), String(key));
    }
    if (Type !== 'Compare') continue;
    const outcomes = Conditions.flatMap(({ Condition }) => Condition.Operands);
    t.same(outcomes, ['open', 'closed'], 'anything else goes its own way');
  }
});
