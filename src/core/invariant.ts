/** A bug of ours, never the operator's or the caller's: something the code promises was not so. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Returns when `holds` is true and throws an {@link InvariantError} otherwise. The only place that
 * throws one: faults in documents are problems, faults in requests are coded errors.
 */
export function invariant(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new InvariantError(`broken invariant: ${promise}`);
}
