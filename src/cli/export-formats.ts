/** A way to write the hours of a line for others: a document that HTTP answers. */
export interface ExportFormat {
  /** As the command line names it. */
  readonly id: string;
  /** Below `/v1/lines/{line}/`. */
  readonly path: string;
  /** Whether it is written in one language. */
  readonly hasLanguages: boolean;
}

/** In the order of the help. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { id: 'csv', path: 'exceptions.csv', hasLanguages: false },
  { id: 'icalendar', path: 'calendar.ics', hasLanguages: true },
  { id: 'json-ld', path: 'hours.jsonld', hasLanguages: true },
  { id: 'osm', path: 'hours.osm', hasLanguages: false },
  { id: 'amazon-connect', path: 'hours.amazon-connect', hasLanguages: true },
];
