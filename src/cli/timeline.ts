import { DAY, type Instant } from '../core/instant.ts';
import { formatInstant, instantToDay, startOfDay } from '../core/zone.ts';
import { MAX_RANGE_DAYS } from '../http/limits.ts';
import { ask } from './ask.ts';
import { formatTimeline, type TimelineRange } from './format-timeline.ts';
import { parseEdge } from './parse-moment.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

const DEFAULT_DAYS = 7;

export const runTimeline = withLine(answerTimeline);

async function answerTimeline(question: Question): Promise<string | Refusal> {
  const { line, options, terminal } = question;
  const range = parseRange(question);
  if ('refused' in range) return range;
  if (options.json) {
    const query = {
      from: formatInstant(line.zone, range.from),
      until: formatInstant(line.zone, range.until),
    };
    return ask(question, 'timeline', query);
  }
  return formatTimeline(line, range, terminal.paint);
}

function parseRange({ line, now, options }: Question): TimelineRange | Refusal {
  const { zone } = line;
  const [fromText, untilText] = [options.from, options.until];
  const from =
    typeof fromText === 'string'
      ? parseEdge('from', fromText, zone)
      : startOfDay(zone, instantToDay(zone, now));
  if (typeof from === 'object') return from;
  const until =
    typeof untilText === 'string'
      ? parseEdge('until', untilText, zone)
      : ((from + DEFAULT_DAYS * DAY) as Instant);
  if (typeof until === 'object') return until;
  if (until <= from) return { refused: '--until must be after --from' };
  if (until - from > MAX_RANGE_DAYS * DAY) {
    return { refused: `at most ${MAX_RANGE_DAYS} days are listed at once; ask for less` };
  }
  return { from, until };
}
