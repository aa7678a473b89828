import type { Language } from '../core/reason.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import type { ExplanationJson } from './caller-question.tsx';
import { CALLER_WORDS } from './caller-words.ts';
import { formatDate } from './moments.ts';

export interface ExplanationListProps {
  readonly explanation: ExplanationJson;
  readonly language: Language;
}

/** The layer that decided, those that lost to it and why, and which had nothing to say. */
export function ExplanationList({ explanation, language }: ExplanationListProps) {
  const words = CALLER_WORDS[language];
  const { layers } = explanation;
  const date = formatDate(explanation.date, language, { withYear: true });
  const said = layers.filter(({ outcome }) => outcome !== 'silent');
  const silent = layers
    .filter(({ outcome }) => outcome === 'silent')
    .map(({ layer }) => words.layers[layer]);
  return (
    <>
      <p>
        {words.explanationLead(
          date,
          layers.map(({ layer }) => words.layers[layer]),
        )}
      </p>
      <ol class="layers">
        {said.map((layer) => (
          <li key={layer.layer} class={layer.outcome} data-layer={layer.layer}>
            <strong>{words.layers[layer.layer]}</strong>
            <span class="said">{saidBy(layer, language)}</span>
            <span class="outcome">{outcomeOf(layer, language)}</span>
          </li>
        ))}
      </ol>
      {silent.length > 0 && <p class="muted">{words.silent(silent)}</p>}
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

function outcomeOf({ lostTo }: LayerJson, language: Language): string {
  const words = CALLER_WORDS[language];
  return lostTo === null ? words.won : words.lostTo(words.layers[lostTo]);
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
