import type { Command, Operand, Option } from './command.ts';
import { JSON_OPTION } from './json-option.ts';

const LINE: Operand = { value: 'LINE', summary: 'the id of a line' };

const AT: Option = {
  type: 'string',
  value: 'T',
  summary: 'at this instant, ISO 8601; without offset in the zone of the line (else now)',
};

/** Questions about a line. */
export const LINE_COMMANDS: readonly Command[] = [
  {
    name: 'decide',
    summary:
      'say whether a line is open, why, and when to call again; with the overrides in the store',
    operands: [LINE],
    options: {
      at: AT,
      ...JSON_OPTION,
    },
    load: async () => (await import('./decide.ts')).runDecide,
  },
  {
    name: 'explain',
    summary:
      'tell what every layer says about a line, why it lost, and in which file and line its rule' +
      ' stands; with the overrides in the store',
    operands: [LINE],
    options: {
      at: AT,
      json: {
        type: 'boolean',
        summary: 'print the explanation of the HTTP interface, with the place of each rule',
      },
    },
    load: async () => (await import('./explain.ts')).runExplain,
  },
  {
    name: 'timeline',
    summary: 'list when a line opens and closes, and why; with the overrides in the store',
    operands: [LINE],
    options: {
      from: { type: 'string', value: 'T', summary: 'date or instant (else today)' },
      until: {
        type: 'string',
        value: 'T',
        summary: 'date (included) or instant (not included) (else seven days later)',
      },
      ...JSON_OPTION,
    },
    load: async () => (await import('./timeline.ts')).runTimeline,
  },
  {
    name: 'calendar',
    summary: 'print a year of a line at a glance; with the overrides in the store',
    operands: [LINE],
    options: {
      year: { type: 'string', value: 'YYYY', required: true, summary: 'the year, 1970 to 2100' },
      ...JSON_OPTION,
    },
    load: async () => (await import('./calendar.ts')).runCalendar,
  },
  {
    name: 'business-time',
    summary:
      'say how long a line is open until an instant, or when so much open time or so many' +
      ' business days are over; with the overrides in the store',
    operands: [LINE],
    options: {
      from: { type: 'string', value: 'T', summary: 'date or instant (else now)' },
      until: {
        type: 'string',
        value: 'T',
        summary: 'date (included) or instant (not included) (else the end of the date)',
      },
      add: {
        type: 'string',
        value: 'DURATION',
        summary: 'instead of --until: open time, PT8H; or -PT30M, for an instant before',
      },
      'add-days': {
        type: 'string',
        value: 'N',
        summary: 'instead of --until: business days; 1 is the next, -1 the previous one',
      },
      ...JSON_OPTION,
    },
    load: async () => (await import('./business-time.ts')).runBusinessTime,
  },
  {
    name: 'export',
    summary: 'print what others read of the hours of a line; with the overrides in the store',
    operands: [LINE],
    options: {
      format: {
        type: 'string',
        value: 'F',
        required: true,
        summary: 'csv, icalendar, json-ld, osm or amazon-connect',
      },
      lang: { type: 'string', value: 'LANG', summary: 'ja or en, where texts are in one language' },
    },
    load: async () => (await import('./export.ts')).runExport,
  },
];
