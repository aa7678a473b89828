/** The state of a line as the page shows it. */
export interface LineState {
  readonly name: string;
  readonly state: string;
}

/** A line that has opened or closed. */
export interface LineChange extends LineState {
  readonly line: string;
}

/** The lines of a page: whatever has `data-line`, `data-state` and `data-name`. */
export function lineStates(main: HTMLElement): ReadonlyMap<string, LineState> {
  const shown = [main, ...main.querySelectorAll<HTMLElement>('[data-line]')];
  return new Map(
    shown.flatMap(({ dataset: { line, state, name = line } }) =>
      line === undefined || state === undefined ? [] : [[line, { state, name: name ?? line }]],
    ),
  );
}

/** Those that are shown in another state than before. */
export function changesBetween(
  before: ReadonlyMap<string, LineState>,
  after: ReadonlyMap<string, LineState>,
): readonly LineChange[] {
  return [...after].flatMap(([line, now]) => {
    const known = before.get(line);
    return known && known.state !== now.state ? [{ line, ...now }] : [];
  });
}

/** For the style sheet, until the page is shown anew. */
export function markChanged(main: HTMLElement, changes: readonly LineChange[]): void {
  for (const { line } of changes) {
    main.querySelector(`[data-line="${CSS.escape(line)}"]`)?.classList.add('changed');
  }
}
