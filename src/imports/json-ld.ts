import type { WrittenNames } from '../config/schema-values.ts';
import { quote } from '../words/quote.ts';
import type { ImportFormat, Lost, ParsedImport, Said } from './imported.ts';
import { readNames } from './json-ld-names.ts';
import { findNodes, type HoursNode } from './json-ld-nodes.ts';
import { scheduleOf } from './json-ld-schedule.ts';
import { readSpecification, type Specification } from './json-ld-specification.ts';
import { readOpeningHours } from './opening-hours-text.ts';
import { parseJson } from './parse-json.ts';

/** What web pages tell search engines: https://schema.org/OpeningHoursSpecification. */
export const JSON_LD: ImportFormat = {
  id: 'json-ld',
  summary: 'hours of schema.org as JSON-LD',
  read: readJsonLd,
};

/** More than there may be exceptions, with all of their spans. */
const MAX_SPECIFICATIONS = 2_000;
/** Of the properties that are no hours. */
const MAX_NAMED = 20;

const ADVICE = {
  give: 'give what stands between <script type="application/ld+json"> and </script>',
  shorten: 'leave the part with the hours',
};

function readJsonLd(bytes: Uint8Array): ParsedImport {
  const parsed = parseJson(bytes, ADVICE);
  if ('code' in parsed) return refuse(parsed);
  const found = findNodes(parsed.value);
  const [node, ...others] = found;
  if (!node) {
    const advice = 'give an object with openingHours or openingHoursSpecification';
    return refuse({ code: 'no_hours', place: '/', found: 'no hours of schema.org', advice });
  }
  return importNode(node, others);
}

function importNode(node: HoursNode, others: readonly HoursNode[]): ParsedImport {
  const lost: Lost[] = [...others.map(notTaken), ...namedAway(node)];
  const faults: Lost[] = [];
  const said: Said = {
    lose: (each) => lost.push(each),
    refuse: (each) => faults.push(each),
  };
  const written = node.hours.slice(0, MAX_SPECIFICATIONS);
  if (node.hours.length > MAX_SPECIFICATIONS) {
    const found = `${node.hours.length} entries, and at most ${MAX_SPECIFICATIONS} are read`;
    said.refuse({ code: 'too_many', place: node.place, found, advice: 'leave the coming ones' });
  }
  const specifications: Specification[] = [];
  for (const each of written) {
    const read =
      typeof each.value === 'string'
        ? readOpeningHours(each.value, each.place, said)
        : readSpecification(each, said);
    specifications.push(...read);
    if (specifications.length > MAX_SPECIFICATIONS) return refuse(...faults, tooMany(each.place));
  }
  const read = scheduleOf(specifications, said);
  if (faults.length > 0) return refuse(...faults);
  const name = readNames(node.names);
  lost.push(...namedOnce([name, ...specifications.map((each) => each.names)], node));
  const names = bothNames(name);
  return { ok: true, imported: { zone: null, ...read, ...(names && { names }), lost } };
}

function tooMany(place: string): Lost {
  const found = `with this entry more than ${MAX_SPECIFICATIONS} hours`;
  return { code: 'too_many', place, found, advice: 'leave the coming ones' };
}

function refuse(...faults: readonly Lost[]): ParsedImport {
  return { ok: false, faults };
}

function bothNames({ ja, en }: Partial<WrittenNames>): WrittenNames | null {
  const name = ja ?? en;
  return name === undefined ? null : { ja: ja ?? name, en: en ?? name };
}

/** Names in one language, which stand for the other one too. */
function namedOnce(all: readonly Partial<WrittenNames>[], { place }: HoursNode): Lost[] {
  const names = all.map(({ ja, en }) =>
    ja === undefined ? en : en === undefined ? ja : undefined,
  );
  const once = new Set(names.filter((name) => name !== undefined));
  const [first = ''] = once;
  if (once.size === 0) return [];
  const found = `${once.size} names in one language, such as ${quote(first)}`;
  return [{ code: 'one_language', place, found, advice: 'they stand for both; translate them' }];
}

function notTaken({ place }: HoursNode): Lost {
  const found = 'hours of something else';
  const advice = 'only the first hours are carried over; import this part by itself';
  return { code: 'other_hours', place, found, advice };
}

/** What a line may have too, but is no hours. */
function namedAway({ place, others }: HoursNode): Lost[] {
  if (others.length === 0) return [];
  const named = others.slice(0, MAX_NAMED).map((name) => quote(name));
  const more = others.length > MAX_NAMED ? ` and ${others.length - MAX_NAMED} more` : '';
  const found = `${named.join(', ')}${more}`;
  const advice = 'they are no hours; write them into the line where it has them';
  return [{ code: 'not_hours', place, found, advice }];
}
