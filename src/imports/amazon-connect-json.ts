import type { Lost } from './imported.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where what is found wrong, or is not carried over, goes. */
export interface Said {
  readonly lose: (lost: Lost) => void;
  readonly refuse: (fault: Lost) => void;
}
