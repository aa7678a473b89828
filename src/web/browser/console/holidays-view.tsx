import { useState } from 'preact/hooks';
import type { Language, Names } from '../../../core/reason.ts';
import { formatDate } from '../../moments.ts';
import { type Desk, mayChange } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { HOLIDAY_WORDS, type HolidayKind, type Provenance } from './holiday-words.ts';
import { OfficialSheet } from './official-sheet.tsx';
import { PatchesSheet } from './patches-sheet.tsx';
import { useAnswer } from './use-answer.ts';
import { useRounds } from './use-rounds.ts';
import { useToday } from './use-today.ts';
import { YearSteps } from './year-steps.tsx';

interface HolidaysJson {
  readonly holidays: readonly HolidayJson[];
  readonly officialThrough: string | null;
  readonly knownThrough: string | null;
}

interface HolidayJson {
  readonly date: string;
  readonly name: Names;
  readonly kind: HolidayKind;
  readonly provenance: Provenance;
  readonly calendar: string;
  /** The id of the patch that made it one. */
  readonly patch: string | null;
}

/** The years that are shown around this one. */
const YEARS_BACK = 5;
const YEARS_AHEAD = 10;

/** The holidays that the service knows, how it knows them, and what is changed in them. */
export function HolidaysView({ desk }: { readonly desk: Desk }) {
  const words = HOLIDAY_WORDS[desk.language];
  const { today } = useToday(desk, desk.lines[0]);
  const thisYear = Number((today ?? new Date(desk.now()).toISOString()).slice(0, 4));
  const [chosen, setYear] = useState<number | null>(null);
  const year = chosen ?? thisYear;
  const path = `/v1/holidays?from=${year}-01-01&until=${year}-12-31`;
  const [round, onChanged] = useRounds();
  const { value, fault } = useAnswer<HolidaysJson>(desk, path, round);
  return (
    <div class="holidays">
      <div class="holiday-year">
        <YearSteps
          {...{ year, words, onYear: setYear }}
          first={thisYear - YEARS_BACK}
          last={thisYear + YEARS_AHEAD}
        />
        {fault && <FaultNote fault={fault} language={desk.language} />}
        {!value && !fault && <p class="muted">{words.loading}</p>}
        {value && <Knowledge known={value} language={desk.language} />}
        {value && <HolidayTable {...{ year }} known={value} language={desk.language} />}
      </div>
      <div class="holiday-changes">
        <OfficialSheet {...{ desk, round, onChanged }} />
        {mayChange(desk) && <PatchesSheet {...{ desk, round, onChanged }} />}
      </div>
    </div>
  );
}

interface KnownProps {
  readonly known: HolidaysJson;
  readonly language: Language;
}

/** How far the holidays are published and known, and what the words of the table mean. */
function Knowledge({ known, language }: KnownProps) {
  const words = HOLIDAY_WORDS[language];
  const { officialThrough, knownThrough } = known;
  const write = (date: string) => formatDate(date, language, { withYear: true });
  return (
    <>
      <p>
        {officialThrough ? words.officialThrough(write(officialThrough)) : words.nothingOfficial}
        {knownThrough && ` ${words.knownThrough(write(knownThrough))}`}
      </p>
      <dl class="provenances">
        {words.legend.map(([provenance, meaning]) => (
          <div key={provenance}>
            <dt>
              <ProvenanceMark {...{ provenance, language }} />
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function HolidayTable({ known, language, year }: KnownProps & { readonly year: number }) {
  const words = HOLIDAY_WORDS[language];
  const { holidays } = known;
  const hasSeveral = new Set(holidays.map(({ calendar }) => calendar)).size > 1;
  if (holidays.length === 0) return <p>{words.none}</p>;
  return (
    <table class="rows">
      <caption class="visually-hidden">{words.caption(year)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.date}</th>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.source}</th>
        </tr>
      </thead>
      <tbody>
        {holidays.map(({ date, name, kind, provenance, calendar, patch }) => (
          <tr key={`${date} ${calendar}`}>
            <th scope="row">
              <time dateTime={date}>{formatDate(date, language)}</time>
            </th>
            <td>
              <BothNames name={name} language={language} />
              <small class="muted">
                {hasSeveral ? words.kindOf(words.kinds[kind], calendar) : words.kinds[kind]}
              </small>
            </td>
            <td>
              <ProvenanceMark {...{ provenance, language }} />
              {patch !== null && <small class="muted">{words.patched}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Callers are told either: that of the page first. */
function BothNames({ name, language }: { readonly name: Names; readonly language: Language }) {
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <>
      {name[language]}{' '}
      <small class="muted" lang={other}>
        {name[other]}
      </small>
    </>
  );
}

interface ProvenanceProps {
  readonly provenance: Provenance;
  readonly language: Language;
}

function ProvenanceMark({ provenance, language }: ProvenanceProps) {
  return (
    <span class={`provenance ${provenance}`}>
      {HOLIDAY_WORDS[language].provenances[provenance]}
    </span>
  );
}
