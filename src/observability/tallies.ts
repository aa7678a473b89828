import { DecisionTallies } from './decision-tallies.ts';
import { DurationTallies } from './duration-tallies.ts';
import { NamedTallies } from './named-tallies.ts';
import { RequestTallies } from './request-tallies.ts';

/** What is counted while the service answers: plain numbers, read when somebody scrapes. */
export interface Tallies {
  readonly decisions: DecisionTallies;
  readonly requests: RequestTallies;
  /** By the template of the route; what is answered from kept bytes is counted, not timed. */
  readonly requestDurations: DurationTallies;
  /** By the code of the error, whatever the status it was told with. */
  readonly refusals: NamedTallies;
  /** By what was asked of the store. */
  readonly storeDurations: DurationTallies;
  readonly reloads: NamedTallies<'accepted' | 'refused'>;
}

export function createTallies(): Tallies {
  return {
    decisions: new DecisionTallies(),
    requests: new RequestTallies(),
    requestDurations: new DurationTallies(),
    refusals: new NamedTallies(),
    storeDurations: new DurationTallies(),
    reloads: new NamedTallies(),
  };
}
