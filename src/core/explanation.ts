import type { Holiday } from './calendar.ts';
import { addDays, type CivilDay, MINUTES_PER_DAY } from './civil.ts';
import type { CompiledSchedule } from './compiled-schedule.ts';
import type { Instant } from './instant.ts';
import { firstHolidayOn } from './paint-holidays.ts';
import { LAYERS, type Layer, type Names } from './reason.ts';
import type { Hours } from './schedule.ts';
import type { Cut, RuleId, Verdict } from './verdict.ts';
import { type ConfiguredLayer, verdictsOn } from './verdicts-on.ts';
import { civilToInstant, instantToDay } from './zone.ts';

/** What a rule or an override said about a date. Without spans it said closed. */
export interface Statement {
  readonly hours: Hours;
  readonly name: Names | null;
  /** `null` for an override, which is no rule of the schedule. */
  readonly rule: RuleId | null;
}

/** What one layer said about a date, and what became of it. */
export interface LayerExplanation {
  readonly layer: Layer;
  /** `null`: it had nothing to say. */
  readonly said: Statement | null;
  /** What weaker rules of the same layer said in vain, the strongest first. */
  readonly overruled: readonly Statement[];
  /** `won`, `silent`, or the stronger layer that it lost to. */
  readonly outcome: 'won' | 'silent' | { readonly lostTo: Layer };
}

/** How the hours of a date came about: every layer, the strongest first. */
export interface Explanation {
  /** The date the answer belongs to: the day before, in the tail of a night. */
  readonly date: CivilDay;
  readonly layers: readonly LayerExplanation[];
  /** Time cut out of the hours that won, in the order of the file. */
  readonly cuts: readonly Cut[];
  /** Regular hours were narrowed because the next date is a holiday. */
  readonly narrowed: boolean;
  /** The rules that narrowed them, in the order of the file. */
  readonly narrowedBy: readonly RuleId[];
  /** Closed because it lies alone between two closed runs. */
  readonly bridged: boolean;
  /** The holiday of the date, also when the rule of the schedule ignores holidays. */
  readonly holiday: Holiday | null;
}

/** Explains the answer at an answerable instant, from the same rules that decided it. */
export function explain(compiled: CompiledSchedule, instant: Instant): Explanation {
  const date = dateInForce(compiled, instant);
  const { layers, index } = compiled.plans.layersOn(date);
  const { verdicts, narrowedBy } = verdictsOn(compiled.schedule, date);
  const override = saidByOverride(compiled, instant);
  const bridge = saidByBridging(compiled, date);
  const said: Said = {
    override: override ? [override] : [],
    exception: verdicts.exception.map(statementOf),
    long_break: [...verdicts.long_break.map(statementOf), ...(bridge ? [bridge] : [])],
    holiday: verdicts.holiday.map(statementOf),
    regular: verdicts.regular.map(statementOf),
  };
  return {
    date,
    layers: explainLayers(said),
    cuts: layers.cuts[index] ?? [],
    narrowed: narrowedBy.length > 0,
    narrowedBy,
    bridged: bridge !== null,
    holiday: holidayOn(compiled, date),
  };
}

/** What each layer said, the strongest first. */
type Said = Readonly<Record<ConfiguredLayer | 'override', readonly Statement[]>>;

/** The holiday of a date by the first calendar of the schedule that knows one. */
export function holidayOn({ calendars }: CompiledSchedule, day: CivilDay): Holiday | null {
  return firstHolidayOn(calendars, day);
}

/**
 * The wall date, unless a span of the day before still runs. It does so too while the line takes no
 * new caller in its last minutes, or while time is cut out of it.
 */
export function dateInForce(
  { zone, plans, timeline }: Pick<CompiledSchedule, 'zone' | 'plans' | 'timeline'>,
  instant: Instant,
): CivilDay {
  const today = instantToDay(zone, instant);
  const yesterday = addDays(today, -1);
  const plan = plans.planOn(yesterday);
  const isOpen = timeline.reasonAt(instant).state === 'open';
  const tails = isOpen ? plan?.spans : plan?.pieces.filter(({ end }) => end > MINUTES_PER_DAY);
  const minute = tails?.at(-1)?.end ?? 0;
  return civilToInstant(zone, { day: yesterday, minute }, 'later') > instant ? yesterday : today;
}

/** An override is to the minute: it says something only while it shows. */
function saidByOverride(
  { timeline, overrideAt }: CompiledSchedule,
  instant: Instant,
): Statement | null {
  const override = overrideAt(instant);
  if (override === null) return null;
  const { change, names } = override;
  const reason = timeline.reasonAt(instant);
  // Last call has a name of its own, which no layer has said.
  const name = reason.code === 'last_call' ? (names.open ?? null) : reason.name;
  const opened = change.kind === 'open' ? [{ start: 0, end: MINUTES_PER_DAY }] : [];
  return { hours: change.kind === 'hours' ? change.hours : opened, name, rule: null };
}

function saidByBridging({ plans }: CompiledSchedule, date: CivilDay): Statement | null {
  if (!plans.isBridged(date)) return null;
  const name = plans.configuredOn(date)?.reason.name ?? null;
  return { hours: [], name, rule: { list: 'detection' } };
}

function statementOf({ hours, name, rule }: Verdict): Statement {
  return { hours, name: name ?? null, rule };
}

/** The first layer with something to say wins. */
function explainLayers(all: Said): LayerExplanation[] {
  const winner = LAYERS.find((layer) => all[layer].length > 0);
  return LAYERS.map((layer) => {
    const [said, ...overruled] = all[layer];
    if (said === undefined) return { layer, said: null, overruled, outcome: 'silent' };
    const isWinner = winner === undefined || layer === winner;
    return { layer, said, overruled, outcome: isWinner ? 'won' : { lostTo: winner } };
  });
}
