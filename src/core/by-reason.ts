import type { Reason, ReasonCode, State } from './reason.ts';

/** Something that depends on the answer: given by reason code or by state; the most exact wins. */
export type ByReason<T> = Readonly<Partial<Record<ReasonCode | State, T>>>;

/** What is given for a reason: for its code, else for its state, else nothing. */
export function byReason<T>(given: ByReason<T>, { code, state }: Reason): T | undefined {
  return given[code] ?? given[state];
}
