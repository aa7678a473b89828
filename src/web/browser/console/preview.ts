import type { Layer, Names, ReasonCode, State } from '../../../core/reason.ts';

/** What `POST` and `PATCH /v1/overrides?dryRun=true` answer, as far as it is shown. */
export interface Preview {
  readonly changes: readonly PreviewChange[];
  /** Whether there is more than is told. */
  readonly truncated: boolean;
}

/** Lines for which the same would change, and what. */
export interface PreviewChange {
  readonly lines: readonly string[];
  readonly intervals: readonly PreviewInterval[];
}

export interface PreviewInterval {
  readonly start: string;
  readonly end: string;
  readonly before: PreviewReason;
  readonly after: PreviewReason;
  /** What a caller would be told at its beginning; `null` where nobody calls then, or it is far. */
  readonly heard: Names | null;
}

export interface PreviewReason {
  readonly state: State;
  readonly reason: ReasonCode;
  readonly layer: Layer;
  readonly reasonName: Names;
}
