import ICAL from 'ical.js';
import type { SourceComponent } from './icalendar-source.ts';

/** A property as ical.js reads it: its values as texts, a rule as a map. */
export interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[];
}

export interface RawComponent {
  readonly properties: readonly Property[];
  readonly components: readonly RawComponent[];
}

/** What RFC 7265 makes of a component. */
type JCal = readonly [string, readonly (readonly unknown[])[], readonly JCal[]];

/** Of what is read of one component; 5,000 dates as RDATE have 45,000. */
const MAX_COMPONENT_CHARACTERS = 50_000;

/** A component's properties, or what is wrong with one of them. */
export function parseComponent(source: SourceComponent): RawComponent | { readonly found: string } {
  const characters = source.lines.reduce((sum, { length }) => sum + length, 0);
  if (characters > MAX_COMPONENT_CHARACTERS) {
    return { found: `it has ${characters} characters, and ${MAX_COMPONENT_CHARACTERS} are read` };
  }
  try {
    return rawOf(ICAL.parse(source.lines.join('\r\n')) as unknown as JCal);
  } catch (error) {
    return { found: (error as Error).message };
  }
}

function rawOf([, properties, components]: JCal): RawComponent {
  return {
    properties: properties.map(([name, parameters, , ...values]) => ({
      name: String(name),
      parameters: parameters as Property['parameters'],
      values,
    })),
    components: components.map(rawOf),
  };
}

export function propertyOf({ properties }: RawComponent, name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

/** All values of a property, however many times it stands there, each with its parameters. */
export function valuesOf({ properties }: RawComponent, name: string) {
  return properties
    .filter((property) => property.name === name)
    .flatMap(({ values, parameters }) => values.map((value) => ({ value, parameters })));
}
