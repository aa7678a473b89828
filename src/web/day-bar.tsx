import type { Names, ReasonCode, State } from '../core/reason.ts';

/** A part of a date, in minutes from its beginning as they go by. */
export interface BarInterval {
  readonly start: string;
  readonly end: string;
  readonly from: number;
  readonly until: number;
  readonly state: State;
  readonly reason: ReasonCode;
  readonly name: Names;
}

/** A date hour by hour; it has 23 or 25 hours where clocks change. */
export interface DayHours {
  readonly minutes: number;
  readonly intervals: readonly BarInterval[];
  /** Where the clock reads a whole hour. */
  readonly hours: readonly { readonly minute: number; readonly hour: number }[];
}

export interface DayBarProps {
  readonly day: DayHours;
  /** What the bar shows, in words. */
  readonly label: string;
  /** With the hours written under it. */
  readonly hasScale?: boolean;
}

/** Open time filled, last call lower, closed time empty: it does not hang on colour. */
export function DayBar({ day, label, hasScale = false }: DayBarProps) {
  const { minutes, intervals, hours } = day;
  const part = (minute: number) => `${Math.round((minute / minutes) * 100_000) / 1_000}%`;
  return (
    <svg class={hasScale ? 'day-bar scaled' : 'day-bar'} role="img" aria-label={label}>
      <rect class="ground" width="100%" height={BAR_HEIGHT} rx="3" />
      {intervals.map(({ from, until, state, reason }) => {
        const kind = reason === 'last_call' ? 'last-call' : state;
        if (kind === 'closed') return null;
        const size = kind === 'open' ? FILLED : LOWER;
        const box = { x: part(from), width: part(until - from), ...size };
        return <rect key={from} class={kind} {...box} />;
      })}
      {hours.map(({ minute, hour }) => (
        <g key={minute}>
          {minute > 0 && minute < minutes && (
            <line x1={part(minute)} x2={part(minute)} y1="0" y2={hour % 6 === 0 ? '20' : '5'} />
          )}
          {hasScale && hour % 3 === 0 && (
            <text
              class={hour % 6 === 0 ? undefined : 'minor'}
              x={part(minute)}
              y="38"
              text-anchor={anchorAt(minute, minutes)}
            >
              {hour}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

const BAR_HEIGHT = 20;
const FILLED = { y: 0, height: BAR_HEIGHT };
const LOWER = { y: BAR_HEIGHT / 2, height: BAR_HEIGHT / 2 };

function anchorAt(minute: number, minutes: number): 'start' | 'middle' | 'end' {
  if (minute === 0) return 'start';
  return minute === minutes ? 'end' : 'middle';
}
