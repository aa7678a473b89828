import { civilDayToDate, WEEKDAYS, weekdayIndexOf } from '../core/civil.ts';
import type { LayerExplanation, Statement } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import type { Layer } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import type { RuleId } from '../core/verdict.ts';
import { instantToDay, type Zone } from '../core/zone.ts';
import type { Answer } from '../formats/answer.ts';
import type { Override } from '../overrides/override.ts';
import { quote } from '../words/quote.ts';
import { alignColumns } from './align-columns.ts';
import type { Explained } from './explained.ts';
import { formatNames } from './format-names.ts';
import { formatDated } from './format-timeline.ts';
import type { Paint } from './paint.ts';

/** An explanation as a block that a person reads: the answer, then every layer with its places. */
export function formatExplained({ line, decision }: Answer, told: Explained, paint: Paint): string {
  const { reason, state, instant } = decision;
  const answer = [
    paint(state === 'open' ? 'green' : 'red', state),
    reason.code,
    formatNames(reason.name),
  ];
  const heading = [
    paint('bold', `${line.id}  ${formatNames(line.name)}`),
    `at ${formatDated(line.zone, instant)}, ${line.zone.name}`,
    ...dateRows(told, instant, line.zone),
  ];
  const rows = told.explanation.layers.flatMap((layer) => layerRows(layer, told, line.zone));
  return `${[...heading, '', answer.join('  '), '', ...alignRows(rows, paint)].join('\n')}\n`;
}

/** Which date it is about, where that is not plain; and its holiday. */
function dateRows({ explanation, calendar }: Explained, instant: Instant, zone: Zone): string[] {
  const { date, holiday } = explanation;
  const rows: string[] = [];
  if (date !== instantToDay(zone, instant)) {
    const weekday = WEEKDAYS[weekdayIndexOf(date)];
    rows.push(
      `by the hours of the date before, ${civilDayToDate(date)} (${weekday}), not over yet`,
    );
  }
  if (holiday) {
    const { name, provenance, patch } = holiday;
    const source = [calendar && `calendar ${calendar.id}`, provenance, patch && `patch ${patch}`];
    rows.push(`holiday: ${formatNames(name)} (${source.filter(Boolean).join(', ')})`);
  }
  return rows;
}

/** Cells in columns, or, below them, a detail that takes no part in how wide these are. */
interface Row {
  readonly cells?: readonly string[];
  readonly detail?: string;
  readonly colour?: 'bold' | 'dim';
}

const INDENT = ' '.repeat(8);

function alignRows(rows: readonly Row[], paint: Paint): string[] {
  const aligned = alignColumns(rows.map(({ cells = [] }) => cells));
  return rows.map(({ detail, colour }, index) => {
    const text = detail === undefined ? (aligned[index] ?? '') : `${INDENT}${detail}`;
    return colour ? paint(colour, text) : text;
  });
}

const WORDS: Readonly<Record<Layer, string>> = {
  override: 'override',
  exception: 'exception',
  long_break: 'long break',
  holiday: 'holiday',
  regular: 'regular hours',
};

/** Why a rule of a layer has lost to another one of the same. */
const ORDER: Readonly<Record<Layer, string>> = {
  override: 'the one created last holds',
  exception: 'the narrower range wins, then the later one',
  long_break: 'the narrower range wins, then the later one',
  holiday: 'the first rule of the list wins',
  regular: 'nth weekdays win, then the later one',
};

function layerRows(explained: LayerExplanation, told: Explained, zone: Zone): Row[] {
  const { layer, said, overruled, outcome } = explained;
  const cuts = layer === 'exception' ? cutRows(told) : [];
  if (!said) return [{ cells: ['', WORDS[layer], 'nothing to say'], colour: 'dim' }, ...cuts];
  const isWinner = outcome === 'won';
  const lostTo = typeof outcome === 'object' ? `gave way to ${WORDS[outcome.lostTo]}` : '';
  const first: Row = {
    cells: [isWinner ? '>' : '', WORDS[layer], ...tell(said), isWinner ? 'decides' : lostTo],
    ...(isWinner && { colour: 'bold' }),
  };
  const others = overruled.flatMap((statement) => [
    { cells: ['', '', ...tell(statement), `gave way: ${ORDER[layer]}`] },
    ...placeRows(statement.rule, told),
  ]);
  const details = layer === 'override' ? overrideRows(told, zone) : placeRows(said.rule, told);
  return [first, ...details, ...others, ...(layer === 'regular' ? eveRows(told) : []), ...cuts];
}

function tell({ hours, name, rule }: Statement): [string, string] {
  const why = rule?.list === 'detection' ? 'bridged: alone between two closed runs; ' : '';
  return [formatHours(hours), `${why}${name ? formatNames(name) : ''}`];
}

function formatHours(hours: Hours): string {
  return hours.map(formatSpan).join(' ') || 'closed';
}

function placeRows(rule: RuleId | null, { placeOf }: Explained): Row[] {
  const place = rule && placeOf(rule);
  if (!place) return [];
  const { file, line, column, pointer } = place;
  return [{ detail: `${file}:${line}:${column} (${pointer})`, colour: 'dim' }];
}

function eveRows(told: Explained): Row[] {
  return told.explanation.narrowedBy.flatMap((rule) => [
    { cells: ['', '', '', 'narrowed: the next date is a holiday'] },
    ...placeRows(rule, told),
  ]);
}

function cutRows(told: Explained): Row[] {
  return told.explanation.cuts.flatMap(({ spans, name, rule }) => [
    { cells: ['', '', `cut ${formatHours(spans)}`, formatNames(name), 'taken out of the hours'] },
    ...placeRows(rule, told),
  ]);
}

/** The one that shows, then those that it hides. */
function overrideRows({ overrides }: Explained, zone: Zone): Row[] {
  return overrides.map((override, index) => {
    const { id, author, reason, note } = override;
    const ends = [override.from, override.until].map((text) => dated(zone, text)).join(' until ');
    const hidden = index > 0 ? ` (hidden: ${ORDER.override})` : '';
    const why = note === null ? '' : `, ${quote(note)}`;
    const told = `${kindOf(override)} ${id} by ${quote(author)}, ${reason}${why}, ${ends}${hidden}`;
    return { detail: told, colour: 'dim' };
  });
}

function kindOf({ state, hours }: Override): string {
  return state ?? `hours ${(hours ?? []).join(' ')}`;
}

function dated(zone: Zone, text: string): string {
  return formatDated(zone, Date.parse(text) as Instant);
}
