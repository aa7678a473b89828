import type { CivilDay } from '../core/civil.ts';
import type { Language } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import { describeHours } from '../messages/describe-hours.ts';
import { type OpeningHoursSpecification, openingHours } from './opening-hours.ts';

/** What a search engine reads about a line: https://schema.org/ContactPoint. */
export interface JsonLd {
  readonly '@context': 'https://schema.org';
  readonly '@type': 'ContactPoint';
  readonly '@id'?: string;
  readonly url?: string;
  readonly identifier: string;
  readonly name: string;
  readonly contactType: 'customer service';
  readonly telephone?: string;
  readonly description: string;
  readonly hoursAvailable: readonly OpeningHoursSpecification[];
}

export interface JsonLdQuestion {
  readonly today: CivilDay;
  readonly language: Language;
  readonly homeZone: Zone;
  /** Where the line has a page; `null` where nobody knows the address. */
  readonly url: string | null;
}

/** A line as schema.org has it; a route answers it, and the page of the line has it in its head. */
export function jsonLdOf(line: Line, question: JsonLdQuestion): JsonLd {
  const { today, language, homeZone, url } = question;
  const { id, name, phone, compiled } = line;
  return {
    '@context': 'https://schema.org',
    '@type': 'ContactPoint',
    ...(url !== null && { '@id': url, url }),
    identifier: id,
    name: name[language],
    contactType: 'customer service',
    ...(phone !== null && { telephone: phone }),
    description: describeHours(compiled, { today, homeZone }).text[language],
    hoursAvailable: openingHours(compiled, { today, language }),
  };
}
