import type { Decision } from '../core/decision.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Language, Names, Reason, ReasonCode } from '../core/reason.ts';
import {
  BREAK_CLOSURE_SENTENCE,
  BREAK_SENTENCE,
  CALL_AGAIN,
  CLOSES_AT,
  CLOSES_SOON,
  CLOSURE_NOTICE,
  CLOSURE_NOTICE_OF_ONE_DATE,
  CLOSURE_SENTENCES,
  LAST_CALL,
  NOTICE,
  NOTICE_OF_ONE_DATE,
  ON_THE_WEB,
  OPEN_BETWEEN,
  OPENING_UNKNOWN,
  OPENS_AT,
  REASON_SENTENCES,
  REOPENS_AT,
  RESUMES_AT,
} from './default-messages.ts';

/** A sentence of a message of ours, and the long break that its variables are about. */
export interface Sentence {
  readonly template: Names;
  readonly longBreak: LongBreak | null;
}

/**
 * What we say of a decision by ourselves, in order: why, when next, which long break comes, what
 * can be done on the web. A sentence whose values are not known is left out.
 */
export function chooseSentences(decision: Decision, language: Language): readonly Sentence[] {
  const { longBreak } = decision;
  const about = (template: Names): Sentence => ({ template, longBreak });
  const why = about(reasonTemplate(decision, language));
  if (decision.state === 'open') {
    return [
      why,
      about(decision.closingSoon ? CLOSES_SOON : CLOSES_AT),
      ...notice(decision, language),
    ];
  }
  return [
    ...[why, about(nextTemplate(decision)), about(OPEN_BETWEEN)],
    ...notice(decision, language),
    ...[about(ON_THE_WEB), about(CALL_AGAIN)],
  ];
}

/** On these dates a long break is what callers know as the cause. */
const IN_BREAK_CODES: readonly ReasonCode[] = [
  'weekend',
  'regular_day_off',
  'holiday',
  'long_break',
];

function reasonTemplate({ reason, longBreak }: Decision, language: Language): Names {
  if (longBreak && isCauseOf(longBreak, reason) && longBreak.from !== longBreak.until) {
    return saysClosed(longBreak.name, language) ? BREAK_CLOSURE_SENTENCE : BREAK_SENTENCE;
  }
  const closure = saysClosed(reason.name, language) ? CLOSURE_SENTENCES[reason.code] : undefined;
  return closure ?? REASON_SENTENCES[reason.code];
}

/** What closes many dates by an exception or an override is a long break that has its name. */
function isCauseOf({ name }: LongBreak, { code, state, name: own }: Reason): boolean {
  return IN_BREAK_CODES.includes(code) || (state === 'closed' && name.ja === own.ja);
}

function nextTemplate({ reason, opensAt }: Decision): Names {
  if (opensAt === null) return OPENING_UNKNOWN;
  return reason.code === 'override_closed' ? RESUMES_AT : OPENS_AT;
}

/** What the rest of the message tells of a coming break already is not told twice. */
function notice(decision: Decision, language: Language): readonly Sentence[] {
  const { upcomingBreak: longBreak, state, opensAt, closesAt } = decision;
  const isUnknown = state === 'closed' && opensAt === null;
  if (!longBreak || isUnknown) return [];
  const isLastOpening = state === 'open' && closesAt === longBreak.closesAt;
  const isNextOpening = state === 'closed' && opensAt === longBreak.reopensAt;
  return [
    noticeTemplate(longBreak, language),
    ...(isLastOpening ? [] : [LAST_CALL]),
    // The break that we are in has named the dates between the two.
    ...(decision.longBreak ? [] : [OPEN_BETWEEN]),
    ...(isNextOpening ? [] : [REOPENS_AT]),
  ].map((template) => ({ template, longBreak }));
}

function noticeTemplate({ name, from, until }: LongBreak, language: Language): Names {
  const [one, many] = saysClosed(name, language)
    ? [CLOSURE_NOTICE_OF_ONE_DATE, CLOSURE_NOTICE]
    : [NOTICE_OF_ONE_DATE, NOTICE];
  return from === until ? one : many;
}

/** 臨時休業, 休業日, お休み, 閉鎖: but 夏休み is a season, and a cause like any other. */
const CLOSURE: Readonly<Record<Language, RegExp>> = {
  ja: /(休業|休診|休館|休止|定休|閉鎖|閉店)(日|期間)?$|^(臨時|特別|本日)?お?休み$/,
  en: /\bclos(e|ed|ing|ure)\b|\bday off\b/i,
};

/** Whether a name says by itself that the line is closed, so that 「…のため、休業」 says it twice. */
function saysClosed(name: Names, language: Language): boolean {
  return CLOSURE[language].test(name[language].trim());
}
