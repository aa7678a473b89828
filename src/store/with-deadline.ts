/**
 * What the promise gives, or a {@link DeadlineMissed} when it does not settle in time. The work
 * itself goes on: what becomes of it later is nobody's news any more.
 */
export function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineMissed(milliseconds)), milliseconds);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

export class DeadlineMissed extends Error {
  override readonly name = 'DeadlineMissed';

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}
