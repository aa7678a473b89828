import type { PlainFormat } from './format.ts';
import { formatPlainTime, secondsToOpening } from './plain-time.ts';

/**
 * `closed|holiday|82800|20261124T090000|end`: the state, why, the seconds to the next opening and
 * its local time; while open the time of closing. The last field tells a whole record from a cut
 * one. The seconds count from the `Date` of the answer: from a cache they may be too many by what
 * `max-age` says, so that whoever waits for so long never comes before the opening.
 */
export const textFormat: PlainFormat = {
  contentType: 'text/plain; charset=utf-8',
  countsSeconds: true,
  write: (answer) => {
    const { state, reason, opensAt, closesAt } = answer.decision;
    const time = formatPlainTime(answer.line.zone, state === 'open' ? closesAt : opensAt);
    return [state, reason.code, secondsToOpening(answer), time, END].join('|');
  },
  writeError: ({ code }) => ['unknown', code, END].join('|'),
};

const END = 'end';
