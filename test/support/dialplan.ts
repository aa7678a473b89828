/**
 * As much of Asterisk's dialplan as the recipes use, by the documentation of its functions: CURL, CUT,
 * FILTER and HASH, Goto with the extension `i`, and GotoIf. What it does not know, it throws.
 */

export interface Call {
  /** What a caller meets, in order: `Answer()`, `Queue(pin)`, `Hangup()`. */
  readonly applications: readonly string[];
  /** What was set with CURLOPT when the question was asked. */
  readonly options: Readonly<Record<string, string>>;
}

interface Step {
  readonly label: string | null;
  readonly application: string;
  readonly argument: string;
}

type Context = ReadonlyMap<string, readonly Step[]>;

const MAX_STEPS = 100;

/** Runs a call from `s` on, in a context of a dialplan, with the body that CURL is given. */
export function placeCall(dialplan: string, contextName: string, body: string): Call {
  const context = parseContext(dialplan, contextName);
  const state = { variables: new Map<string, string>(), options: {}, hash: new Map(), body };
  const applications: string[] = [];
  let [extension, priority] = ['s', 0];
  for (let count = 0; count < MAX_STEPS; count++) {
    const step = context.get(extension)?.[priority];
    if (!step) return { applications, options: state.options };
    const argument = substitute(step.argument, state);
    priority += 1;
    if (step.application === 'Goto') [extension, priority] = goto(context, argument);
    else if (step.application === 'GotoIf') {
      const target = branch(argument);
      const label = labelled(context.get(extension), target);
      if (label !== null) priority = label;
      else if (target !== '') [extension, priority] = goto(context, target);
    } else if (step.application === 'Set') set(argument, state);
    else if (step.application === 'ClearHash') state.hash.clear();
    else {
      applications.push(`${step.application}(${argument})`);
      if (['Hangup', 'Queue'].includes(step.application)) break;
    }
  }
  return { applications, options: state.options };
}

function parseContext(dialplan: string, name: string): Context {
  const section = new RegExp(`^\\[${name}\\]\\n([\\s\\S]*?)(?=^\\[|$(?![\\s\\S]))`, 'm').exec(
    dialplan,
  );
  const context = new Map<string, Step[]>();
  let extension = '';
  for (const line of (section?.[1] ?? '').split('\n')) {
    const first = /^exten => ([^,]+),1,(\w+)\((.*)\)$/.exec(line);
    const next = /^ same => n(?:\((\w+)\))?,(\w+)\((.*)\)$/.exec(line);
    if (first) extension = first[1] ?? '';
    const [label, application, argument] = first
      ? [null, first[2], first[3]]
      : (next?.slice(1) ?? []);
    if (application === undefined) continue;
    const steps = context.get(extension) ?? [];
    steps.push({ label: label ?? null, application, argument: argument ?? '' });
    context.set(extension, steps);
  }
  return context;
}

/** An extension that does not exist leads to `i`; hyphens in extensions are not compared. */
function goto(context: Context, target: string): [string, number] {
  const [extension = '', priority = '1'] = target.split(',');
  const plain = (name: string) => name.replaceAll('-', '');
  const known = [...context.keys()].find((name) => plain(name) === plain(extension));
  return known === undefined ? ['i', 0] : [known, Number(priority) - 1];
}

function labelled(steps: readonly Step[] | undefined, target: string): number | null {
  const index = (steps ?? []).findIndex(({ label }) => label !== null && label === target);
  return index < 0 ? null : index;
}

/** `condition?then:else`; an empty condition and `0` are false. */
function branch(argument: string): string {
  const [condition = '', targets = ''] = splitOnce(argument, '?');
  const [then = '', otherwise = ''] = splitOnce(targets, ':');
  return condition === '' || condition === '0' ? otherwise : then;
}

interface State {
  readonly variables: Map<string, string>;
  readonly options: Record<string, string>;
  readonly hash: Map<string, string>;
  readonly body: string;
}

function set(argument: string, state: State): void {
  const [name, value] = splitOnce(argument, '=');
  const option = /^CURLOPT\((\w+)\)$/.exec(name)?.[1];
  if (option !== undefined) state.options[option] = value;
  else if (name.startsWith('HASH(')) fillHash(value, state);
  else state.variables.set(name, value);
}

/** With hashcompat, `a=b&c=d` becomes fields of a hash; those that are not there stay as they were. */
function fillHash(value: string, { hash, options }: State): void {
  if (options.hashcompat !== 'yes') throw new Error('a hash without hashcompat');
  for (const pair of value.split('&')) {
    const [key, encoded] = splitOnce(pair, '=');
    hash.set(
      key,
      encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) => `\\x${hex}`),
    );
  }
}

/** Replaces `${…}`, innermost first, then `$[…]`. What a value holds is not replaced again. */
function substitute(text: string, state: State): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const opening = text.slice(at, at + 2);
    if (opening !== '${' && opening !== '$[') {
      out += text[at];
      at += 1;
      continue;
    }
    const end = closingOf(text, at + 1);
    const inner = substitute(text.slice(at + 2, end), state);
    out += opening === '${' ? valueFor(inner, state) : evaluate(inner);
    at = end + 1;
  }
  return out;
}

function closingOf(text: string, from: number): number {
  const [open, close] = text[from] === '{' ? ['{', '}'] : ['[', ']'];
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth += 1;
    if (text[at] === close) depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`no end of ${text}`);
}

/** Strings are compared; a stray quote makes an expression true, as was measured. */
function evaluate(expression: string): string {
  const compared = /^"([^"]*)" = "([^"]*)"$/.exec(expression);
  return !compared || compared[1] === compared[2] ? '1' : '0';
}

function valueFor(inner: string, state: State): string {
  const called = /^([A-Z]+)\(([\s\S]*)\)$/.exec(inner);
  if (!called) return state.variables.get(inner) ?? '';
  const [, name = '', argument = ''] = called;
  const known = FUNCTIONS[name];
  if (!known) throw new Error(`no function ${name}`);
  return known(argument, state);
}

const FUNCTIONS: Readonly<Record<string, (argument: string, state: State) => string>> = {
  // It ends at a NUL, and blanks at its end are taken off; the status is not told.
  CURL: (_url, { body }) => (body.split('\0')[0] ?? '').replace(/[ \t\r\n]+$/, ''),
  // The name of a variable, a character, the number of a field; without that field: nothing.
  CUT(argument, { variables }) {
    const [name = '', delimiter = '', field = ''] = argument.split(',');
    return (variables.get(name) ?? '').split(delimiter)[Number(field) - 1] ?? '';
  },
  // The characters to keep come first, in ranges; the rest is the string, commas and all.
  FILTER(argument) {
    const [allowed, text] = splitOnce(argument, ',');
    return text.replace(new RegExp(`[^${allowed}]`, 'g'), '');
  },
  HASH: (argument, { hash }) => hash.get(splitOnce(argument, ',')[1]) ?? '',
};

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
