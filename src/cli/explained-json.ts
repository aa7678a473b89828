import type { Statement } from '../core/explanation.ts';
import { formatSpan } from '../core/span.ts';
import { formatInstant } from '../core/zone.ts';
import type { Answer } from '../formats/answer.ts';
import { explanationToJson } from '../formats/explanation-json.ts';
import type { Override } from '../overrides/override.ts';
import type { Explained } from './explained.ts';

/** The explanation of the HTTP interface, and for each rule where it is written. */
export function explainedToJson({ line, decision, language }: Answer, told: Explained) {
  const { explanation, placeOf, overrides, calendar } = told;
  const { layers, cuts, narrowedBy, holiday } = explanation;
  const json = explanationToJson({ explanation, language });
  const placed = ({ hours, name, rule }: Statement) => {
    return { spans: hours.map(formatSpan), name, place: rule && placeOf(rule) };
  };
  return {
    line: line.id,
    at: formatInstant(line.zone, decision.instant),
    state: decision.state,
    reason: decision.reason.code,
    layer: decision.reason.layer,
    reasonName: decision.reason.name,
    ...json,
    layers: json.layers.map((layer, index) => {
      const { said, overruled } = layers[index] ?? { said: null, overruled: [] };
      const place = said?.rule ? placeOf(said.rule) : null;
      return { ...layer, place, overruled: overruled.map(placed) };
    }),
    overrides: overrides.map(overrideToJson),
    cuts: json.cuts.map((cut, index) => {
      const rule = cuts[index]?.rule;
      return { ...cut, place: rule ? placeOf(rule) : null };
    }),
    narrowedBy: narrowedBy.map(placeOf),
    holiday: holiday && {
      name: holiday.name,
      calendar: calendar?.id ?? null,
      kind: holiday.kind,
      provenance: holiday.provenance,
      patch: holiday.patch ?? null,
    },
  };
}

function overrideToJson(override: Override) {
  const { id, state, hours, from, until, untilAsked, reason, author, note } = override;
  return { id, state, hours, from, until, untilAsked, reason, author, note };
}
