import type { Expectation } from '../config/configuration.ts';
import { child, type Located } from '../config/located.ts';
import { civilDayToDate } from '../core/civil.ts';
import { startOfDay } from '../core/zone.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { itemOf, type SharedHours } from './shared-hours.ts';

const ADVICE = 'remove it: nothing depends on it any more';

export function* checkPastExceptions(hours: SharedHours, context: LintContext): Iterable<Finding> {
  const { compiled, at } = hours;
  for (const [index, { until, name }] of compiled.schedule.exceptions.entries()) {
    if (until >= context.today) continue;
    const found = `${name.ja} was over on ${civilDayToDate(until)}`;
    yield { at: itemOf(at, 'exceptions', index), found, advice: ADVICE };
  }
}

export function* checkPastBreaks(hours: SharedHours, context: LintContext): Iterable<Finding> {
  const { compiled, at } = hours;
  for (const [index, { range, name }] of compiled.schedule.longBreaks.entries()) {
    if (range.kind !== 'once' || range.until >= context.today) continue;
    const found = `${name.ja} was over on ${civilDayToDate(range.until)}`;
    const advice = 'write from and until as MM-DD for every year, or remove it';
    yield { at: itemOf(at, 'longBreaks', index), found, advice };
  }
}

/** One finding a list: they do no harm, and there may be hundreds. Tables may keep theirs. */
export function* checkPastExpectations(context: LintContext): Iterable<Finding> {
  const { configuration, written } = context;
  const past = configuration.expectations.filter((each) => isPast(each, context));
  for (const document of written) {
    const at: Located<unknown> | null = child(document, 'expectations');
    const count = past.filter(({ place }) => place.file === document.document.file).length;
    if (!at || count === 0) continue;
    const found = `${count} of these ${count === 1 ? 'is' : 'are'} about days before today`;
    const advice = 'move them to the coming year, where they can still prevent something';
    yield { at, found, advice };
  }
}

function isPast(expectation: Expectation, { configuration, today }: LintContext): boolean {
  if (expectation.kind !== 'state') return expectation.days.until < today;
  return expectation.until <= startOfDay(configuration.zone, today);
}
