import type { Instant } from '../core/instant.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import { CodedError } from '../errors.ts';
import { TIMELINE_DAYS } from '../http/limits.ts';
import { instantRange, type RangeQuery } from '../http/time-range.ts';
import { ask } from './ask.ts';
import { formatTimeline, type TimelineRange } from './format-timeline.ts';
import { parseEdge } from './parse-moment.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

export const runTimeline = withLine(answerTimeline);

async function answerTimeline(question: Question): Promise<string | Refusal> {
  const { line, options, terminal } = question;
  const query = parseQuery(question);
  if ('refused' in query) return query;
  const range = parseRange(question, query);
  if ('refused' in range) return range;
  if (options.json) return ask(question, 'timeline', { ...query });
  return formatTimeline(line, range, terminal.paint);
}

/** The options as HTTP has them: instants, where a person may write dates. */
function parseQuery({ line: { zone }, options }: Question): RangeQuery | Refusal {
  const from = parseOption('from', options.from, zone);
  if (typeof from === 'object' && from !== null) return from;
  const until = parseOption('until', options.until, zone);
  if (typeof until === 'object' && until !== null) return until;
  return {
    ...(from !== null && { from: formatInstant(zone, from) }),
    ...(until !== null && { until: formatInstant(zone, until) }),
  };
}

function parseOption(
  name: 'from' | 'until',
  text: string | true | undefined,
  zone: Zone,
): Instant | Refusal | null {
  return typeof text === 'string' ? parseEdge(name, text, zone) : null;
}

function parseRange({ line, now }: Question, query: RangeQuery): TimelineRange | Refusal {
  try {
    return instantRange(query, { zone: line.zone, now, defaultDays: TIMELINE_DAYS });
  } catch (error) {
    if (error instanceof CodedError) return { refused: error.message };
    throw error;
  }
}
