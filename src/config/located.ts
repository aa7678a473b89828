import { formatPointer, type Path, type SourceDocument } from './source-document.ts';

/** A document whose shape has been checked; `broken` are pointers to values of a wrong shape. */
export interface CheckedDocument extends SourceDocument {
  readonly broken: ReadonlySet<string>;
}

/** A value together with where it stands, so that a problem can point at it. */
export interface Located<T> {
  readonly value: T;
  readonly document: CheckedDocument;
  readonly parent: Located<unknown> | null;
  readonly key: string | number;
}

export function locateRoot<T>(value: T, document: CheckedDocument): Located<T> {
  return { value, document, parent: null, key: '' };
}

/** The value of a key, or `null` where it is absent or of a wrong shape (which has been told). */
export function child<T extends object, K extends keyof T & string>(
  of: Located<T>,
  key: K,
): Located<Exclude<T[K], undefined>> | null {
  const value = Object.hasOwn(of.value, key) ? of.value[key] : undefined;
  return value === undefined ? null : sound<Exclude<T[K], undefined>>(value as never, of, key);
}

/** The items of a list, without those of a wrong shape. */
export function items<T>(of: Located<readonly T[]>): Located<T>[] {
  return of.value.flatMap((value, index) => sound(value, of, index) ?? []);
}

/** The values of a map, without those of a wrong shape. */
export function entries<T>(of: Located<Readonly<Record<string, T>>>): Located<T>[] {
  return allEntries(of).filter(isSound);
}

export function allEntries<T>(of: Located<Readonly<Record<string, T>>>): Located<T>[] {
  const { document } = of;
  return Object.entries(of.value).map(([key, value]) => ({ value, document, parent: of, key }));
}

/** Whether the value has the shape that its type promises. */
export function isSound(located: Located<unknown>): boolean {
  const { broken } = located.document;
  return broken.size === 0 || !broken.has(formatPointer(pathOf(located)));
}

function sound<T>(value: T, parent: Located<unknown>, key: string | number): Located<T> | null {
  const located = { value, document: parent.document, parent, key };
  return isSound(located) ? located : null;
}

export function pathOf(located: Located<unknown>): Path {
  const path: (string | number)[] = [];
  for (let at = located; at.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** The same place with another view of its value. */
export function withValue<T>(located: Located<unknown>, value: T): Located<T> {
  return { ...located, value };
}
