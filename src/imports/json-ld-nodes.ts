/** A part of a document that is about hours. */
export interface HoursValue {
  /** A text such as `Mo-Fr 09:00-17:00`, or a specification. */
  readonly value: unknown;
  readonly place: string;
  /** Whether it is meant to beat the others. */
  readonly isSpecial: boolean;
}

/** Something that has hours: a shop, a contact point. */
export interface HoursNode {
  readonly place: string;
  readonly hours: readonly HoursValue[];
  readonly names: unknown;
  /** The properties that are neither hours nor what every document has. */
  readonly others: readonly string[];
}

/** Each property that has hours, and whether what it says is an exception to the others. */
const HOURS: ReadonlyMap<string, boolean> = new Map([
  ['openingHours', false],
  ['openingHoursSpecification', false],
  ['hoursAvailable', false],
  ['specialOpeningHoursSpecification', true],
]);

/** Of no meaning for hours, and in every document. */
const IDLE = new Set([
  ...['@context', '@type', '@id', 'name', 'url', 'identifier', 'description', 'contactType'],
]);

/** Deeper and further nobody writes hours. */
const MAX_DEPTH = 20;
const MAX_NODES = 1_000;

/** Everything in a document that has hours, in its order. */
export function findNodes(document: unknown): HoursNode[] {
  const nodes: HoursNode[] = [];
  const visit = (value: unknown, place: string, depth: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH || nodes.length >= MAX_NODES) return;
    const parts = Object.entries(value);
    if (!Array.isArray(value) && parts.some(([key]) => HOURS.has(nameOf(key)))) {
      nodes.push(nodeOf(parts, place));
    }
    for (const [key, part] of parts) {
      if (!HOURS.has(nameOf(key))) visit(part, placeOf(place, key), depth + 1);
    }
  };
  visit(document, '', 0);
  return nodes;
}

function nodeOf(parts: readonly (readonly [string, unknown])[], place: string): HoursNode {
  const names = parts.find(([key]) => nameOf(key) === 'name')?.[1];
  const others = parts.map(([key]) => nameOf(key)).filter((key) => !HOURS.has(key));
  const hours = parts.flatMap(([key, value]) => {
    const isSpecial = HOURS.get(nameOf(key));
    const at = placeOf(place, key);
    if (isSpecial === undefined) return [];
    if (!Array.isArray(value)) return [{ value, place: at, isSpecial }];
    return value.map((each, index) => ({ value: each, place: `${at}/${index}`, isSpecial }));
  });
  return { place: place || '/', hours, names, others: others.filter((key) => !IDLE.has(key)) };
}

function placeOf(place: string, key: string): string {
  return `${place}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

/** `opens`, however it is written: `schema:opens`, `https://schema.org/opens`. */
export function nameOf(key: string): string {
  return key.replace(/^(schema:|https?:\/\/(www\.)?schema\.org\/)/, '');
}
