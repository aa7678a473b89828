import { measureBusinessTime } from '../core/business-time.ts';
import { formatInstant } from '../core/zone.ts';
import {
  type BusinessTimeQuery,
  businessTimeQuestion,
  conflictFaults,
} from '../http/business-time-question.ts';
import { MAX_BUSINESS_DAYS } from '../http/limits.ts';
import { quote } from '../words/quote.ts';
import { parseSignedDuration } from '../words/signed-duration.ts';
import { ask } from './ask.ts';
import { formatBusinessTime } from './format-business-time.ts';
import { parseEdge } from './parse-moment.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

export const runBusinessTime = withLine(answerBusinessTime);

async function answerBusinessTime(question: Question): Promise<string | Refusal> {
  const { line, now, options, terminal } = question;
  const query = parseQuery(question);
  if ('refused' in query) return query;
  if (options.json) {
    const { addDays, ...texts } = query;
    const days = addDays === undefined ? {} : { addDays: String(addDays) };
    return ask(question, 'business-time', { ...texts, ...days });
  }
  const { from, measure } = businessTimeQuestion(query, { zone: line.zone, now });
  return formatBusinessTime(
    line,
    measureBusinessTime(line.compiled, from, measure),
    terminal.paint,
  );
}

/** The options as HTTP has them: instants, where a person may write dates. */
function parseQuery(question: Question): BusinessTimeQuery | Refusal {
  const { options } = question;
  const from = parseInstantOption(question, 'from');
  if (typeof from === 'object') return from;
  const until = parseInstantOption(question, 'until');
  if (typeof until === 'object') return until;
  const add = typeof options.add === 'string' ? options.add : undefined;
  if (add !== undefined && parseSignedDuration(add) === null) {
    return { refused: `--add: ${quote(add)} ${DURATION_ADVICE}` };
  }
  const days = typeof options['add-days'] === 'string' ? options['add-days'] : undefined;
  if (days !== undefined && !isCount(days)) {
    return { refused: `--add-days: ${quote(days)} ${COUNT_ADVICE}` };
  }
  const query = {
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(add !== undefined && { add }),
    ...(days !== undefined && { addDays: Number(days) }),
  };
  return conflictFaults(query).length > 0 ? { refused: CONFLICT } : query;
}

const DURATION_ADVICE = 'is not a duration of hours, minutes and seconds, such as PT8H or -PT30M';
const COUNT_ADVICE = `is not a whole number from ${-MAX_BUSINESS_DAYS} to ${MAX_BUSINESS_DAYS}`;
const CONFLICT = 'give one of --until, --add and --add-days';

function parseInstantOption(
  { line: { zone }, options }: Question,
  name: 'from' | 'until',
): string | Refusal | undefined {
  const text = options[name];
  if (typeof text !== 'string') return undefined;
  const instant = parseEdge(name, text, zone);
  return typeof instant === 'object' ? instant : formatInstant(zone, instant);
}

function isCount(text: string): boolean {
  return /^[-+]?\d{1,5}$/.test(text) && Math.abs(Number(text)) <= MAX_BUSINESS_DAYS;
}
