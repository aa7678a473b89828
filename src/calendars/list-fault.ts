/** One thing wrong with a list: where, what was found there, and what to write instead. */
export interface ListFault {
  readonly line: number;
  readonly found: string;
  readonly advice: string;
}
