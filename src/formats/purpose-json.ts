import type { Channel } from '../config/configuration.ts';
import type { Instant } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import type { PurposeAnswer } from './purpose-answer.ts';

/** A purpose as JSON: every key always present, but for what a channel has none of. */
export function purposeToJson(answer: PurposeAnswer) {
  const { purpose, state, best, at, asOf, zone } = answer;
  const channels = purpose.channels.map((channel) => channelToJson(channel, answer));
  return {
    purpose: purpose.id,
    name: purpose.name,
    at: at && formatInstant(best?.line.zone ?? zone, at),
    state,
    line: best?.line.id ?? null,
    available: channels.some(({ available }) => available),
    channels,
    message: answer.message(),
    freshness: answer.freshness,
    asOf: asOf && formatInstant(best?.line.zone ?? zone, asOf),
    revision: answer.revision,
  };
}

/** The web and apps are available at all times. */
function channelToJson(channel: Channel, { answers }: PurposeAnswer) {
  const { kind } = channel;
  const answer = kind === 'line' ? answers.get(channel.line) : undefined;
  if (!answer) return { ...channel, available: kind !== 'line', opensAt: null, closesAt: null };
  const { line, decision } = answer;
  const write = (instant: Instant | null) => instant && formatInstant(line.zone, instant);
  const times = { opensAt: write(decision.opensAt), closesAt: write(decision.closesAt) };
  return { ...channel, available: decision.state === 'open', ...times };
}
