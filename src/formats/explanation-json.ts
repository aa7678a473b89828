import { civilDayToDate } from '../core/civil.ts';
import type { LayerExplanation } from '../core/explanation.ts';
import type { Language, Layer } from '../core/reason.ts';
import { formatSpan } from '../core/span.ts';
import type { AskedExplanation } from './answer.ts';

const LAYER_WORDS: Readonly<Record<Layer, Readonly<Record<Language, string>>>> = {
  override: { ja: '臨時変更', en: 'override' },
  exception: { ja: '個別設定', en: 'exception' },
  long_break: { ja: '長期休業', en: 'long break' },
  holiday: { ja: '祝日', en: 'holiday' },
  regular: { ja: '通常の営業時間', en: 'regular hours' },
};

/** An explanation as JSON, with one sentence per layer in the language asked for. */
export function explanationToJson({ explanation, language }: AskedExplanation) {
  const { date, layers, cuts, narrowed, bridged, holiday } = explanation;
  return {
    date: civilDayToDate(date),
    language,
    layers: layers.map((layer) => layerToJson(layer, language)),
    cuts: cuts.map(({ spans, name }) => ({ spans: spans.map(formatSpan), name })),
    narrowed,
    bridged,
    holiday: holiday?.name ?? null,
  };
}

function layerToJson(explained: LayerExplanation, language: Language) {
  const { layer, said, outcome } = explained;
  const lostTo = typeof outcome === 'object' ? outcome.lostTo : null;
  return {
    layer,
    outcome: typeof outcome === 'object' ? ('lost' as const) : outcome,
    lostTo,
    spans: said?.hours.map(formatSpan) ?? null,
    name: said?.name ?? null,
    text: SENTENCES[language](explained, lostTo),
  };
}

type Sentence = (explained: LayerExplanation, lostTo: Layer | null) => string;

const SENTENCES: Readonly<Record<Language, Sentence>> = {
  en({ layer, said }, lostTo) {
    const word = LAYER_WORDS[layer].en;
    if (!said) return `${word}: nothing to say`;
    const name = said.name ? ` (${said.name.en})` : '';
    const hours = said.hours.map(formatSpan).join(', ') || 'closed';
    return `${word}${name}: ${hours}${lostTo ? `; gave way to ${LAYER_WORDS[lostTo].en}` : ''}`;
  },
  ja({ layer, said }, lostTo) {
    const word = LAYER_WORDS[layer].ja;
    if (!said) return `${word}：該当なし`;
    const name = said.name ? `（${said.name.ja}）` : '';
    const hours = said.hours.map(formatSpan).join('、') || '休業';
    return `${word}${name}：${hours}${lostTo ? `。${LAYER_WORDS[lostTo].ja}を優先` : ''}`;
  },
};
