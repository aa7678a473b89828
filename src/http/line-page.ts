import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { type CivilDay, civilDayToDate } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import { formatInstant, instantToDay } from '../core/zone.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import { jsonLdOf } from '../formats/json-ld.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { LineHead } from '../web/line-head.tsx';
import { LinePage, type LinePageProps } from '../web/line-page.tsx';
import { allowCaching } from './caching.ts';
import { pageOf } from './hours.ts';
import { createKeep } from './keep.ts';
import { MAX_KEPT_LINE_PAGES } from './limits.ts';
import { callerAsked, QUARTER, quarterOf } from './line-page-caller.ts';
import { comingOf, untilOverride } from './line-page-coming.ts';
import { dayHours } from './line-page-day.ts';
import { hoursInWords } from './line-page-hours.ts';
import { dateAsked, textOf, weekOf, yearAsked } from './line-page-query.ts';
import { shownYear, weekDays } from './line-page-year.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import { pageLanguageOf } from './page-language.ts';
import type { App, Ports } from './ports.ts';
import { LineParams } from './query-schema.ts';
import { sendHtml, writePage } from './send-page.ts';
import { type Validity, validityOf } from './validity.ts';

/** The page of a line: what it is now, its hours, its year, and what a caller would get. */
export function registerLinePage(app: App, ports: Ports): void {
  app.get(
    '/lines/:line',
    { schema: { hide: true, params: LineParams }, config: { isPage: true, isCompressed: true } },
    ({ params, query }, reply) => {
      const snapshot = snapshotFor(ports, reply.request);
      const line = lineNamed(snapshot, params.line);
      const now = ports.clock();
      const language = pageLanguageOf(reply.request);
      return sendLine(reply, { ports, snapshot, line, now, language, query });
    },
  );
}

export interface LineQuestion {
  readonly ports: Ports;
  readonly snapshot: Snapshot;
  readonly line: Line;
  readonly now: Instant;
  readonly language: Language;
  /** As it came: nothing in it has been checked. */
  readonly query: unknown;
}

function sendLine(reply: FastifyReply, question: LineQuestion): FastifyReply {
  const { html, validity } = keptPage(question);
  allowCaching(reply, validity, question.ports);
  return sendHtml(reply, html);
}

interface WrittenPage {
  readonly html: string;
  readonly validity: Validity;
}

const keep = createKeep<WrittenPage>(MAX_KEPT_LINE_PAGES);

/** The page that answers no question is written once for everybody, as long as it is true. */
function keptPage(question: LineQuestion): WrittenPage {
  const { snapshot, line, now, language, query } = question;
  if (questionsIn(query).length > 0) return writeLine(question);
  const compose = () => {
    const value = writeLine(question);
    const until = Math.min(value.validity.freshUntil ?? now, quarterOf(now) + QUARTER);
    return { value, until: until as Instant };
  };
  const { value } = keep(snapshot, { name: `${language} ${line.id}`, now }, compose);
  return { ...value, validity: { ...value.validity, now } };
}

function writeLine(question: LineQuestion): WrittenPage {
  const { ports, snapshot, line, now, language } = question;
  const answer = composeAnswer(snapshot, line, { instant: now, at: null, language });
  const validity = untilOverride(validityOf([answer], { snapshot, now, at: null }), question);
  const today = instantToDay(line.zone, now);
  const props = {
    ...partsOf(question, today),
    decision: decisionToJson(answer),
    freshUntil: formatInstant(line.zone, validity.freshUntil ?? now),
  };
  const path = `/lines/${encodeURIComponent(line.id)}`;
  const jsonLd = { today, language, homeZone: snapshot.zone };
  const url = pageOf(line, ports.publicUrl);
  const head = h(LineHead, {
    language,
    url: url ?? path,
    feed: props.year.feed,
    description: props.decision.message[language],
    jsonLd: jsonLdOf(line, { ...jsonLd, url }),
  });
  const body = h(LinePage, { ...props, path: withQuestion(path, question.query) });
  const page = { language, title: line.name[language], head, body, script: 'live' } as const;
  return { html: writePage(page, ports.assets), validity };
}

/** What the page shows beside the decision. */
function partsOf(
  question: LineQuestion,
  today: CivilDay,
): Omit<LinePageProps, 'decision' | 'path' | 'freshUntil'> {
  const { line, snapshot, language, query } = question;
  const { id, name, phone, zone, compiled } = line;
  const date = dateAsked(textOf(query, 'date'), today, zone);
  const year = yearAsked(textOf(query, 'year'), date.day);
  const { day, refused } = date;
  return {
    language,
    line: { id, name, phone, zone: zone.name, isAbroad: zone !== snapshot.zone },
    today: civilDayToDate(today),
    hours: hoursInWords(question, today),
    week: weekDays(compiled, weekOf(date), language),
    year: shownYear(line, year, language),
    coming: comingOf(question, today),
    chosen: { date: civilDayToDate(day), hours: dayHours(compiled, day), refused },
    caller: callerAsked(textOf(query, 'at'), question),
  };
}

const ASKED = ['date', 'year', 'at'] as const;

/** The page with what was asked of it. */
function withQuestion(path: string, query: unknown): string {
  const asked = questionsIn(query);
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`;
}

function questionsIn(query: unknown): string[][] {
  return ASKED.flatMap((name) => {
    const text = textOf(query, name);
    return text === null ? [] : [[name, text]];
  });
}
