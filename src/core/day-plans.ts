import { isBridge } from './bridging.ts';
import type { CivilDay } from './civil.ts';
import { type ClosedRuns, createClosedRuns, type PlannedDays } from './closed-run.ts';
import { type DayPlan, planDay } from './day-plan.ts';
import { nameRun } from './long-break-name.ts';
import { createRawDays, type DayLayers, type RawDays } from './raw-days.ts';
import { createReasons, type Reasons } from './reason.ts';
import type { Schedule } from './schedule.ts';
import type { RuleId, Verdict } from './verdict.ts';
import type { Zone } from './zone.ts';

/** The plans of a schedule in a zone, made when they are first asked for. */
export interface DayPlans extends PlannedDays {
  /** `null` for a date that never happened, and for dates outside 1969–2101. */
  planOn(day: CivilDay): DayPlan | null;
  /** The plan by the configuration alone, whatever overrides are laid over it. */
  configuredOn(day: CivilDay): DayPlan | null;
  /** What every layer says about the year of a date, and the date's place in it. */
  layersOn(day: CivilDay): DayLayers;
  /** Whether the date is closed only because it lies alone between two closed runs. */
  isBridged(day: CivilDay): boolean;
  readonly closedRuns: ClosedRuns;
  readonly reasons: Reasons;
}

export function createDayPlans(schedule: Schedule, zone: Zone): DayPlans {
  const reasons = createReasons();
  const raw = createRawDays(schedule, zone, reasons);
  if (schedule.detection.bridgeWithinDays === 0) {
    const closedRuns = createClosedRuns(raw);
    // Assigned, not spread: V8 gives spread objects slow shapes, and every date is asked for here.
    const { planOn: configuredOn } = raw;
    return Object.assign(raw, { configuredOn, isBridged: () => false, closedRuns, reasons });
  }
  return bridgePlans(raw, { schedule, zone, reasons });
}

interface BridgingContext {
  readonly schedule: Schedule;
  readonly zone: Zone;
  readonly reasons: Reasons;
}

function bridgePlans(raw: RawDays, { schedule, zone, reasons }: BridgingContext): DayPlans {
  const isBridged = remembered(bridgeTest(raw, schedule.detection.bridgeWithinDays));
  const isClosed = (day: CivilDay) => raw.isClosed(day) || isBridged(day);
  const closedRuns = createClosedRuns({ ...raw, isClosed });
  const planBridge = (day: CivilDay) => {
    const run = closedRuns(day);
    const name = run && nameRun(run, schedule, zone).name;
    return planDay(bridgeVerdict(name), [], reasons);
  };
  const planOn = (day: CivilDay) => (isBridged(day) ? planBridge(day) : raw.planOn(day));
  return { ...raw, planOn, configuredOn: planOn, isClosed, isBridged, closedRuns, reasons };
}

function bridgeTest(days: RawDays, within: number): (day: CivilDay) => boolean {
  const runs = createClosedRuns(days);
  const isPinned = (day: CivilDay) => {
    const layer = days.planOn(day)?.layer;
    return layer === 'exception' || layer === 'long_break';
  };
  return (day) => isBridge(day, { days, runs, within, isPinned });
}

function remembered(test: (day: CivilDay) => boolean): (day: CivilDay) => boolean {
  const answers = new Map<CivilDay, boolean>();
  return (day) => {
    const known = answers.get(day);
    if (known !== undefined) return known;
    const answer = test(day);
    answers.set(day, answer);
    return answer;
  };
}

const BRIDGING: RuleId = { list: 'detection' };

function bridgeVerdict(name: Verdict['name'] | null): Verdict {
  const codes = { openCode: 'special_hours', closedCode: 'long_break' } as const;
  const said = { layer: 'long_break', rule: BRIDGING, hours: [], ...codes } as const;
  return { ...said, name: name ?? undefined, message: null };
}
