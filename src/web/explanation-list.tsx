import type { Language } from '../core/reason.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import type { ExplanationJson } from './caller-question.tsx';
import { CALLER_WORDS } from './caller-words.ts';
import { formatDate } from './moments.ts';

export interface ExplanationListProps {
  readonly explanation: ExplanationJson;
  readonly language: Language;
}

/** What each layer said, the strongest first, and why it did not decide. */
export function ExplanationList({ explanation, language }: ExplanationListProps) {
  const words = CALLER_WORDS[language];
  const date = formatDate(explanation.date, language, { withYear: true });
  return (
    <>
      <p>{words.explanationLead(date)}</p>
      <ol class="layers">
        {explanation.layers.map((layer) => (
          <li key={layer.layer} class={layer.outcome} data-layer={layer.layer}>
            <strong>{words.layers[layer.layer]}</strong>
            <span class="said">{saidBy(layer, language)}</span>
            <span class="outcome">{outcomeOf(layer, language)}</span>
          </li>
        ))}
      </ol>
      <Remarks explanation={explanation} language={language} />
    </>
  );
}

type LayerJson = ExplanationJson['layers'][number];

function saidBy({ spans, name }: LayerJson, language: Language): string {
  if (spans === null) return '';
  const hours = writeSpans(spans, language) || CALLER_WORDS[language].saidClosed;
  if (name === null) return hours;
  return language === 'ja' ? `${name.ja}：${hours}` : `${name.en}: ${hours}`;
}

function writeSpans(spans: readonly string[], language: Language): string {
  return spans.map(CALENDAR_WORDS[language].span).join(language === 'ja' ? '、' : ', ');
}

function outcomeOf({ outcome, lostTo }: LayerJson, language: Language): string {
  const words = CALLER_WORDS[language];
  if (lostTo !== null) return words.lostTo(words.layers[lostTo]);
  return outcome === 'won' ? words.won : words.silent;
}

function Remarks({ explanation, language }: ExplanationListProps) {
  const words = CALLER_WORDS[language];
  const { cuts, narrowed, bridged, holiday } = explanation;
  const remarks = [
    ...(holiday ? [words.holiday(holiday[language])] : []),
    ...(narrowed ? [words.narrowed] : []),
    ...(bridged ? [words.bridged] : []),
    ...cuts.map(({ name, spans }) => words.cut(name[language], writeSpans(spans, language))),
  ];
  if (remarks.length === 0) return null;
  return (
    <ul class="remarks">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}
