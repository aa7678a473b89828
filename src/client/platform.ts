/**
 * The platform's own types, whichever it is: whoever uses the client needs neither the library of
 * browsers nor the types of Node for it.
 */
export type Fetch = typeof globalThis extends { fetch: infer F } ? F : never;
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : never;
