/** YAML 1.2 core documents, by the library that keeps positions. The only importer of `yaml`. */
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import { quote } from '../words/quote.ts';
import type { Problem } from './problem.ts';
import {
  formatPointer,
  MAX_DEPTH,
  type ParsedDocument,
  type Part,
  type Path,
} from './source-document.ts';
import { createTextPlaces } from './text-places.ts';

/** Values that aliases may repeat in all: far above what a person writes, far below a bomb. */
export const MAX_ALIASED_VALUES = 10_000;

interface Fault {
  readonly code: string;
  readonly offset: number;
  readonly path: Path;
  readonly found: string;
  readonly advice: string;
}

/** Reads a YAML document; with a fault of syntax there is none, as the rest is guesswork. */
export function parseYaml(file: string, text: string): ParsedDocument {
  const placeAt = createTextPlaces(file, text);
  const toProblem = ({ code, offset, path, found, advice }: Fault): Problem => {
    const pointer = formatPointer(path);
    return { ...placeAt(offset), severity: 'error', code, pointer, found, advice };
  };
  // Its own check of unique keys compares each with each, which takes minutes for 100,000 lines.
  const composer = new Composer({ version: '1.2', uniqueKeys: false, prettyErrors: false });
  const { yaml, deepAt } = compose(composer, text);
  if (deepAt !== null || !yaml) {
    const fault = { code: 'too_deep', offset: deepAt ?? 0, path: [], ...REFUSALS.too_deep };
    return { document: null, problems: [toProblem(fault)] };
  }
  const syntax = findSyntaxFault(yaml, file.endsWith('.json') ? 'JSON' : 'YAML');
  if (syntax) return { document: null, problems: [toProblem(syntax)] };
  const { value, faults } = readValues(yaml);
  const problems = faults.map(toProblem);
  if (faults.some(({ code }) => code in REFUSALS)) return { document: null, problems };
  const document = {
    file,
    value,
    placeOf: (path: Path, part: Part) => placeAt(offsetOf(yaml, path, part)),
    writtenAt(path: Path) {
      const node = nodeAt(yaml, path)?.node;
      return isScalar(node) ? (node.source ?? null) : null;
    },
  };
  return { document, problems };
}

/** What the parser keeps open: a level may be a pair and its value. */
const MAX_OPEN = 2 * MAX_DEPTH + 8;

/**
 * As the library's `parseDocument`, but too many levels end it where they begin: the library would
 * go on until the stack is full, where V8 may end the whole process while it compiles a pattern.
 */
function compose(composer: Composer, text: string) {
  const parser = new Parser();
  let deepAt: number | null = null;
  function* tokens() {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      if (parser.stack.length <= MAX_OPEN) continue;
      deepAt = parser.offset;
      return;
    }
    yield* parser.end();
  }
  const [yaml, second] = composer.compose(tokens(), true, text.length);
  if (yaml && second) {
    const message = 'Source contains multiple documents';
    const [start, end] = second.range;
    yaml.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', message));
  }
  return { yaml: yaml as Document.Parsed | undefined, deepAt: deepAt as number | null };
}

/** The first fault: the others mostly follow from it. */
function findSyntaxFault(yaml: Document.Parsed, format: 'JSON' | 'YAML'): Fault | null {
  const version = yaml.directives.yaml.version;
  if (version !== '1.2') {
    const advice = 'remove the line; configuration is YAML 1.2';
    const found = `YAML ${version} is asked for`;
    return { code: 'yaml_version', offset: 0, path: [], found, advice };
  }
  const [error] = [...yaml.errors, ...yaml.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (!error) return null;
  const found = `this is not ${format}: ${lowerFirst(error.message.split(';')[0] ?? '')}`;
  const code = format === 'JSON' ? 'json_syntax' : 'yaml_syntax';
  return { code, offset: error.pos[0], path: [], found, advice: advise(error) };
}

function advise({ code }: YAMLError): string {
  if (code === 'TAB_AS_INDENT') return 'indent with spaces';
  if (code === 'MULTIPLE_DOCS') return 'write one document per file, without --- between';
  if (code === 'RESOURCE_EXHAUSTION') return 'write fewer levels';
  if (code === 'TAG_RESOLVE_FAILED') return 'remove the tag that begins with !';
  return 'check the quotes, brackets and indentation here';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Faults after which a document is not looked at any further. */
const REFUSALS = {
  too_deep: { found: `more than ${MAX_DEPTH} levels`, advice: 'write fewer levels' },
  odd_key: { found: 'a key that is a list or a map', advice: 'write a plain word as the key' },
  unknown_alias: {
    found: 'an alias without an anchor',
    advice: 'write the value, or its & before',
  },
  too_many_aliases: {
    found: `aliases repeat more than ${MAX_ALIASED_VALUES} values`,
    advice: 'write schedules once under "schedules" and name them',
  },
} as const;

/** The document as plain values; repeated keys, odd keys and too much of anything are faults. */
function readValues(yaml: Document.Parsed): { value: unknown; faults: Fault[] } {
  const faults: Fault[] = [];
  // Asking the library for an anchor walks the whole document, each time.
  const anchors = new Map<string, unknown>();
  let aliased = 0;
  let isRefused = false;

  function read(node: unknown, path: Path, throughAlias: boolean): unknown {
    if (isRefused) return null;
    if (throughAlias && ++aliased > MAX_ALIASED_VALUES) {
      return refuse(node, path, 'too_many_aliases');
    }
    if (path.length > MAX_DEPTH) return refuse(node, path, 'too_deep');
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      return target ? read(target, path, true) : refuse(node, path, 'unknown_alias');
    }
    // Of equal anchors the latest counts; what an alias repeats is not written again.
    if (isNode(node) && node.anchor && !throughAlias) anchors.set(node.anchor, node);
    if (isScalar(node)) return node.value;
    if (isSeq(node)) {
      return node.items.map((item, index) => read(item, [...path, index], throughAlias));
    }
    return isMap(node) ? readMap(node, path, throughAlias) : null;
  }

  function readMap(map: YAMLMap, path: Path, throughAlias: boolean): unknown {
    const values = new Map<string, unknown>();
    for (const pair of map.items) {
      const key = keyOf(pair);
      if (key === null) refuse(pair.key, path, 'odd_key');
      else if (values.has(key)) faults.push(repeatedKey(pair, [...path, key]));
      else values.set(key, read(pair.value, [...path, key], throughAlias));
    }
    // Not assignment, which would lose a key named __proto__.
    return Object.fromEntries(values);
  }

  function refuse(node: unknown, path: Path, code: keyof typeof REFUSALS): null {
    isRefused = true;
    faults.push({ code, offset: startOf(node), path, ...REFUSALS[code] });
    return null;
  }

  const value = read(yaml.contents, [], false);
  return { value, faults };
}

function repeatedKey(again: Pair, path: Path): Fault {
  const found = `${quote(String(path.at(-1)))} is written twice in one map`;
  const offset = startOf(again.key);
  return { code: 'duplicate_key', offset, path, found, advice: 'leave one of the two' };
}

/** As written, where YAML would read a number or nothing: a line may be called 0120. */
function keyOf({ key }: Pair): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

function offsetOf(yaml: Document.Parsed, path: Path, part: Part): number {
  const found = nodeAt(yaml, path);
  if (!found) return 0;
  return startOf(part === 'key' ? found.key : (found.node ?? found.key));
}

interface Found {
  readonly key: unknown;
  readonly node: unknown;
}

function nodeAt(yaml: Document.Parsed, path: Path): Found | null {
  let found: Found = { key: yaml.contents, node: yaml.contents };
  for (const key of path) {
    const parent = isAlias(found.node) ? found.node.resolve(yaml) : found.node;
    const next = childOf(parent, key);
    if (!next) return null;
    found = next;
  }
  return found;
}

function childOf(parent: unknown, key: string | number): Found | null {
  if (isSeq(parent)) {
    const node = parent.items[Number(key)];
    return node === undefined ? null : { key: node, node };
  }
  if (!isMap(parent)) return null;
  const pair = parent.items.find((candidate) => keyOf(candidate) === String(key));
  return pair ? { key: pair.key, node: pair.value } : null;
}

function startOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}
