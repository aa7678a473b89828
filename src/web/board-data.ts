import type { Names } from '../core/reason.ts';
import type { decisionToJson, longBreakToJson } from '../formats/json-decision.ts';

export type DecisionJson = ReturnType<typeof decisionToJson>;
type LongBreakJson = ReturnType<typeof longBreakToJson>;

/** What the board shows, in both languages: the part of the lines that a page has room for. */
export interface BoardData {
  /** The civil date now on the clock of the service. */
  readonly today: string;
  /** The name of the service's zone. */
  readonly zone: string;
  /** Nothing of this changes before this instant by itself. */
  readonly freshUntil: string;
  readonly freshness: DecisionJson['freshness'];
  readonly asOf: string | null;
  /** Where changes are told. */
  readonly stream: string;
  readonly place: BoardPlace;
  readonly groups: readonly string[];
  readonly sections: readonly BoardSection[];
  readonly overrides: readonly BoardOverride[];
  /** Overrides in force beyond those that are shown. */
  readonly moreOverrides: number;
  readonly breaks: readonly BoardBreak[];
}

/** Which part of the lines a page shows. */
export interface BoardPlace {
  readonly group: string | null;
  /** The group asked for, where there is none of that name. */
  readonly unknownGroup: string | null;
  readonly page: number;
  readonly pages: number;
  /** Lines on all pages. */
  readonly lineCount: number;
  /** Lines on the pages before. */
  readonly skipped: number;
}

export interface BoardSection {
  /** `null`: lines without a group. */
  readonly group: string | null;
  readonly lines: readonly BoardLine[];
}

export interface BoardLine {
  readonly id: string;
  readonly name: Names;
  readonly phone: string | null;
  /** Where it is not that of the service. */
  readonly zone: string | null;
  /** The civil date now on the clock of the line. */
  readonly today: string;
  readonly decision: DecisionJson;
}

/** Of all the lines that something concerns, as many names as are worth reading. */
export interface NamedLines {
  readonly isAll: boolean;
  readonly names: readonly Names[];
  readonly more: number;
}

export interface BoardOverride {
  readonly id: string;
  /** What callers are told it is; `null`: nothing more than what it does. */
  readonly name: Names | null;
  readonly state: 'open' | 'closed' | null;
  readonly hours: readonly string[];
  readonly lines: NamedLines;
  readonly until: string;
  /** For operators alone. */
  readonly decided: {
    readonly reason: string;
    readonly by: string;
    readonly note: string | null;
  } | null;
}

export interface BoardBreak extends LongBreakJson {
  readonly lines: NamedLines;
}
