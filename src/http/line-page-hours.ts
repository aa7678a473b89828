import { type CivilDay, civilDayToDate } from '../core/civil.ts';
import { describeHours } from '../messages/describe-hours.ts';
import type { HoursInWords } from '../web/line-hours.tsx';
import type { LineQuestion } from './line-page.ts';

/** The hours of a line in words; those of a later edition with the date from which they hold. */
export function hoursInWords({ line, snapshot }: LineQuestion, today: CivilDay): HoursInWords {
  const described = describeHours(line.compiled, { today, homeZone: snapshot.zone });
  return {
    text: described.text,
    weeks: described.weeks.map(({ from, rules }) => ({
      from: from === null || from <= today ? null : civilDayToDate(from),
      rules: rules.map(({ days, hours }) => ({ days, hours })),
    })),
  };
}
