import t from 'tap';
import { COMMANDS, GROUPS } from '../../src/cli/commands.ts';
import { formatHelp } from '../../src/cli/format-help.ts';
import { coloured, plain, wantsColour } from '../../src/cli/paint.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { parseEdge, parseMoment } from '../../src/cli/parse-moment.ts';
import { at, zoneOf } from '../support/schedules.ts';

function faultOf(line: string): string | null {
  const parsed = parseCommandLine(line.split(' ').filter(Boolean));
  return parsed.kind === 'fault' ? parsed.message : null;
}

function argumentsOf(line: string) {
  const parsed = parseCommandLine(line.split(' '));
  return parsed.kind === 'run' ? { command: parsed.command.name, ...parsed.given } : null;
}

t.test('a command line is read into a command, a line and options', async (t) => {
  t.same(argumentsOf('decide phone-pin --at 2026-11-23T10:00 --json'), {
    command: 'decide',
    operand: 'phone-pin',
    operands: ['phone-pin'],
    options: { at: '2026-11-23T10:00', json: true },
  });
  t.same(argumentsOf('decide --config=etc --at=T phone-pin'), {
    command: 'decide',
    operand: 'phone-pin',
    operands: ['phone-pin'],
    options: { config: 'etc', at: 'T' },
  });
  t.match(argumentsOf('holidays official'), { command: 'holidays official', operand: '' });
  t.same(argumentsOf('serve'), { command: 'serve', operand: '', operands: [], options: {} });
});

t.test('every wrong command line says what is wrong, and what was probably meant', async (t) => {
  const faults: Record<string, string> = {
    '': 'no command was given',
    decied: 'there is no command "decied"; did you mean decide?',
    frobnicate: 'there is no command "frobnicate"',
    'decide phone-pin --jsno': 'there is no option --jsno; did you mean --json?',
    'serve --json': 'there is no option --json',
    'check --constructor': 'there is no option --constructor',
    'check --__proto__=1': 'there is no option --__proto__',
    'check -v': 'there is no option -v; did you mean -V?',
    'check -x': 'there is no option -x',
    'decide phone-pin --at A --at B': '--at was given twice',
    'decide phone-pin --json --json': '--json was given twice',
    'decide phone-pin --at': '--at needs a value: --at T',
    'decide phone-pin --json=yes': '--json takes no value',
    decide: 'the id of a line is needed',
    'decide phone-pin lost-card': '"lost-card" is one word too many',
    'check config': '"config" is one word too many',
    'calendar phone-pin': '--year YYYY is needed',
    '--config etc': 'no command was given',
    'keys creat': 'there is no command "keys creat"; did you mean keys create?',
    'key list': 'there is no command "key"; did you mean keys?',
    'store --json': 'store needs one more word',
    'keys create --scope read': '--name NAME is needed',
    'keys revoke': 'the id of a key, the ten characters after eig_, is needed',
    'keys list now': '"now" is one word too many',
    'keys list --jsno': 'there is no option --jsno; did you mean --json?',
    'store import': 'the file of a copy is needed',
    'holidays official one two': '"two" is one word too many',
    'holidays move 2027-07-19 --note why': 'the date that it moves to is needed',
  };
  for (const [line, fault] of Object.entries(faults)) t.equal(faultOf(line), fault, line);
});

t.test('--help and --version are understood everywhere and beat every fault', async (t) => {
  for (const { name } of COMMANDS) {
    const words = name.split(' ');
    t.match(parseCommandLine([...words, '--help']), { kind: 'help', topic: { name } });
    t.match(parseCommandLine([...words, '-h', '--nonsense']), { kind: 'help', topic: { name } });
    t.match(parseCommandLine([...words, '--version']), { kind: 'version' });
  }
  t.match(parseCommandLine(['--help']), { kind: 'help', topic: null });
  t.match(parseCommandLine(['-V']), { kind: 'version' });
});

t.test('commands of two words are read, and the first alone prints the help of all', async (t) => {
  t.same(argumentsOf('keys revoke k3v9x0q2ab --config etc'), {
    command: 'keys revoke',
    operand: 'k3v9x0q2ab',
    operands: ['k3v9x0q2ab'],
    options: { config: 'etc' },
  });
  t.match(parseCommandLine(['keys']), { kind: 'help', topic: { name: 'keys' } });
  t.match(parseCommandLine(['keys', '--help']), { kind: 'help', topic: { name: 'keys' } });
  const help = formatHelp(GROUPS.find(({ name }) => name === 'keys') ?? null);
  t.match(help, /^eigyochu keys: the access keys/);
  t.match(help, /^ {2}keys revoke ID +make an access key invalid/m);
  t.notMatch(help, /decide/);
});

t.test('the help of a command is written from its declaration', async (t) => {
  const command = COMMANDS.find(({ name }) => name === 'calendar') ?? null;
  t.equal(
    formatHelp(command),
    `eigyochu calendar: print a year of a line at a glance; with the overrides in the store

Usage: eigyochu calendar LINE --year YYYY [OPTIONS]

Options:
  --year YYYY    the year, 1970 to 2100
  --json         print what the HTTP interface answers
  --config PATH  file or folder of the configuration (else EIGYOCHU_CONFIG, else config)
  -h, --help     print this help
  -V, --version  print the version

Exit codes:
  0   ok
  1   failure: what was asked for did not work out
  2   usage: no such command, option, line or instant
  3   diff: something changes
  78  configuration or settings that cannot be used
`,
  );
});

t.test('the general help names every command, setting and exit code', async (t) => {
  const help = formatHelp(null);
  for (const { name, summary } of COMMANDS) t.match(help, new RegExp(`  ${name} .*${summary}`));
  t.match(help, /^ {2}PORT +port to listen on; 0 takes a free one \(else 8080\)$/m);
  t.match(help, /^ {2}REDIS_URL +redis:.* \(else none\)$/m);
  t.match(help, /^ {2}EIGYOCHU_WEBHOOK_SECRET_<ID> +what messages .* \(else none\)$/m);
  t.notMatch(help, 'undefined');
  t.match(help, /^ {2}78 +configuration or settings that cannot be used$/m);
});

t.test('colour is for terminals, unless NO_COLOR or FORCE_COLOR say otherwise', async (t) => {
  t.equal(wantsColour({}, true), true);
  t.equal(wantsColour({}, false), false);
  t.equal(wantsColour({ TERM: 'dumb' }, true), false);
  t.equal(wantsColour({ NO_COLOR: '1' }, true), false);
  t.equal(wantsColour({ NO_COLOR: '' }, true), true, 'set to nothing is not set');
  t.equal(wantsColour({ FORCE_COLOR: '1' }, false), true);
  t.equal(wantsColour({ FORCE_COLOR: '0' }, true), false);
  t.equal(wantsColour({ FORCE_COLOR: '1', NO_COLOR: '1' }, false), true);
  t.equal(coloured('red', 'closed'), '\u001b[31mclosed\u001b[0m');
  t.equal(plain('red', 'closed'), 'closed');
});

t.test(
  'an instant is read on the clock of the line, and its faults say what to write',
  async (t) => {
    const zone = zoneOf('America/New_York');
    t.equal(parseMoment('at', '2026-11-23T10:00', zone), at('2026-11-24T00:00+09:00'));
    t.equal(parseMoment('at', '2026-11-23T10:00+09:00', zone), at('2026-11-23T10:00+09:00'));
    const faults: Record<string, RegExp> = {
      tomorrow:
        /^--at: "tomorrow" is not an ISO 8601 date and time; write it like 2026-11-24T09:00/,
      '2026-02-30T10:00': /names a date, time or offset that does not exist$/,
      '1969-12-31T00:00Z': /lies outside the years 1970 to 2100$/,
    };
    for (const [text, fault] of Object.entries(faults)) {
      t.match(parseMoment('at', text, zone), { refused: fault });
    }
  },
);

t.test('a bare date begins with its first instant and ends before the next one', async (t) => {
  const zone = zoneOf('Asia/Tokyo');
  t.equal(parseEdge('from', '2026-11-23', zone), at('2026-11-23T00:00+09:00'));
  t.equal(parseEdge('until', '2026-11-23', zone), at('2026-11-24T00:00+09:00'));
  t.equal(parseEdge('until', '2026-11-23T10:00', zone), at('2026-11-23T10:00+09:00'));
  t.match(parseEdge('from', '2101-06-01', zone), { refused: /^--from: .* lies outside/ });
  t.match(parseEdge('until', '2026-02-30', zone), {
    refused: /^--until: "2026-02-30" is no date that exists$/,
  });
  t.match(parseEdge('until', '2026-2-3', zone), { refused: /^--until: .* is not an ISO 8601/ });
});
