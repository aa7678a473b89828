import type { Language } from '../core/reason.ts';
import { BOARD_WORDS } from './board-words.ts';
import type { CallerAnswerProps, WrittenFormat } from './caller-question.tsx';
import { CALLER_WORDS } from './caller-words.ts';
import { ExplanationList } from './explanation-list.tsx';
import { dateOf, formatDate, formatMoment, formatTime } from './moments.ts';

/** The decision, what is said, the bytes of every format, and the explanation. */
export function CallerAnswer({ answer, language }: CallerAnswerProps) {
  const words = CALLER_WORDS[language];
  const { at, decision, speech, formats, explanation } = answer;
  return (
    <div class="caller-answer">
      <h3>{words.decision}</h3>
      <p class="line-state">
        <strong class={`state ${decision.state}`}>
          {BOARD_WORDS[language].states[decision.reason]}
        </strong>{' '}
        <time datetime={at}>
          {formatDate(at, language, { withYear: true })} {formatTime(at)}
        </time>
      </p>
      <Facts answer={answer} language={language} />
      <h3>{words.announcement}</h3>
      <dl class="announcement">
        {(['ja', 'en'] as const).map((spoken) => (
          <div key={spoken}>
            <dt>{words.languages[spoken]}</dt>
            <dd>
              <span class="muted">{words.reading}</span>{' '}
              <q lang={spoken}>{decision.message[spoken]}</q>
            </dd>
            <dd>
              <span class="muted">{words.speech}</span> <q lang={spoken}>{speech[spoken]}</q>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{words.formats}</h3>
      <Formats formats={formats} language={language} />
      <h3>{words.explanation}</h3>
      <ExplanationList explanation={explanation} language={language} />
    </div>
  );
}

/** The decision in words; moments are told beside the date that was asked about. */
function Facts({ answer, language }: Pick<CallerAnswerProps, 'answer' | 'language'>) {
  const words = CALLER_WORDS[language];
  const { at, decision } = answer;
  const telling = { language, today: dateOf(at) };
  const moment = (iso: string | null) => iso && formatMoment(iso, telling);
  const { destination, retry } = decision;
  const facts: readonly (readonly [string, string | null])[] = [
    [words.reason, decision.reasonName[language]],
    [words.since, moment(decision.since)],
    [words.until, moment(decision.until)],
    [words.opensAt, moment(decision.opensAt)],
    [words.closesAt, moment(decision.closesAt)],
    [words.retryAt, moment(retry?.at ?? null)],
    [words.destination, destination && `${destination.kind}: ${destination.target}`],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([name, text]) =>
          text !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

interface FormatsProps {
  readonly formats: readonly WrittenFormat[];
  readonly language: Language;
}

function Formats({ formats, language }: FormatsProps) {
  const words = CALLER_WORDS[language];
  return (
    <div class="formats">
      {formats.map(({ format, path, body }) => (
        <details key={format} id={`format-${format}`} open={format === 'word'}>
          <summary>
            <code>{format}</code> <span class="muted">{words.formatNames[format]}</span>
          </summary>
          <p>
            <a class="route" href={path}>
              <code>{path}</code>
            </a>
          </p>
          {/* The line feed is the one that a browser takes away from the beginning. */}
          <pre data-format={format}>{`\n${body}`}</pre>
        </details>
      ))}
    </div>
  );
}
