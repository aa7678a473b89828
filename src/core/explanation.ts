import type { Holiday } from './calendar.ts';
import { addDays, type CivilDay, MINUTES_PER_DAY } from './civil.ts';
import type { CompiledSchedule } from './compiled-schedule.ts';
import type { Instant } from './instant.ts';
import type { DayLayers } from './raw-days.ts';
import { LAYERS, type Layer, type Names, type Reason } from './reason.ts';
import type { Hours } from './schedule.ts';
import type { Cut, Verdict } from './verdict.ts';
import { civilToInstant, instantToDay } from './zone.ts';

/** What one layer said about a date, and what became of it. */
export interface LayerExplanation {
  readonly layer: Layer;
  /** `null`: it had nothing to say. No spans: it said closed. */
  readonly said: { readonly hours: Hours; readonly name: Names | null } | null;
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
  /** Closed because it lies alone between two closed runs. */
  readonly bridged: boolean;
  /** The holiday of the date, also when the rule of the schedule ignores holidays. */
  readonly holiday: Holiday | null;
}

/** Explains the answer at an answerable instant, from the same lists that decided it. */
export function explain(compiled: CompiledSchedule, instant: Instant): Explanation {
  const date = dateInForce(compiled, instant);
  const { plans } = compiled;
  const { layers, index } = plans.layersOn(date);
  const bridged = plans.isBridged(date);
  const bridge = bridged ? (plans.configuredOn(date)?.reason ?? null) : null;
  const override = saidByOverride(compiled, instant);
  return {
    date,
    layers: explainLayers({ override, ...saidOn({ layers, index }, bridge) }),
    cuts: layers.cuts[index] ?? [],
    narrowed: layers.narrowed[index] !== undefined,
    bridged,
    holiday: holidayOn(compiled, date),
  };
}

/** The holiday of a date by the first calendar of the schedule that knows one. */
export function holidayOn({ calendars }: CompiledSchedule, day: CivilDay): Holiday | null {
  for (const calendar of calendars) {
    const holiday = calendar.holidayOn(day);
    if (holiday) return holiday;
  }
  return null;
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

type Statement = NonNullable<LayerExplanation['said']>;

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
  if (change.kind === 'hours') return { hours: change.hours, name };
  return { hours: change.kind === 'open' ? [{ start: 0, end: MINUTES_PER_DAY }] : [], name };
}

function saidOn({ layers, index }: DayLayers, bridge: Reason | null) {
  const bridged = bridge && { hours: [], name: bridge.name };
  return {
    exception: statementOf(layers.exception[index]),
    long_break: statementOf(layers.longBreak[index]) ?? bridged,
    holiday: statementOf(layers.holiday[index]),
    regular: statementOf(layers.narrowed[index] ?? layers.regular[index]),
  };
}

function statementOf(verdict: Verdict | undefined): Statement | null {
  return verdict ? { hours: verdict.hours, name: verdict.name ?? null } : null;
}

/** The first layer with something to say wins. */
function explainLayers(said: Readonly<Record<Layer, Statement | null>>): LayerExplanation[] {
  const winner = LAYERS.find((layer) => said[layer] !== null);
  return LAYERS.map((layer) => {
    const statement = said[layer];
    if (statement === null) return { layer, said: null, outcome: 'silent' };
    const isWinner = winner === undefined || layer === winner;
    return { layer, said: statement, outcome: isWinner ? 'won' : { lostTo: winner } };
  });
}
