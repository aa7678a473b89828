/** A number that is added to for each event, and read when somebody scrapes. */
export interface Tally {
  count: number;
}
