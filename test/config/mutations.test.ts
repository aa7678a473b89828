/** Documents that went wrong at random: nothing throws, and nothing wrong passes. */

import { Ajv } from 'ajv';
import fc from 'fast-check';
import t from 'tap';
import { parse } from 'yaml';
import { configurationSchema } from '../../src/config/json-schema.ts';
import { EVERY_FEATURE } from './every-feature.ts';
import { parseTexts } from './real-ports.ts';

const validate = new Ajv({ strict: false }).compile(configurationSchema);

type Container = Record<string, unknown>;

/** Every place of a document that can be replaced: its container and its key. */
function placesOf(value: unknown): { readonly container: Container; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const container = value as Container;
  return Object.keys(container).flatMap((key) => [{ container, key }, ...placesOf(container[key])]);
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', ' ', 'closed', 'regular', '09:00-17:00', 'mon', 'jp'),
  fc.constantFrom<unknown>('2027-04-01', '02-30', '9-17', '99:99-99:99', '\u0000', '\ud800', '{x'),
  fc.constantFrom<unknown>([], {}, [[]], [null], { a: null }, ['09:00-17:00', '10:00-11:00']),
  fc.double(),
  fc.integer(),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const keys = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    'mon',
    'daily',
    'open',
    'zone',
    'from',
  ),
  fc.string({ maxLength: 8 }),
);

const change = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom('replace', 'remove', 'rename', 'add'),
  value: junk,
  key: keys,
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Through text, so that a key such as __proto__ is a key. */
function changed(changes: readonly Change[]): string {
  const document = parse(EVERY_FEATURE) as Container;
  for (const { place, kind, value, key } of changes) {
    const places = placesOf(document);
    const at = places[place % places.length];
    if (!at) break;
    const define = (name: string, given: unknown) =>
      Object.defineProperty(at.container, name, {
        value: given,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    const before = at.container[at.key];
    if (kind === 'replace') define(at.key, value);
    else if (kind !== 'add') delete at.container[at.key];
    if (Array.isArray(at.container)) continue;
    if (kind === 'rename') define(key, before);
    if (kind === 'add') define(key, value);
  }
  return JSON.stringify(document);
}

t.test('no change makes the parser throw, and what the schema refuses is refused', async (t) => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const text = changed(changes);
      const parsed = parseTexts({ 'a.json': text });
      if (!validate(JSON.parse(text))) return !parsed.ok;
      return parsed.ok || parsed.problems.length > 0;
    }),
    { numRuns: 500 },
  );
  t.pass();
});

t.test('every problem has a place in the text, and words', async (t) => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const parsed = parseTexts({ 'a.json': changed(changes) });
      if (parsed.ok) return true;
      return parsed.problems.every(
        ({ line, column, code, found, advice }) =>
          line === 1 && column >= 1 && /^[a-z_]+$/.test(code) && found !== '' && advice !== '',
      );
    }),
    { numRuns: 200 },
  );
  t.pass();
});

t.test('no edit of the text makes the parser throw', async (t) => {
  const edit = fc.record({
    at: fc.nat({ max: EVERY_FEATURE.length }),
    removed: fc.nat({ max: 5 }),
    added: fc.oneof(
      fc.constantFrom(
        '\n',
        '\t',
        ':',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!',
        '|',
      ),
      fc.constantFrom(
        '? ',
        '<<: ',
        '---\n',
        '...\n',
        '%YAML 1.1\n',
        '\ufeff',
        '\r',
        '\0',
        '@',
        '`',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce(
        (before, { at, removed, added }) =>
          before.slice(0, at) + added + before.slice(at + removed),
        EVERY_FEATURE,
      );
      const parsed = parseTexts({ 'a.yaml': text });
      const lines = text.split('\n').length;
      return parsed.ok || parsed.problems.every(({ line }) => line >= 1 && line <= lines);
    }),
    { numRuns: 200 },
  );
  t.pass();
});
