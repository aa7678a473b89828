/** What `check` looks for beyond validity: every rule by its documented examples, and the rest. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import t from 'tap';
import { parse, stringify } from 'yaml';
import { runCheck } from '../../src/cli/check.ts';
import { type CheckReport, composeReport } from '../../src/cli/check-report.ts';
import type { Terminal } from '../../src/cli/command.ts';
import { formatCheck } from '../../src/cli/format-check.ts';
import { formatGithub } from '../../src/cli/format-check-github.ts';
import { formatJson } from '../../src/cli/format-check-json.ts';
import { formatSarif } from '../../src/cli/format-check-sarif.ts';
import { coloured, plain } from '../../src/cli/paint.ts';
import { relativeUri } from '../../src/cli/relative-file.ts';
import { FINDINGS, UNUSED_SUPPRESSION } from '../../src/config/findings.ts';
import type { Problem } from '../../src/config/problem.ts';
import { parseCivilDate } from '../../src/core/civil.ts';
import type { Instant } from '../../src/core/instant.ts';
import { instantToDay } from '../../src/core/zone.ts';
import { lint } from '../../src/lint/lint.ts';
import { createLintContext, DEFAULT_MAX_CLOSED_DAYS } from '../../src/lint/lint-context.ts';
import { LINT_RULES } from '../../src/lint/lint-rules.ts';
import { sharedHours } from '../../src/lint/shared-hours.ts';
import { type LoadedSnapshot, loadSnapshot } from '../../src/load-snapshot.ts';
import { checkSecrets } from '../../src/require-secrets.ts';
import { EVERY_FEATURE } from '../config/every-feature.ts';
import { at } from '../support/schedules.ts';
import { SARIF_SCHEMA } from './sarif-schema.ts';

const NOW = at('2026-11-22T12:00');
const DOCUMENT = readFileSync('docs/reference/lint.md', 'utf8');

type Tree = { readonly [key: string]: Tree | string };

function loadText(text: string, now: Instant = NOW): LoadedSnapshot {
  return loadSnapshot(`${t.testdir({ 'lines.yaml': text })}/lines.yaml`, now);
}

interface CheckOptions {
  readonly now?: Instant;
  readonly strict?: boolean;
  readonly maxClosedDays?: number;
}

function check(text: string, options: CheckOptions = {}): CheckReport {
  const { now = NOW, strict = false, maxClosedDays = DEFAULT_MAX_CLOSED_DAYS } = options;
  const loaded = loadText(text, now);
  return composeReport(loaded, lintLoaded(loaded, now, maxClosedDays), { path: 'config', strict });
}

function lintLoaded(loaded: LoadedSnapshot, now: Instant, maxClosedDays = 10) {
  if (!loaded.ok) return null;
  return lint({ ...loaded, today: instantToDay(loaded.snapshot.zone, now), maxClosedDays });
}

/** `3:7 code /pointer`: where something was found. */
function places({ problems }: Pick<CheckReport, 'problems'>): string[] {
  return problems.map(({ line, column, code, pointer }) => `${line}:${column} ${code} ${pointer}`);
}

function codes({ problems }: CheckReport): string[] {
  return problems.map(({ code }) => code);
}

const [, PREFACE = ''] = DOCUMENT.split('## The rules\n');
const BASE = yamlIn(PREFACE.split('\n### ')[0] ?? '')[0] ?? '';
const SECTIONS = PREFACE.split('\n### ').slice(1);

function yamlIn(text: string): string[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, body]) => body ?? '');
}

/** An example laid over the base: a key under an id takes the place of the key there. */
function overBase(example: string): string {
  return stringify(layOver(parse(BASE) as Tree, parse(example) as Tree, 2));
}

function layOver(below: Tree, above: Tree, depth: number): Tree {
  const merged = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    const isBoth = isMap(under) && isMap(value) && depth > 0;
    return [key, isBoth ? layOver(under, value, depth - 1) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}

function isMap(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

t.test('the documentation lists every rule as the program has it, and no other', async (t) => {
  const documented = SECTIONS.map((section) => {
    const [, code, severity, text] = /^`(\w+)`\n\n(\w+)\. (.*)/.exec(section) ?? [];
    return { code, severity: severity?.toLowerCase(), text: text ?? '' };
  });
  const kinds = { ...FINDINGS, [UNUSED_SUPPRESSION.code]: UNUSED_SUPPRESSION };
  t.same(
    documented.map(({ code, severity }) => `${code} ${severity}`),
    Object.entries(kinds).map(([code, { severity }]) => `${code} ${severity}`),
  );
  for (const { code, text } of documented) {
    const { description } = kinds[code as keyof typeof kinds];
    t.ok(text.startsWith(description), String(code));
  }
  t.ok(LINT_RULES.length > 20);
});

t.test('every documented example is found, and is not once it is corrected', async (t) => {
  t.same(codes(check(BASE)), [], 'the desk that they are laid over');
  let ran = 0;
  for (const section of SECTIONS) {
    const code = /^`(\w+)`/.exec(section)?.[1] ?? '';
    const [bad, good] = yamlIn(section);
    if (bad === undefined || good === undefined) continue;
    ran++;
    t.ok(codes(check(overBase(bad))).includes(code), `${code} is found`);
    t.same(codes(check(overBase(good))), [], `${code} is corrected`);
  }
  t.ok(ran > 28);
});

t.test('findings stand at the rule that they are about', async (t) => {
  const text = `version: 1
zone: Asia/Tokyo
calendars:
  jp: { source: japan }
  old: { source: listed, dates: [{ date: 06-01, name: { ja: あ, en: A } }] }
schedules:
  desk:
    regular:
      mon-thu: [09:00-11:59, 12:00-17:30]
      sat: [09:00-09:10]
    holidays: { calendars: [jp], hours: closed }
    lastCallMinutes: 10
    longBreaks:
      - { name: { ja: あ, en: A }, from: 2027-08-02, until: 2027-08-13 }
      - { name: { ja: あ, en: A }, from: 2025-08-02, until: 2025-08-13 }
    exceptions:
      - { date: 2027-03-07, hours: closed, name: { ja: あ, en: A } }
      - { date: 2026-03-09, hours: [09:00-10:00], name: { ja: あ, en: A } }
  nobody: { regular: { daily: [00:00-24:00] } }
lines:
  a: { name: { ja: あ, en: A }, schedule: desk, retrySpreadMinutes: 0 }
  b:
    name: { ja: あ, en: A }
    schedule: { regular: { daily: [00:00-24:00] } }
    messages: { holiday: { ja: あ, en: A } }
expectations:
  - { line: a, at: 2026-01-05T10:00, state: open }
`;
  t.same(places(check(text)), [
    '5:3 unused_calendar /calendars/old',
    '7:3 no_year_end_rule /schedules/desk',
    '8:5 minute_gap /schedules/desk/regular',
    '12:5 swallowed_opening /schedules/desk/lastCallMinutes',
    '14:9 closed_run /schedules/desk/longBreaks/0',
    '17:9 idle_exception /schedules/desk/exceptions/0',
    '19:3 unused_schedule /schedules/nobody',
    '24:5 open_on_new_year /lines/b/schedule',
    '25:17 impossible_message /lines/b/messages/holiday',
    '7:3 lone_day_after_break /schedules/desk',
    '8:5 unnamed_weekday /schedules/desk/regular',
    '14:9 break_ends_on_friday /schedules/desk/longBreaks/0',
    '15:9 past_long_break /schedules/desk/longBreaks/1',
    '18:9 past_exception /schedules/desk/exceptions/1',
    '21:3 no_phone /lines/a',
    '21:48 no_retry_spread /lines/a/retrySpreadMinutes',
    '22:3 no_phone /lines/b',
    '26:1 past_expectations /expectations',
  ]);
});

t.test('what is wrong with a schedule is told once, in however many zones its lines are', (t) => {
  const text = `
version: 1
zone: Europe/Berlin
schedules:
  desk: { regular: { mon: [09:00-17:00], tue: [09:00-17:00] } }
lines:
  a: { name: { ja: あ, en: A }, phone: "+33-1-0000-0000", schedule: desk, zone: Europe/Paris }
  b: { name: { ja: い, en: B }, phone: "+44-20-0000-0000", schedule: desk, zone: Europe/London }
`;
  t.same(places(check(text)), ['5:11 unnamed_weekday /schedules/desk/regular']);
  t.end();
});

t.test('projected holidays are a notice in the coming year, and a warning near their end', (t) => {
  const on = (date: string) => codes(check(BASE, { now: at(`${date}T12:00`) }));
  t.same(on('2026-12-31'), []);
  t.same(on('2027-01-01'), ['holidays_not_official']);
  t.same(on('2027-11-01'), ['holidays_not_official']);
  t.same(on('2027-11-02'), ['ending_calendar']);
  t.end();
});

t.test('how long a closed run may be is up to whoever asks', async (t) => {
  t.same(codes(check(BASE, { maxClosedDays: 6 })), [], 'the year end has six days');
  t.match(check(BASE, { maxClosedDays: 5 }).problems[0], {
    code: 'closed_run',
    found: 'desk is closed from 2026-12-29 until 2027-01-03, 6 days',
  });
});

t.test('an exception keeps open what would be bridged, whatever its hours are', async (t) => {
  const pin = (bridgeWithinDays: number) =>
    overBase(`schedules: { desk: {
      detectLongBreaks: { bridgeWithinDays: ${bridgeWithinDays} },
      exceptions: [{ date: 2027-04-30, hours: [09:00-17:30], name: { ja: あ, en: A } }] } }`);
  t.same(codes(check(pin(0))), ['idle_exception']);
  t.same(codes(check(pin(1))), []);
});

t.test('what overrides and added holidays can bring is possible', async (t) => {
  const given = (key: string) =>
    overBase(`lines: { desk: { destinations: { ${key}: { kind: queue, target: x } } } }`);
  const always = ['open', 'closed', 'override_open', 'override_closed', 'holiday', 'long_break'];
  for (const key of always) t.same(codes(check(given(key))), [], key);
  for (const key of ['exception', 'special_hours', 'regular_day_off']) {
    t.same(codes(check(given(key))), ['impossible_destination'], key);
  }
  const yearEnd = (message: string) =>
    overBase(`schedules: { desk: {
      longBreaks: [{ preset: year-end, message: { ja: あ, en: A } }],
      exceptions: [{ from: 2026-12-29, until: 2027-${message}, hours: closed,
        name: { ja: あ, en: A } }] } }`);
  t.notOk(codes(check(yearEnd('01-02'))).includes('impossible_message'));
  t.ok(codes(check(yearEnd('01-03'))).includes('impossible_message'));
});

t.test('of each rule the first findings are told, and the rest is counted', async (t) => {
  const lines = Array.from({ length: 25 }, (_, index) => [
    `extra-${index}`,
    { name: { ja: 'あ', en: 'A' }, schedule: 'desk' },
  ]);
  const { problems } = check(overBase(stringify({ lines: Object.fromEntries(lines) })));
  t.equal(problems.length, 21);
  t.match(problems.at(-1), { code: 'no_phone', found: 'and 5 more of the same kind', pointer: '' });
});

t.test('what takes long is done once for all lines that share their hours', async (t) => {
  const schedules = Object.fromEntries(
    [9, 10, 11].map((hour) => [`s${hour}`, { regular: { daily: [`${hour}:00-17:00`] } }]),
  );
  const lines = Array.from({ length: 3_000 }, (_, index) => [
    `line-${index}`,
    { name: { ja: 'あ', en: 'A' }, schedule: `s${9 + (index % 3)}` },
  ]);
  const text = { version: 1, zone: 'Asia/Tokyo', schedules, lines: Object.fromEntries(lines) };
  const loaded = loadText(JSON.stringify(text));
  if (!loaded.ok) throw new Error('the lines are good');
  const today = instantToDay(loaded.snapshot.zone, NOW);
  const context = createLintContext({ ...loaded, today, maxClosedDays: 10 });
  t.equal([...sharedHours(context)].length, 3);
});

t.test('more schedules than can be looked at are told, and not looked at', async (t) => {
  const lines = Array.from({ length: 2_001 }, (_, index) => [
    `line-${index}`,
    {
      name: { ja: 'あ', en: 'A' },
      schedule: {
        regular: { daily: [`0${index % 9}:00-${10 + Math.floor(index / 540)}:${sixty(index)}`] },
        lastCallMinutes: index % 7,
      },
    },
  ]);
  const text = { version: 1, zone: 'Asia/Tokyo', lines: Object.fromEntries(lines) };
  const loaded = loadText(JSON.stringify(text));
  if (!loaded.ok) throw new Error('the lines are good');
  const today = instantToDay(loaded.snapshot.zone, NOW);
  const context = createLintContext({ ...loaded, today, maxClosedDays: 10 });
  const rule = LINT_RULES.find(({ code }) => code === 'not_all_checked');
  t.ok([...(rule?.check?.(context) ?? [])][0]?.found.endsWith(' 2000 were looked at day by day'));
});

function sixty(index: number): string {
  return String(Math.floor(index / 9) % 60).padStart(2, '0');
}

t.test('every feature is looked at on any day, to the end of all years', async (t) => {
  for (const zone of ['Asia/Tokyo', 'Pacific/Apia']) {
    const text = EVERY_FEATURE.replace('zone: Asia/Tokyo', `zone: ${zone}`).replace(
      /expectations:[\s\S]*(?=webhooks:)/,
      '',
    );
    const loaded = loadText(text);
    for (const date of ['1970-01-02', '2011-12-29', '2028-02-29', '2099-12-31', '2100-12-31']) {
      const today = parseCivilDate(date);
      if (!loaded.ok || today === null) throw new Error(JSON.stringify(loaded));
      t.ok(lint({ ...loaded, today, maxClosedDays: 10 }).problems.length > 0, `${zone} ${date}`);
    }
  }
});

t.test('the shipped configuration is clean, and says why', async (t) => {
  const loaded = loadSnapshot('config', NOW);
  const options = { path: 'config', strict: true };
  const report = composeReport(loaded, lintLoaded(loaded, NOW), options);
  t.same(codes(report), []);
  t.equal(report.passed, true);
  t.match(report.suppressed, [{ problem: { code: 'open_on_new_year' } }]);
});

const IDLE = `schedules: { desk: { exceptions: [
  { date: 2027-02-07, hours: closed, name: { ja: あ, en: A } },
  { date: 2027-02-14, hours: closed, name: { ja: あ, en: A } }] } }\n`;

function suppressing(...suppressions: readonly object[]): string {
  return overBase(IDLE + stringify({ suppressions }));
}

t.test('a suppression holds everywhere, or at its place and below', async (t) => {
  const reason = 'It is meant so.';
  const code = 'idle_exception';
  t.same(codes(check(suppressing())), [code, code]);
  t.same(codes(check(suppressing({ code, reason }))), []);
  const first = { code, at: '/schedules/desk/exceptions/0', reason };
  const { problems, suppressed } = check(suppressing(first));
  t.match(problems, [{ pointer: '/schedules/desk/exceptions/1' }]);
  t.match(suppressed, [{ problem: { code }, suppression: { reason, at: first.at } }]);
  t.same(codes(check(suppressing({ ...first, at: '/schedules/desk' }))), []);
  const half = check(suppressing({ ...first, at: '/schedules/des' }));
  t.same(codes(half), [code, code, 'unused_suppression']);
  t.match(half.problems[2], { found: 'there is no idle_exception at /schedules/des to suppress' });
});

t.test('suppressions hold at start and reload too, and never for errors', async (t) => {
  const overlap = `schedules: { desk: { exceptions: [
    { from: 2027-02-01, until: 2027-02-05, hours: closed, name: { ja: あ, en: A } },
    { date: 2027-02-05, hours: [10:00-12:00], name: { ja: あ, en: A } }] } }\n`;
  const suppressions = [{ code: 'overlapping_exceptions', reason: 'Half a day of work.' }];
  const loaded = loadText(overBase(overlap + stringify({ suppressions })));
  t.same(loaded.ok && loaded.snapshot.warnings, []);
  t.match(loaded.ok && loaded.configuration.suppressed, [{ suppression: suppressions[0] }]);
  const webhook = 'webhooks: [{ id: portal, url: "https://portal.example/hook" }]\n';
  const secrets = [{ code: 'webhook_without_secret', reason: 'CI has no secrets.' }];
  const withHook = loadText(overBase(webhook + stringify({ suppressions: secrets })));
  const checked = checkSecrets(withHook, 'config', {});
  t.same(checked.ok && checked.snapshot.warnings, []);
  t.equal(checked.ok && checked.configuration.suppressed.length, 1);
  const unneeded = loadText(overBase(stringify({ suppressions: secrets })));
  t.same(composeReport(unneeded, null, { path: '', strict: true }).problems, [], 'set here');
});

t.test('a wrong suppression is an error with its place and advice', async (t) => {
  const told = (suppression: object) => {
    const { problems } = check(`${BASE}${stringify({ suppressions: [suppression] })}`);
    return problems.map(({ code, pointer, found, advice }: Problem) =>
      [code, pointer, found, advice].join(' | '),
    );
  };
  const reason = 'It is meant so.';
  const at = '/suppressions/0';
  t.same(told({ code: 'open_on_newyear', reason }), [
    `not_one_of | ${at}/code | "open_on_newyear" is not allowed here | did you mean "open_on_new_year"?`,
  ]);
  t.match(told({ code: 'unknown_line', reason })[0], / \| "unknown_line" is not allowed here \| /);
  t.match(told({ code: 'no_phone' })[0], /^missing_key .* \| "reason" is missing \| add reason: /);
  t.match(told({ code: 'no_phone', reason: '' })[0], /^empty \| .* \| an empty text \| /);
  t.match(told({ code: 'no_phone', reason: '  ' })[0], /^empty \| .* \| write why it is meant so/);
  for (const at of ['lines/desk', '/', '/lines/', '']) {
    t.match(
      told({ code: 'no_phone', at, reason })[0],
      /^bad_pointer .* \| write the path that /,
      at,
    );
  }
  t.match(told({ code: 'no_phone', reason, until: '2027' })[0], /^unknown_key /);
});

t.test('text has the worst first, with a summary and colours', async (t) => {
  const report = check(
    `${overBase(IDLE)}expectations: [{ line: desk, at: 2026-11-20T10:00, state: open }]\n`,
  );
  const text = formatCheck(report, plain);
  t.match(text, /^\S+:\d+:\d+: warning idle_exception: .*\n.*\n\n\S+: notice past_expectations: /);
  t.match(
    text,
    /\n\nconfig is good: 1 line, 0 purposes, 1 expectation met, 2 warnings, 1 notice, /,
  );
  const strict = formatCheck({ ...report, strict: true, passed: false }, coloured);
  t.match(strict, '\u001b[33m');
  t.match(strict, '\u001b[31mconfig can be used, but --strict allows no warnings: ');
});

t.test('JSON has the shape that is documented', async (t) => {
  const code = 'idle_exception';
  const at = '/schedules/desk/exceptions/0';
  const json: unknown = JSON.parse(formatJson(check(suppressing({ code, at, reason: 'So.' }))));
  t.match(json, {
    version: 1,
    path: 'config',
    usable: true,
    passed: true,
    strict: false,
    contents: { lines: 1, purposes: 0, expectations: 0 },
    counts: { errors: 0, warnings: 1, notices: 0, suppressed: 1 },
    suppressed: [{ code, pointer: at, reason: 'So.' }],
  });
  const [problem = {}] = (json as { problems: object[] }).problems;
  const keys = ['severity', 'code', 'file', 'line', 'column', 'pointer', 'found', 'advice'];
  t.same(Object.keys(problem), keys);
  for (const key of ['version', 'usable', 'counts', ...keys])
    t.match(DOCUMENT, `\`${key}\``.slice(1, -1));
  const unusable = JSON.parse(formatJson(check('version: 2\n')));
  t.match(unusable, { usable: false, passed: false, contents: null, suppressed: [] });
  const unmet = `${BASE}expectations: [{ line: desk, at: 2026-11-24T10:00, state: closed }]\n`;
  const { problems } = JSON.parse(formatJson(check(unmet)));
  t.match(problems, [{ code: 'expectation_failed', comparison: { expected: [], actual: [] } }]);
});

t.test('SARIF is valid, with every rule, levels, places and suppressions', async (t) => {
  const ajv = new Ajv({ allErrors: true, strict: true });
  addFormats.default(ajv);
  const validate = ajv.compile(SARIF_SCHEMA);
  const at = '/schedules/desk/exceptions/0';
  const reports = [check(suppressing({ code: 'idle_exception', at, reason: 'So.' }))];
  for (const report of [...reports, check('version: 2\n'), check(BASE)]) {
    t.ok(validate(JSON.parse(formatSarif(report))), ajv.errorsText(validate.errors));
  }
  const { runs } = JSON.parse(formatSarif(reports[0] as CheckReport));
  const { driver } = runs[0].tool;
  t.equal(driver.rules.length, Object.keys(FINDINGS).length + 1);
  for (const { ruleId, ruleIndex } of runs[0].results) t.equal(driver.rules[ruleIndex].id, ruleId);
  t.match(runs[0].results, [
    { ruleId: 'idle_exception', level: 'warning', suppressions: [] },
    { suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'So.' }] },
  ]);
  const [{ physicalLocation }] = runs[0].results[0].locations;
  t.match(physicalLocation.artifactLocation.uri, /^[^/:]+\/.*lines\.yaml$/);
  t.equal(relativeUri('config/午前 #1.yaml'), 'config/%E5%8D%88%E5%89%8D%20%231.yaml');
  t.equal(relativeUri('/elsewhere/a b.yaml'), 'file:///elsewhere/a%20b.yaml');
});

t.test('annotations are escaped as GitHub reads them', async (t) => {
  const place = { file: 'config/a,b:c%.yaml', line: 3, column: 7, pointer: '/lines/a' };
  const said = { code: 'no_phone', found: '100 %\r\n::error::x', advice: 'correct it' };
  const problem: Problem = { ...place, ...said, severity: 'notice' };
  const report = { ...check(BASE), problems: [problem] };
  const [annotation, summary] = formatGithub(report).split('\n');
  const properties = 'file=config/a%2Cb%3Ac%25.yaml,line=3,col=7,title=no_phone';
  const text = '100 %25\\u000d\\u000a::error::x; correct it (/lines/a)';
  t.equal(annotation, `::notice ${properties}::${text}`);
  t.match(summary, /^config is good: 1 line, 0 purposes, .*, 1 notice, revision /);
});

/** The command itself, with what it printed. */
async function run(options: Record<string, string | true>) {
  const printed = { out: '', err: '' };
  const terminal: Terminal = {
    environment: {},
    paint: plain,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  };
  const code = await runCheck({ operand: '', operands: [], options }, terminal);
  return { code, ...printed };
}

t.test('the command fails for errors in every format, and for warnings where asked', async (t) => {
  const text = BASE.replace('longBreaks: [{ preset: year-end }]', 'longBreaks: []');
  const folder = t.testdir({
    doubtful: { 'a.yaml': text },
    noticed: { 'a.yaml': BASE.replace('phone: "+81-3-0000-0001", ', '') },
    bad: { 'a.yaml': 'version: 2\n' },
  });
  for (const format of ['text', 'json', 'sarif', 'github']) {
    const ask = (name: string) => run({ config: `${folder}/${name}`, format });
    t.match(await ask('bad'), { code: 1, err: '' }, format);
    t.match(await ask('doubtful'), { code: 0, out: /no_year_end_rule/, err: '' }, format);
    t.match(await run({ config: `${folder}/doubtful`, format, strict: true }), { code: 1 }, format);
    t.match(await run({ config: `${folder}/noticed`, format, strict: true }), { code: 0 }, format);
  }
  const short = await run({ config: `${folder}/doubtful`, 'max-closed-days': '2' });
  t.match(short.out, / warning closed_run: /);
  const refusals: Record<string, Record<string, string>> = {
    '--format: "srif" is no format; did you mean sarif?': { format: 'srif' },
    '--format: "xml-ish" is no format; write text, json, sarif, github': { format: 'xml-ish' },
    '--max-closed-days: "0" is not a whole number from 1 to 400': { 'max-closed-days': '0' },
    '--max-closed-days: "9e9" is not a whole number from 1 to 400': { 'max-closed-days': '9e9' },
  };
  for (const [refusal, options] of Object.entries(refusals)) {
    t.same(await run(options), { code: 2, out: '', err: `eigyochu: ${refusal}\n` });
  }
});
