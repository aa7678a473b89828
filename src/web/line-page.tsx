import type { Language, Names } from '../core/reason.ts';
import type { decisionToJson } from '../formats/json-decision.ts';
import { type CallerAsked, CallerQuestion } from './caller-question.tsx';
import { type Coming, LineComing } from './line-coming.tsx';
import { type ChosenDay, LineDay } from './line-day.tsx';
import { type HoursInWords, LineHours } from './line-hours.tsx';
import { LineNow } from './line-now.tsx';
import { LineWeek, type WeekDay } from './line-week.tsx';
import { LINE_WORDS } from './line-words.ts';
import { LineYear, type ShownYear } from './line-year.tsx';
import { formatDate } from './moments.ts';
import { SiteBar } from './site-bar.tsx';

/** What `GET /v1/lines/{line}/decision` answers. */
export type DecisionJson = ReturnType<typeof decisionToJson>;

/** The line itself. */
export interface ShownLine {
  readonly id: string;
  readonly name: Names;
  readonly phone: string | null;
  readonly zone: string;
  /** Its clock is another one than that of the service. */
  readonly isAbroad: boolean;
}

export interface LinePageProps {
  readonly language: Language;
  /** The page with its question, as the bar links it in the other language. */
  readonly path: string;
  readonly line: ShownLine;
  /** The date on the line's clock. */
  readonly today: string;
  /** When the page may be another one. */
  readonly freshUntil: string;
  readonly decision: DecisionJson;
  readonly hours: HoursInWords;
  readonly week: readonly WeekDay[];
  readonly year: ShownYear;
  readonly coming: Coming;
  readonly chosen: ChosenDay;
  readonly caller: CallerAsked;
}

/** Everything about one line, in the order in which a person asks. */
export function LinePage(props: LinePageProps) {
  const { language, path, line, today } = props;
  const shared = { language, today };
  return (
    <>
      <SiteBar language={language} path={path} />
      <main
        id="main"
        class="line-page"
        data-stream={`/v1/stream?line=${encodeURIComponent(line.id)}`}
        data-fresh-until={props.freshUntil}
        data-zone={line.zone}
        data-line={line.id}
        data-state={props.decision.state}
        data-name={line.name[language]}
      >
        <h1>{line.name[language]}</h1>
        <p class="printed-on">
          {LINE_WORDS[language].printedOn(formatDate(today, language, { withYear: true }))}
        </p>
        <PartLinks language={language} />
        <LineNow line={line} decision={props.decision} coming={props.coming} {...shared} />
        <LineHours hours={props.hours} language={language} />
        <LineWeek week={props.week} {...shared} />
        <LineYear shown={props.year} {...shared} />
        <LineComing coming={props.coming} {...shared} />
        <LineDay chosen={props.chosen} {...shared} />
        <CallerQuestion asked={props.caller} line={line} {...shared} />
      </main>
    </>
  );
}

const PARTS = ['hours', 'week', 'year', 'coming', 'day', 'caller'] as const;

function PartLinks({ language }: { readonly language: Language }) {
  const words = LINE_WORDS[language];
  return (
    <nav class="parts" aria-label={words.parts}>
      {PARTS.map((part) => (
        <a key={part} href={`#${part}`}>
          {words.titles[part]}
        </a>
      ))}
    </nav>
  );
}
