import type { Language, Layer, Names, ReasonCode } from '../core/reason.ts';

/** What coloured a date. */
export type DayKind =
  | 'open'
  | 'closed'
  | 'weekend'
  | 'holiday'
  | 'long_break'
  | 'exception'
  | 'override';

/** A date as the year calendar shows it. */
export interface CalendarDay {
  readonly date: string;
  readonly kind: DayKind;
  /** The name of the holiday, the break or the rule; empty where there is none. */
  readonly label: string;
  /** `09:00-17:30`; none: closed. */
  readonly spans: readonly string[];
  /** Only a part of the date is what the kind says. */
  readonly isPartial?: boolean;
  /** The holiday is computed, not yet published. */
  readonly isProjected: boolean;
  /** Hatched for a reason of the page's own. */
  readonly isHatched?: boolean;
}

/** A row of `days` in `GET /v1/lines/{line}/calendar`. */
export interface CalendarRow {
  readonly date: string;
  readonly spans: readonly string[];
  readonly layer: Layer;
  readonly reason: ReasonCode;
  readonly reasonName: Names;
  readonly holiday: { readonly name: Names; readonly provenance: string } | null;
  readonly longBreak: Names | null;
  /** What changes the date beside the layer that gave it its hours, overrides first. */
  readonly adjustedBy: readonly {
    readonly layer: 'override' | 'exception';
    readonly reasonName: Names;
  }[];
}

/** The rows of a line's calendar as days to be shown. */
export function calendarDays(rows: readonly CalendarRow[], language: Language): CalendarDay[] {
  return rows.map((row) => {
    const kind = kindOf(row);
    return {
      date: row.date,
      kind,
      label: labelOf(row, kind)?.[language] ?? '',
      spans: row.spans,
      isPartial: row.spans.length > 0 && kind !== row.layer && row.adjustedBy.length > 0,
      isProjected: row.holiday?.provenance === 'projected',
    };
  });
}

/**
 * What was decided for this very date, be it for a part of it; else the layer that decided. A
 * weekend inside a long break belongs to the break.
 */
function kindOf({ layer, reason, longBreak, spans, adjustedBy }: CalendarRow): DayKind {
  const change = adjustedBy[0];
  if (change && layer !== 'override') return change.layer;
  if (layer !== 'regular') return layer;
  if (spans.length > 0) return 'open';
  if (longBreak) return 'long_break';
  return reason === 'weekend' ? 'weekend' : 'closed';
}

function labelOf(row: CalendarRow, kind: DayKind): Names | null {
  const { holiday, longBreak, reasonName } = row;
  if (kind === 'override' || kind === 'exception') return decidedName(row);
  const name = holiday?.name ?? null;
  if (kind !== 'long_break') return name;
  const { ja, en } = longBreak ?? reasonName;
  return name ? { ja: `${ja}・${name.ja}`, en: `${en}, ${name.en}` } : { ja, en };
}

/** What was decided for this very date, the strongest first. */
function decidedName({ layer, reasonName, adjustedBy }: CalendarRow): Names {
  const own = layer === 'override' || layer === 'exception' ? [reasonName] : [];
  const changes = adjustedBy.map((change) => change.reasonName);
  return joinNames(layer === 'override' ? [...own, ...changes] : [...changes, ...own]);
}

/** Several names as one, each once. */
export function joinNames(names: readonly Names[]): Names {
  const once = (written: readonly string[]) => [...new Set(written)];
  return {
    ja: once(names.map(({ ja }) => ja)).join('・'),
    en: once(names.map(({ en }) => en)).join(', '),
  };
}
