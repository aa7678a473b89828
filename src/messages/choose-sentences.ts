import type { Decision } from '../core/decision.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Names, ReasonCode } from '../core/reason.ts';
import {
  CLOSES_AT,
  CLOSURE_NOTICE,
  CLOSURE_NOTICE_OF_ONE_DATE,
  CLOSURE_SENTENCES,
  NOTICE,
  NOTICE_OF_ONE_DATE,
  OPENING_UNKNOWN,
  OPENS_AT,
  REASON_SENTENCES,
} from './default-messages.ts';

/** A sentence of a message of ours, and what its variables are about. */
export interface Sentence {
  readonly template: Names;
  readonly reasonName: Names;
  readonly longBreak: LongBreak | null;
}

/** What we say of a decision by ourselves: why, when next, and which long break comes. */
export function chooseSentences(decision: Decision): readonly Sentence[] {
  const { upcomingBreak } = decision;
  const first = reasonSentence(decision);
  const next = whatIsNext(decision);
  return [
    first,
    ...(next ? [{ ...first, template: next }] : []),
    ...(upcomingBreak ? [notice(upcomingBreak)] : []),
  ];
}

/** On these dates a long break is what callers know as the cause. */
const IN_BREAK_CODES: readonly ReasonCode[] = [
  'weekend',
  'regular_day_off',
  'holiday',
  'long_break',
];

function reasonSentence({ reason, longBreak }: Decision): Sentence {
  const isInBreak = longBreak !== null && IN_BREAK_CODES.includes(reason.code);
  const code = isInBreak ? 'long_break' : reason.code;
  const reasonName = isInBreak ? longBreak.name : reason.name;
  const closure = saysClosed(reasonName) ? CLOSURE_SENTENCES[code] : undefined;
  return { template: closure ?? REASON_SENTENCES[code], reasonName, longBreak };
}

function whatIsNext({ state, opensAt, closesAt }: Decision): Names | null {
  if (state === 'open') return closesAt === null ? null : CLOSES_AT;
  return opensAt === null ? OPENING_UNKNOWN : OPENS_AT;
}

function notice(longBreak: LongBreak): Sentence {
  const { name, from, until } = longBreak;
  const [one, many] = saysClosed(name)
    ? [CLOSURE_NOTICE_OF_ONE_DATE, CLOSURE_NOTICE]
    : [NOTICE_OF_ONE_DATE, NOTICE];
  return { template: from === until ? one : many, reasonName: name, longBreak };
}

/** 臨時休業, 休業日, お休み, 閉鎖: but 夏休み is a season, and a cause like any other. */
const CLOSURE_JA = /(休業|休診|休館|休止|定休|閉鎖|閉店)(日|期間)?$|^(臨時|特別|本日)?お?休み$/;

/** Whether a name says by itself that the line is closed, so that 「…のため、休業」 says it twice. */
function saysClosed({ ja }: Names): boolean {
  return CLOSURE_JA.test(ja.trim());
}
