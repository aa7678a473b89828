/** Configurations that are refused: each gives exactly its problems, with places and advice. */
import t from 'tap';
import { MAX_LINES, MAX_PROBLEMS, MAX_YAML_CHARACTERS } from '../../src/config/configuration.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { HEAD, inSchedule } from './broken-case.ts';
import { BROKEN_DOCUMENTS } from './broken-documents.ts';
import { BROKEN_LINES } from './broken-lines.ts';
import { BROKEN_SCHEDULES } from './broken-schedules.ts';
import { parseTexts, writeProblem } from './real-ports.ts';

const CASES = [...BROKEN_DOCUMENTS, ...BROKEN_SCHEDULES, ...BROKEN_LINES];

function problemsOf(texts: Readonly<Record<string, string>>) {
  const parsed = parseTexts(texts);
  const problems = parsed.ok ? [] : parsed.problems;
  return problems.filter(({ severity }) => severity === 'error');
}

for (const { name, text, problems } of CASES) {
  t.test(`${name} is refused with its place and with advice`, async (t) => {
    t.same(problemsOf({ 'a.yaml': text }).map(writeProblem), problems);
  });
}

t.test('faults of several files are told at once, in order of files and places', async (t) => {
  const problems = problemsOf({
    'b.yaml':
      'zone: Asia/Tokyo\nlines:\n  desk: { name: { ja: あ, en: A }, schedule: nigth }\n  desk2: 5\n',
    'a.yaml':
      'version: 1\nzone: Asia/Seoul\nschedules:\n  night: { regular: { mon: [9-17] } }\nlines:\n' +
      '  desk: { name: { ja: い, en: B }, schedule: night, colour: red }\n',
  });
  t.same(
    problems.map((problem) => `${problem.file}:${writeProblem(problem)}`),
    [
      'a.yaml:2:1 duplicate_setting /zone | "zone" is already given in b.yaml, line 1 | give it once',
      'a.yaml:4:29 bad_span /schedules/night/regular/mon/0 | "9-17" is not a span of time | write 09:00-17:00',
      'a.yaml:6:3 duplicate_id /lines/desk | "desk" in a.yaml is already defined in b.yaml, line 3 | give it another id, or remove the copy',
      'a.yaml:6:52 unknown_key /lines/desk/colour | "colour" is not a key of this format | remove it; known here: name, schedule, zone, phone, groups, destinations, messages, retrySpreadMinutes, onUnknown',
      'b.yaml:3:45 unknown_schedule /lines/desk/schedule | there is no schedule "nigth" | did you mean "night"?',
      'b.yaml:4:10 wrong_type /lines/desk2 | the number 5 is not a map | write a map such as { name: { ja: 紛失窓口, en: Lost cards }, schedule: always }',
    ],
  );
});

t.test('what an unreadable file may define is not called missing', async (t) => {
  const line = 'lines:\n  desk: { name: { ja: あ, en: A }, schedule: night }\n';
  t.same(problemsOf({ 'a.yaml': line, 'b.yaml': 'schedules: [\n' }).map(writeProblem), [
    '2:1 yaml_syntax  | this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ] | check the quotes, brackets and indentation here',
  ]);
});

t.test('what names a definition with faults is not called wrong too', async (t) => {
  const schedule = 'schedules:\n  night: { regular: { mon: [9-17] }, extra: 1 }\n';
  const line = 'lines:\n  desk: { name: { ja: あ, en: A }, schedule: night }\n';
  const purpose = 'purposes:\n  pin: { name: { ja: あ, en: A }, channels: [{ line: desk }] }\n';
  const expectation = 'expectations: [{ line: desk, at: 2027-01-03T10:00, state: open }]\n';
  const problems = problemsOf({ 'a.yaml': HEAD + schedule + line + purpose + expectation });
  t.same(
    problems.map(({ code }) => code),
    ['bad_span', 'unknown_key'],
  );
});

t.test('beyond a bound problems are only counted', async (t) => {
  const exceptions = (count: number) =>
    inSchedule(`regular: { mon: closed }\nexceptions: [${'{},'.repeat(count)}]`);
  for (const count of [MAX_PROBLEMS / 4, MAX_PROBLEMS]) {
    const problems = problemsOf({ 'a.yaml': exceptions(count) });
    const all = 3 * count;
    t.equal(problems.length, Math.min(all, MAX_PROBLEMS + 1));
    const last = problems.at(-1);
    t.equal(last?.code === 'too_many_problems', all > MAX_PROBLEMS);
    if (all > MAX_PROBLEMS) t.equal(last?.found, `${all - MAX_PROBLEMS} more problems`);
  }
});

t.test('a broken file of JSON is called JSON', async (t) => {
  const [problem] = problemsOf({ 'a.json': '{"version": 1,\n "zone": ' });
  t.match(problem, { code: 'json_syntax', line: 2, found: /^this is not JSON: / });
});

t.test('what is missing from all files is told at the empty one', async (t) => {
  const problems = problemsOf({ 'a.yaml': 'purposes: {}\n', 'lines.yaml': '# later\n' });
  t.same(
    problems.map(({ file, found }) => `${file} ${found}`),
    ['lines.yaml "version" is missing', 'lines.yaml "zone" is missing'],
  );
  const [none] = problemsOf({ 'a.yaml': HEAD, 'lines.yaml': '' });
  t.match(none, { file: 'lines.yaml', code: 'no_lines' });
});

t.test('the limit of lines is one of all files', async (t) => {
  const half = (name: string) => {
    const ids = Array.from({ length: MAX_LINES / 2 + 1 }, (_, index) => `${name}-${index}`);
    const line = { name: { ja: 'あ', en: 'A' }, schedule: 's' };
    return JSON.stringify({ lines: Object.fromEntries(ids.map((id) => [id, line])) });
  };
  const head = `${HEAD}schedules: { s: { regular: { mon: [09:00-17:00] } } }\n`;
  const problems = problemsOf({ 'a.yaml': head, 'b.json': half('b'), 'c.json': half('c') });
  t.same(
    problems.map(({ file, code }) => `${file} ${code}`),
    ['c.json too_many'],
  );
});

t.test('a problem is one line, whatever a key holds', async (t) => {
  const [problem] = problemsOf({ 'a.json': '{"a\\nb": 1}' });
  t.notMatch(problem && formatProblem(problem), /\n/);
  for (const text of ['{"a\\nb": 1, "a\\nb": 1}', '{"a\\nb": 1, "a\\nb": 1, # YAML\n}']) {
    const repeated = problemsOf({ 'a.yaml': text }).find(({ code }) => code === 'duplicate_key');
    t.equal(repeated?.found, '"a\\nb" is written twice in one map');
  }
});

t.test('a problem is one line for a person', async (t) => {
  const [problem] = problemsOf({ 'a.yaml': `${HEAD}shedules: {}\n` });
  t.equal(
    problem && formatProblem(problem),
    'a.yaml:3:1: error unknown_key: "shedules" is not a key of this format; did you mean "schedules"? (/shedules)',
  );
});

t.test('documents that are made to exhaust are refused in bounded time', async (t) => {
  const bomb = ['x: &x0 [a, a, a, a, a, a, a, a, a, a]'];
  for (let level = 1; level < 12; level++) {
    bomb.push(
      `x${level}: &x${level} [${Array(10)
        .fill(`*x${level - 1}`)
        .join(', ')}]`,
    );
  }
  const texts = [
    [`${bomb.join('\n')}\n`, 'too_many_aliases'],
    ['['.repeat(100_000), 'too_deep'],
    ['- '.repeat(100_000), 'too_deep'],
    [`${'[1,'.repeat(40)}1${']'.repeat(40)}`, 'too_deep'],
    [`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 'too_deep'],
    [`a: "${'x'.repeat(MAX_YAML_CHARACTERS)}"\n`, 'too_large'],
    [`{"version": 1, ${' '.repeat(MAX_YAML_CHARACTERS)}`, 'too_large'],
    [`${HEAD}groups: [${'a,'.repeat(100_000)}]`, 'unknown_key'],
  ] as const;
  for (const [text, code] of texts) {
    const codes = problemsOf({ 'a.yaml': text }).map((problem) => problem.code);
    t.same(codes, [code], text.slice(0, 20));
  }
});

t.test('suggestions are looked for only while they are told', async (t) => {
  const name = { ja: 'あ', en: 'A' };
  const schedules = Object.fromEntries(
    Array.from({ length: 4_000 }, (_, index) => [
      `schedule-${index}`,
      { regular: { mon: 'closed' } },
    ]),
  );
  const lines = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [
      `line-${index}`,
      { name, schedule: `schedules-${index}`, zone: `Asia/Tokyo${index}` },
    ]),
  );
  const document = { version: 1, zone: 'Asia/Tokyo', schedules, lines };
  const problems = problemsOf({ 'a.json': JSON.stringify(document) });
  t.equal(problems.length, MAX_PROBLEMS + 1);
  t.equal(problems[0]?.advice, 'did you mean "schedule-0"?');
});
