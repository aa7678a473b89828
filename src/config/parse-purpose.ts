import { quote } from '../words/quote.ts';
import type { Channel, LineConfiguration, Purpose } from './configuration.ts';
import { child, items, type Located } from './located.ts';
import {
  type Defined,
  type ParseContext,
  reportConflict,
  reportMissing,
  resolve,
} from './parse-context.ts';
import { parseNames } from './parse-names.ts';
import type { WrittenChannel, WrittenPurpose } from './schema.ts';

/** A purpose; `null` where something is wrong, which has been told. */
export function parsePurpose(
  at: Located<WrittenPurpose>,
  lines: Defined<LineConfiguration>,
  context: ParseContext,
): Purpose | null {
  const [name, written] = [child(at, 'name'), child(at, 'channels')];
  const names = name && parseNames(name, context);
  const channels = (written ? items(written) : []).flatMap(
    (channel) => parseChannel(channel, lines, context) ?? [],
  );
  return names && { id: String(at.key), name: names, channels };
}

function parseChannel(
  at: Located<WrittenChannel>,
  lines: Defined<LineConfiguration>,
  context: ParseContext,
): Channel | null {
  const { kind = 'line' } = at.value;
  const [line, url] = [child(at, 'line'), child(at, 'url')];
  if (kind === 'line') {
    if (url) reportUrlOfLine(at, url, context);
    else if (at.value.line === undefined) {
      const advice = 'add line: and the id of a line, or kind: web and url:';
      reportMissing(at, 'line', { advice, context });
    }
    if (line) resolve(line, lines, { noun: 'line', context });
    return line && { kind, line: line.value };
  }
  if (line) {
    const advice = `remove the line, or write it as a channel of its own: { line: ${line.value} }`;
    reportConflict(line, [`kind: ${kind}`, 'line'], { advice, context });
  }
  if (at.value.url === undefined) {
    const advice = 'add url: "https://example.com/reset"';
    reportMissing(at, 'url', { advice, context });
  }
  return url && checkUrl(url, kind, context) ? { kind, url: url.value } : null;
}

function reportUrlOfLine(
  at: Located<WrittenChannel>,
  url: Located<string>,
  context: ParseContext,
): void {
  if (at.value.line !== undefined) {
    const advice = 'write two channels: { line: … } and { kind: web, url: … }';
    reportConflict(url, ['line', 'url'], { advice, context });
  } else {
    reportMissing(at, 'kind', { advice: 'add kind: web, or kind: app', context });
  }
}

/** Commas would end the argument of a dial plan; scripts have no place in a page of ours. */
function checkUrl(at: Located<string>, kind: 'web' | 'app', { problems }: ParseContext): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):\S/i.exec(at.value)?.[1]?.toLowerCase();
  const isKnown = kind === 'web' ? /^https?$/ : /^(?!(javascript|data|vbscript|file)$)/;
  const isGood =
    scheme !== undefined &&
    isKnown.test(scheme) &&
    /^[\x21-\x7e]+$/.test(at.value) &&
    !/[,"<>\\^`{|}]/.test(at.value) &&
    (kind === 'app' || URL.canParse(at.value));
  if (isGood) return true;
  const [place, example] =
    kind === 'web' ? ['a web page', 'https://example.com/reset'] : ['an app', 'cardapp://reset'];
  const found = `${quote(at.value)} is not an address of ${place}`;
  const advice = `write one such as "${example}", without spaces or commas`;
  problems.report(at, { code: 'bad_url', found, advice });
  return false;
}
