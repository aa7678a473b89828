import type { Command, Operand, Options } from './command.ts';
import { JSON_OPTION } from './json-option.ts';

const DATE: Operand = { value: 'DATE', summary: 'a date such as 2027-06-10' };

const CALENDAR: Options = {
  calendar: {
    type: 'string',
    value: 'ID',
    summary: 'the calendar (else the only one of Japan that is configured)',
  },
};

const DRY_RUN: Options = {
  'dry-run': { type: 'boolean', summary: 'only say what would change' },
};

const NOTE: Options = {
  note: { type: 'string', value: 'TEXT', required: true, summary: 'why, for colleagues' },
};

/** What every command has that patches a date. */
const PATCHING: Options = { ...NOTE, ...CALENDAR, ...DRY_RUN, ...JSON_OPTION };

/** The holidays that are known, and what changes in them while the service runs. */
export const HOLIDAY_COMMANDS: readonly Command[] = [
  {
    name: 'holidays list',
    summary: 'list the holidays, how they are known, and which of them were patched',
    operands: [],
    options: {
      from: { type: 'string', value: 'DATE', summary: 'the first date (else today)' },
      until: { type: 'string', value: 'DATE', summary: 'the last date (else a year later)' },
      calendar: { type: 'string', value: 'ID', summary: 'only of this calendar (else of all)' },
      ...JSON_OPTION,
    },
    load: async () => (await import('./holidays-list.ts')).runHolidaysList,
  },
  {
    name: 'holidays add',
    summary: 'make a date a holiday, until an official list says so itself',
    operands: [DATE],
    options: {
      ja: { type: 'string', value: 'NAME', required: true, summary: 'its name in Japanese' },
      en: { type: 'string', value: 'NAME', required: true, summary: 'its name in English' },
      ...PATCHING,
    },
    load: async () => (await import('./holidays-patch.ts')).runHolidaysAdd,
  },
  {
    name: 'holidays move',
    summary: 'move a holiday to another date',
    operands: [DATE, { value: 'TO', summary: 'the date that it moves to' }],
    options: PATCHING,
    load: async () => (await import('./holidays-patch.ts')).runHolidaysMove,
  },
  {
    name: 'holidays cancel',
    summary: 'make a holiday an ordinary date',
    operands: [DATE],
    options: PATCHING,
    load: async () => (await import('./holidays-patch.ts')).runHolidaysCancel,
  },
  {
    name: 'holidays patches',
    summary: 'list what was added, moved and cancelled, and whether it is in force',
    operands: [],
    options: JSON_OPTION,
    load: async () => (await import('./holidays-patches.ts')).runHolidaysPatches,
  },
  {
    name: 'holidays remove',
    summary: 'take a patch back',
    operands: [{ value: 'ID', summary: 'the id of a patch, as holidays patches lists it,' }],
    options: JSON_OPTION,
    load: async () => (await import('./holidays-remove.ts')).runHolidaysRemove,
  },
  {
    name: 'holidays official',
    summary: 'put the syukujitsu.csv of the Cabinet Office in force, or say which list was put',
    operands: [{ value: 'FILE', summary: 'the file of the list', isOptional: true }],
    options: {
      force: { type: 'boolean', summary: 'also a list that ends before the one in force' },
      remove: { type: 'boolean', summary: 'take back the list that was put' },
      ...DRY_RUN,
      ...JSON_OPTION,
    },
    load: async () => (await import('./holidays-official.ts')).runHolidaysOfficial,
  },
];
