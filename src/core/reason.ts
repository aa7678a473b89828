/** What a thing is called, in each language the service speaks. */
export interface Names {
  readonly ja: string;
  readonly en: string;
}

export type Language = keyof Names;
export const LANGUAGES: readonly Language[] = ['ja', 'en'];

/** Two values; uncertainty is not a state. */
export type State = 'open' | 'closed';

/** Where the hours of a civil date can come from, the strongest first. */
export const LAYERS = ['override', 'exception', 'long_break', 'holiday', 'regular'] as const;
export type Layer = (typeof LAYERS)[number];

/** Why a line is open or closed. The list is closed: a code is never renamed or reused. */
export const OPEN_CODES = ['regular_hours', 'special_hours', 'override_open'] as const;
export const CLOSED_CODES = [
  'before_opening',
  'midday_break',
  'after_closing',
  'last_call',
  'weekend',
  'regular_day_off',
  'holiday',
  'long_break',
  'exception',
  'override_closed',
] as const;
export const REASON_CODES = [...OPEN_CODES, ...CLOSED_CODES] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Why: a code, the layer that won, and a name a caller can be told. */
export interface Reason {
  readonly code: ReasonCode;
  readonly state: State;
  readonly layer: Layer;
  readonly name: Names;
  /** The winning rule's own message to callers, where it has one. */
  readonly message: Names | null;
}

/** What is known about a reason before it is interned. */
export interface ReasonParts {
  readonly code: ReasonCode;
  readonly layer: Layer;
  readonly name?: Names | undefined;
  readonly message?: Names | null | undefined;
}

/** The names of the reasons that are not named by a rule or a holiday. */
const GENERIC_NAMES: Readonly<Record<ReasonCode, Names>> = {
  regular_hours: { ja: '営業時間内', en: 'Regular hours' },
  special_hours: { ja: '特別営業', en: 'Special hours' },
  override_open: { ja: '臨時営業', en: 'Special opening' },
  before_opening: { ja: '営業開始前', en: 'Before opening' },
  midday_break: { ja: '休憩時間', en: 'Midday break' },
  after_closing: { ja: '営業終了後', en: 'After closing' },
  last_call: { ja: '受付終了', en: 'After last call' },
  weekend: { ja: '週末の休業日', en: 'Weekend' },
  regular_day_off: { ja: '定休日', en: 'Regular day off' },
  holiday: { ja: '祝日', en: 'Holiday' },
  long_break: { ja: '連休', en: 'Long break' },
  exception: { ja: '臨時休業', en: 'Temporary closure' },
  override_closed: { ja: '臨時休業', en: 'Temporary closure' },
};

export function stateOf(code: ReasonCode): State {
  return (OPEN_CODES as readonly string[]).includes(code) ? 'open' : 'closed';
}

/** Gives one object per distinct reason, so that equal reasons are the same reference. */
export type Reasons = (parts: ReasonParts) => Reason;

/** A fresh pool of reasons. One per compiled schedule: it lives and dies with it. */
export function createReasons(): Reasons {
  const pool = new Map<string, Reason>();
  return ({ code, layer, name = GENERIC_NAMES[code], message = null }) => {
    const own = message === null ? '' : `\0${message.ja}\0${message.en}`;
    const key = `${code}\0${layer}\0${name.ja}\0${name.en}${own}`;
    const known = pool.get(key);
    if (known) return known;
    const reason = { code, state: stateOf(code), layer, name, message };
    pool.set(key, reason);
    return reason;
  };
}
