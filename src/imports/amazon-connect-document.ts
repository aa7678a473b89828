/** Reads the documents of the API of Amazon Connect, with every fault at once. */
import { describeValue } from '../config/describe-value.ts';
import { type CivilDay, parseCivilDate } from '../core/civil.ts';
import { zoneNamed } from '../core/zone.ts';
import { type ConnectWeek, readConnectWeek } from './amazon-connect-config.ts';
import { isObject, type JsonObject } from './amazon-connect-json.ts';
import { type ConnectRecurrence, readRecurrence } from './amazon-connect-recurrence.ts';
import type { Lost, Said } from './imported.ts';

export interface ConnectHours {
  readonly zone: string | null;
  readonly name: string | null;
  /** Of the weekdays that are open; Monday is 0. */
  readonly week: ConnectWeek;
}

export interface ConnectOverride {
  readonly place: string;
  readonly name: string | null;
  /** Both inclusive. */
  readonly from: CivilDay;
  readonly until: CivilDay;
  /** Replaces the hours of its dates, or adds to them, or takes away. */
  readonly type: 'STANDARD' | 'OPEN' | 'CLOSED';
  readonly week: ConnectWeek;
  readonly recurrence: ConnectRecurrence | null;
}

export interface ConnectDocument {
  readonly hours: ConnectHours | null;
  readonly overrides: readonly ConnectOverride[];
  readonly lost: readonly Lost[];
  readonly faults: readonly Lost[];
}

/** The 50 that there can be, and those of the three hours that they may be linked to. */
const MAX_OVERRIDES = 200;

export function readConnectDocument(value: unknown): ConnectDocument {
  const lost: Lost[] = [];
  const faults: Lost[] = [];
  const said: Said = { lose: (each) => lost.push(each), refuse: (each) => faults.push(each) };
  if (!isObject(value)) {
    said.refuse(nothingOf('/'));
    return { hours: null, overrides: [], lost, faults };
  }
  refuseOtherAnswers(value, said);
  const found = hoursIn(value);
  const listed = overridesIn(value);
  if (found === null && listed === null && faults.length === 0) said.refuse(nothingOf('/'));
  const hours = found && readHours(found.value, found.place, said);
  const overrides = (listed?.items ?? []).slice(0, MAX_OVERRIDES).flatMap((item, index) => {
    return readOverride(item, `${listed?.place}/${index}`, said) ?? [];
  });
  if ((listed?.items.length ?? 0) > MAX_OVERRIDES) {
    const advice = `give at most ${MAX_OVERRIDES}`;
    said.refuse({ code: 'too_many', place: `${listed?.place}`, found: 'too many', advice });
  }
  return { hours, overrides, lost, faults };
}

/** As `describe` answers it, as `search` does where it finds one, or as `create` takes it. */
function hoursIn(value: JsonObject): { value: unknown; place: string } | null {
  const { HoursOfOperation, HoursOfOperations, Config } = value;
  if (HoursOfOperation !== undefined)
    return { value: HoursOfOperation, place: '/HoursOfOperation' };
  if (Array.isArray(HoursOfOperations) && HoursOfOperations.length === 1) {
    return { value: HoursOfOperations[0], place: '/HoursOfOperations/0' };
  }
  return Config !== undefined && value.EffectiveFrom === undefined ? { value, place: '' } : null;
}

function overridesIn(value: JsonObject): { items: readonly unknown[]; place: string } | null {
  for (const key of ['HoursOfOperationOverrideList', 'HoursOfOperationOverrides']) {
    const items = value[key];
    if (Array.isArray(items)) return { items, place: `/${key}` };
  }
  const { HoursOfOperationOverride: one } = value;
  if (one !== undefined) return { items: [one], place: '/HoursOfOperationOverride' };
  return value.EffectiveFrom === undefined ? null : { items: [value], place: '' };
}

function refuseOtherAnswers(value: JsonObject, { refuse }: Said): void {
  const { HoursOfOperations: several } = value;
  if (value.EffectiveHoursOfOperationList !== undefined) {
    const found = 'effective hours, of which nobody can tell the rules from the overrides';
    const advice =
      'give what describe-hours-of-operation and list-hours-of-operation-overrides say';
    refuse({ code: 'effective_hours', place: '/EffectiveHoursOfOperationList', found, advice });
  }
  if (value.HoursOfOperationSummaryList !== undefined) refuse(nothingOf('/'));
  if (Array.isArray(several) && several.length !== 1) {
    const found = `${several.length} hours of operation`;
    const advice = 'give one of them, as describe-hours-of-operation prints it';
    refuse({ code: 'several_hours', place: '/HoursOfOperations', found, advice });
  }
  if (typeof value.NextToken === 'string') {
    const found = 'a page of a longer list';
    const advice = 'ask for all of it: without --max-items and --no-paginate';
    refuse({ code: 'incomplete', place: '/NextToken', found, advice });
  }
}

function nothingOf(place: string): Lost {
  const advice = 'give what the command "aws connect describe-hours-of-operation" prints';
  return { code: 'no_hours', place, found: 'no hours of operation', advice };
}

function readHours(value: unknown, place: string, said: Said): ConnectHours | null {
  if (!isObject(value)) {
    said.refuse(nothingOf(place));
    return null;
  }
  const { TimeZone: zone, Name: name, ParentHoursOfOperations: parents } = value;
  if (Array.isArray(parents) && parents.length > 0) {
    const found = `${parents.length} linked hours of operation, whose overrides hold here too`;
    const advice = 'import the overrides of each with --onto';
    said.lose({ code: 'linked', place: `${place}/ParentHoursOfOperations`, found, advice });
  }
  const isZone = typeof zone === 'string' && zoneNamed(zone) !== null;
  if (zone !== undefined && !isZone) {
    const found = `${describeValue(zone)} is no time zone`;
    const advice = 'write a name such as Asia/Tokyo';
    said.refuse({ code: 'bad_zone', place: `${place}/TimeZone`, found, advice });
  }
  const week = readConnectWeek(value.Config, `${place}/Config`, said);
  return { zone: isZone ? zone : null, name: nameIn(name), week };
}

function readOverride(value: unknown, place: string, said: Said): ConnectOverride | null {
  if (!isObject(value)) {
    const advice = 'give what list-hours-of-operation-overrides prints';
    said.refuse({ code: 'bad_override', place, found: 'no override', advice });
    return null;
  }
  const from = readDate(value, 'EffectiveFrom', { place, said });
  const until = readDate(value, 'EffectiveTill', { place, said });
  const type = value.OverrideType ?? 'STANDARD';
  if (type !== 'STANDARD' && type !== 'OPEN' && type !== 'CLOSED') {
    const found = `${describeValue(type)} is no type of override that is known`;
    const advice = 'write STANDARD, OPEN or CLOSED';
    said.refuse({ code: 'bad_override', place: `${place}/OverrideType`, found, advice });
    return null;
  }
  const week = readConnectWeek(value.Config, `${place}/Config`, said);
  const recurrence = readRecurrence(value.RecurrenceConfig, `${place}/RecurrenceConfig`, said);
  if (from === null || until === null) return null;
  if (until < from) {
    const advice = 'swap EffectiveFrom and EffectiveTill';
    said.refuse({ code: 'range_reversed', place, found: 'it ends before it begins', advice });
  }
  // Names must differ there, so our export ends them with their date, which no caller is to hear.
  const name = nameIn(value.Name)?.replace(` ${value.EffectiveFrom}`, '') ?? null;
  return { place, name, from, until, type, week, recurrence };
}

function readDate(
  value: JsonObject,
  key: string,
  { place, said }: { place: string; said: Said },
): CivilDay | null {
  const text = value[key];
  const day = typeof text === 'string' ? parseCivilDate(text) : null;
  if (day !== null) return day;
  const found = `${describeValue(text)} is no date`;
  said.refuse({ code: 'bad_date', place: `${place}/${key}`, found, advice: 'write 2027-01-04' });
  return null;
}

function nameIn(value: unknown): string | null {
  const name = typeof value === 'string' ? value.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').trim() : '';
  return name === '' ? null : name.slice(0, 200);
}
