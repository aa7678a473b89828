import fc from 'fast-check';
import t from 'tap';
import {
  applyRecord,
  effectOf,
  findReplay,
  REPLAY_VERSIONS,
} from '../../src/store/apply-record.ts';
import type { Json } from '../../src/store/json.ts';
import {
  type AuditRecord,
  type DocumentChange,
  EMPTY_HEAD,
  type Idempotency,
} from '../../src/store/record.ts';
import { isSealed, sealRecord } from '../../src/store/seal-record.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import { verifyRecords } from '../../src/store/verify-records.ts';

const EMPTY: StoreState = { ...EMPTY_HEAD, documents: new Map() };
const START = Date.parse('2026-11-24T00:00:00Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A change as a test draws it: which document gets which value, and how long after the last. */
interface Step {
  readonly id: string;
  readonly after: Json;
  readonly minutes: number;
  readonly replay: string | null;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    after: fc.oneof(fc.constant(null), fc.record({ note: fc.string(), size: fc.double() }, {})),
    minutes: fc.nat(900),
    replay: fc.option(fc.constantFrom('k1', 'k2', 'k3')),
  }) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 12 },
);

/** The records that the steps make, and the states after each. */
function chainOf(drawn: readonly Step[]): { records: AuditRecord[]; states: StoreState[] } {
  const records: AuditRecord[] = [];
  const states = [EMPTY];
  let now = START;
  for (const { id, after, minutes, replay } of drawn) {
    const state = states.at(-1) ?? EMPTY;
    now += minutes * MINUTE;
    const before = state.documents.get(`override/${id}`) ?? null;
    const stored = JSON.parse(JSON.stringify(after)) as Json;
    const record = recordOn(state, {
      at: new Date(now).toISOString(),
      changes: [{ kind: 'override', id, before, after: stored }],
      idempotency: replay ? { key: replay, fingerprint: `${id} ${minutes}` } : null,
    });
    records.push(record);
    states.push(applyRecord(state, record));
  }
  return { records, states };
}

interface Parts {
  readonly at?: string;
  readonly changes?: readonly DocumentChange[];
  readonly idempotency?: Idempotency | null;
}

function recordOn({ version, hash }: StoreState, parts: Parts = {}): AuditRecord {
  return sealRecord({
    version: version + 1,
    at: new Date(START).toISOString(),
    actor: { key: null, name: 'operator' },
    action: 'override.create',
    changes: [],
    idempotency: null,
    nonce: '',
    previous: hash,
    ...parts,
  });
}

function lastOf(states: readonly StoreState[]): StoreState {
  return states.at(-1) ?? EMPTY;
}

async function faultsOf(records: readonly AuditRecord[], end: StoreState): Promise<string[]> {
  const { version, hash, documents } = end;
  const { faults } = await verifyRecords(records, { head: { version, hash }, documents });
  return faults.map(({ text }) => text);
}

t.test('the hash of a record is the same everywhere and for ever', async (t) => {
  const record = recordOn(EMPTY, {
    changes: [{ kind: 'override', id: 'x', before: null, after: { ja: '台風', en: 'Typhoon' } }],
  });
  t.equal(record.hash, '03a2732d0eababbb9068c935659927b7649369e29750bf89432b6fc634dcd039');
  const { hash, ...parts } = record;
  const turned = Object.fromEntries(Object.entries(parts).reverse());
  t.equal(sealRecord(turned as unknown as typeof parts).hash, hash, 'in any order of keys');
  t.ok(isSealed(JSON.parse(JSON.stringify(record))), 'and after a way through JSON');
});

t.test('records that were stored and read again fold to the same state', async () => {
  const property = fc.asyncProperty(steps, async (drawn) => {
    const { records, states } = chainOf(drawn);
    const copies = JSON.parse(JSON.stringify(records)) as AuditRecord[];
    const folded = copies.reduce(applyRecord, EMPTY);
    const end = lastOf(states);
    const entries = (state: StoreState) => JSON.stringify([...state.documents]);
    return folded.hash === end.hash && entries(folded) === entries(end);
  });
  await fc.assert(property);
});

t.test('untouched records verify, with their documents and without', async () => {
  const property = fc.asyncProperty(steps, async (drawn) => {
    const { records, states } = chainOf(drawn);
    const end = lastOf(states);
    const faults = await faultsOf(records, end);
    const { head, count } = await verifyRecords(records, { head: end });
    return faults.length === 0 && head.hash === end.hash && count === records.length;
  });
  await fc.assert(property);
});

t.test('a record that was edited in any field is found', async () => {
  const edits = fc.tuple(steps, fc.nat(), fc.nat(), fc.jsonValue());
  const property = fc.asyncProperty(edits, async ([drawn, which, field, value]) => {
    const { records, states } = chainOf(drawn);
    const index = which % records.length;
    const edited = editLeaf(records[index], field, value as Json) as AuditRecord;
    fc.pre(JSON.stringify(edited) !== JSON.stringify(records[index]));
    return (await faultsOf(records.with(index, edited), lastOf(states))).length > 0;
  });
  await fc.assert(property, { numRuns: 500 });
});

t.test('a record that was edited and sealed again is found by the one after it', async () => {
  const property = fc.asyncProperty(steps, fc.nat(), async (drawn, which) => {
    const { records, states } = chainOf(drawn);
    const index = which % records.length;
    const { hash: _, ...parts } = records[index] ?? recordOn(EMPTY);
    const forged = sealRecord({ ...parts, actor: { key: null, name: 'nobody' } });
    return (await faultsOf(records.with(index, forged), lastOf(states))).length > 0;
  });
  await fc.assert(property);
});

t.test('a record that was dropped, repeated, moved or inserted is found', async () => {
  const property = fc.asyncProperty(steps, fc.nat(), fc.nat(), async (drawn, from, to) => {
    const { records, states } = chainOf(drawn);
    const a = from % records.length;
    const b = to % records.length;
    const [taken] = records.slice(a, a + 1);
    if (!taken) return false;
    const others = records.toSpliced(a, 1);
    const tampered = [
      others,
      records.toSpliced(b, 0, taken),
      records.slice(0, a),
      records.toSpliced(b, 0, recordOn(states[b] ?? EMPTY)),
      ...(a === b ? [] : [others.toSpliced(b, 0, taken)]),
    ];
    const found = await Promise.all(tampered.map((each) => faultsOf(each, lastOf(states))));
    return found.every((faults) => faults.length > 0);
  });
  await fc.assert(property);
});

t.test('a document that no record made is found', async () => {
  const property = fc.asyncProperty(steps, fc.nat(), async (drawn, which) => {
    const { records, states } = chainOf(drawn);
    const end = lastOf(states);
    const [name = 'override/a'] = [...end.documents.keys()].slice(which % 3);
    const edited = new Map([...end.documents, [name, { note: 'forged' }]]);
    const missing = new Map([...end.documents].slice(1));
    const found = [await faultsOf(records, { ...end, documents: edited })];
    if (end.documents.size > 0) found.push(await faultsOf(records, { ...end, documents: missing }));
    return found.every((faults) => faults.length === 1);
  });
  await fc.assert(property);
});

t.test('what is wrong is said so that it can be acted on', async (t) => {
  const step = (id: string) => ({ id, after: { id }, minutes: 1, replay: null });
  const { records, states } = chainOf([step('a'), step('b'), step('c')]);
  const [one, two, three] = records as [AuditRecord, AuditRecord, AuditRecord];
  const end = lastOf(states);
  const edited = { ...two, action: 'override.end' };
  const { hash: _, ...parts } = edited;
  const wrong: Record<string, readonly [AuditRecord[], StoreState, string[]]> = {
    edited: [
      [one, edited, three],
      end,
      ['record 2 (override.end, 2026-11-24T00:02:00.000Z) was edited: its hash does not fit'],
    ],
    forged: [
      [one, sealRecord(parts), three],
      end,
      [
        'record 3 (override.create, 2026-11-24T00:03:00.000Z) does not follow on record 2: one of the two was replaced',
      ],
    ],
    dropped: [[one, three], end, ['record 2 is missing']],
    'cut off': [[one], end, ['records 2 to 3 are missing at the end']],
    repeated: [[one, two, two, three], end, ['record 2 comes after record 2: repeated or moved']],
    added: [records, states[2] ?? EMPTY, ['the records go on to 3, but the end is said to be 2']],
    document: [
      records,
      { ...end, documents: new Map([...end.documents, ['override/c', 1]]) },
      ['the document override/c was edited: no record says so'],
    ],
    garbage: [
      [one, { ...two, changes: 'none' } as unknown as AuditRecord, three],
      end,
      ['record 2 cannot be read'],
    ],
  };
  for (const [name, [given, head, expected]] of Object.entries(wrong)) {
    t.same(await faultsOf(given, head), expected, name);
  }
});

t.test('records after a restored state verify from there on', async (t) => {
  const { records, states } = chainOf(['a', 'b', 'c'].map((id) => ({ ...STEP, id })));
  const end = lastOf(states);
  const [, base = EMPTY] = states;
  const after = records.slice(1);
  t.same((await verifyRecords(after, { ...headAnd(end), base })).faults, []);
  const head = { version: base.version, hash: base.hash };
  t.same((await verifyRecords(after, { ...headAnd(end), base: head })).faults, []);
  t.match((await verifyRecords(after, headAnd(end))).faults, [{ text: 'record 1 is missing' }]);
});

const STEP: Step = { id: 'a', after: { id: 'a' }, minutes: 1, replay: null };

function headAnd(state: StoreState) {
  return { head: state, documents: state.documents };
}

t.test('a repeated request is known for 24 hours, by the time of the records alone', async (t) => {
  const idempotency = { key: 'k', fingerprint: 'f' };
  const change = { kind: 'override', id: 'x', before: null, after: 1 } as const;
  const first = applyRecord(EMPTY, recordOn(EMPTY, { idempotency, changes: [change] }));
  const at = new Date(START).toISOString();
  t.same(findReplay(first, 'k', START), { fingerprint: 'f', version: 1, at }, 'and no documents');
  t.ok(findReplay(first, 'k', START + 24 * HOUR - 1));
  t.equal(findReplay(first, 'k', START + 24 * HOUR), null);
  const later = (ms: number) => recordOn(first, { at: new Date(START + ms).toISOString() });
  for (const [ms, is] of [
    [24 * HOUR - 1, true],
    [24 * HOUR, false],
    [24 * HOUR + 1, false],
  ] as const) {
    t.equal(applyRecord(first, later(ms)).documents.has('replay/k'), is, `${ms} ms later`);
  }
});

t.test('of repeated requests so many are known, whatever order they are held in', async (t) => {
  const at = new Date(START).toISOString();
  const replays = Array.from({ length: REPLAY_VERSIONS }, (_, n) => {
    return [`replay/k${n + 1}`, { fingerprint: 'f', version: n + 1, at }] as const;
  });
  for (const entries of [replays, replays.toReversed()]) {
    const full = { version: REPLAY_VERSIONS, hash: 'f', documents: new Map<string, Json>(entries) };
    const record = recordOn(full, { idempotency: { key: 'new', fingerprint: 'f' } });
    const { documents } = applyRecord(full, record);
    t.equal(documents.size, REPLAY_VERSIONS);
    t.same(
      ['k1', 'k2', 'k3', 'new'].map((key) => documents.has(`replay/${key}`)),
      [false, true, true, true],
    );
    t.same(effectOf(full, record).removes, ['replay/k1'], 'the store is told the same');
  }
});

/** The value with one of its leaves, the `nth`, replaced. */
function editLeaf(value: unknown, nth: number, by: Json): unknown {
  if (typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  if (entries.length === 0) return by;
  const index = nth % entries.length;
  const [key, child] = entries[index] ?? ['', null];
  const edited = editLeaf(child, Math.floor(nth / entries.length), by);
  return Array.isArray(value) ? value.with(index, edited) : { ...value, [key]: edited };
}
