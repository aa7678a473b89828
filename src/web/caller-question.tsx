import type { InstantFault } from '../core/parse-instant.ts';
import type { Language, Names } from '../core/reason.ts';
import type { explanationToJson } from '../formats/explanation-json.ts';
import { CallerAnswer } from './caller-answer.tsx';
import { CALLER_WORDS } from './caller-words.ts';
import type { DecisionJson, ShownLine } from './line-page.tsx';
import { LINE_WORDS } from './line-words.ts';
import { formatTime } from './moments.ts';

export type ExplanationJson = ReturnType<typeof explanationToJson>;

/** An answer of a route, byte for byte. */
export interface WrittenFormat {
  readonly format: string;
  readonly path: string;
  readonly body: string;
}

/** What a caller would get at an instant. */
export interface CallerAnswered {
  /** With the offset of the line: what was read. */
  readonly at: string;
  /** The instant that the same time of the clock also means. */
  readonly later: string | null;
  readonly isSkipped: boolean;
  readonly decision: DecisionJson;
  readonly speech: Names;
  readonly formats: readonly WrittenFormat[];
  readonly explanation: ExplanationJson;
}

export interface CallerAsked {
  /** What the input shows: a time on the line's clock. */
  readonly value: string;
  readonly refused: { readonly asked: string; readonly fault: InstantFault } | null;
  /** `null`: nothing was asked, or nothing that can be answered. */
  readonly answer: CallerAnswered | null;
}

export interface CallerQuestionProps {
  readonly asked: CallerAsked;
  readonly line: ShownLine;
  readonly language: Language;
  readonly today: string;
}

/** What would a caller get at any instant, and why. */
export function CallerQuestion({ asked, line, language, today }: CallerQuestionProps) {
  const words = CALLER_WORDS[language];
  return (
    <section class="caller" id="caller" aria-labelledby="caller-title">
      <h2 id="caller-title">{LINE_WORDS[language].titles.caller}</h2>
      <p>{words.lead}</p>
      <InstantForm asked={asked} zone={line.zone} language={language} />
      {asked.answer && (
        <>
          <ClockChange answer={asked.answer} language={language} />
          <CallerAnswer answer={asked.answer} language={language} today={today} />
        </>
      )}
    </section>
  );
}

interface InstantFormProps {
  readonly asked: CallerAsked;
  readonly zone: string;
  readonly language: Language;
}

function InstantForm({ asked, zone, language }: InstantFormProps) {
  const words = CALLER_WORDS[language];
  const { value, refused } = asked;
  return (
    <form method="get" action="#caller">
      <input type="hidden" name="lang" value={language} />
      <label for="at">{words.instant(zone)}</label>
      <input
        type="datetime-local"
        id="at"
        name="at"
        min="1970-01-01T00:00"
        max="2100-12-31T23:59"
        value={value}
        required
        aria-invalid={refused !== null}
        aria-describedby={refused ? 'at-fault' : undefined}
      />
      <button type="submit" class="primary">
        {words.ask}
      </button>
      {refused && (
        <p class="fault" id="at-fault" role="alert">
          {words.faults[refused.fault](refused.asked)}
        </p>
      )}
    </form>
  );
}

/** Said where a clock is moved: which instant was meant. */
function ClockChange({ answer, language }: Pick<CallerAnswerProps, 'answer' | 'language'>) {
  const words = CALLER_WORDS[language];
  const { at, later, isSkipped } = answer;
  if (isSkipped) return <p class="line-notice">{words.skipped(withOffset(at))}</p>;
  if (later === null) return null;
  const link = `?at=${encodeURIComponent(later)}&lang=${language}#caller`;
  return (
    <p class="line-notice">
      {words.repeated(withOffset(at))} <a href={link}>{words.askLater(withOffset(later))}</a>
    </p>
  );
}

/** `1:30 (-04:00)`. */
function withOffset(iso: string): string {
  return `${formatTime(iso)} (${iso.replace(/^.{19}(\.\d+)?/, '')})`;
}

export interface CallerAnswerProps {
  readonly answer: CallerAnswered;
  readonly language: Language;
  readonly today: string;
}
