import { FIRST_YEAR, LAST_YEAR } from '../core/civil.ts';
import { ask } from './ask.ts';
import { formatYear } from './format-year.ts';
import { planYear } from './plan-year.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

export const runCalendar = withLine(answerCalendar);

async function answerCalendar(question: Question): Promise<string | Refusal> {
  const { line, options, terminal } = question;
  const text = String(options.year);
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) {
    return { refused: `--year: "${text}" is no year from ${FIRST_YEAR} to ${LAST_YEAR}` };
  }
  if (options.json) {
    return ask(question, 'calendar', { from: `${year}-01-01`, until: `${year}-12-31` });
  }
  return formatYear(line, planYear(line.compiled, year), terminal.paint);
}
