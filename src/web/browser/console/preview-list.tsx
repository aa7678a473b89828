import { formatDate, formatTime } from '../../moments.ts';
import type { Desk } from './desk.ts';
import type { Preview, PreviewChange } from './preview.ts';
import {
  type ChangedDate,
  type ChangedHours,
  changedDates,
  type Heard,
  heardTexts,
  isOtherState,
} from './preview-days.ts';
import { PREVIEW_WORDS } from './preview-words.ts';

const MAX_NAMES = 5;
const MAX_DATES = 14;
const MAX_TEXTS = 2;
const MAX_CHANGES_IN_FULL = 3;

export interface PreviewListProps {
  readonly preview: Preview;
  readonly desk: Pick<Desk, 'language' | 'lines'>;
}

/** Which hours of which lines would change, date by date, and what callers would hear. */
export function PreviewList({ preview, desk }: PreviewListProps) {
  const words = PREVIEW_WORDS[desk.language];
  const { changes, truncated } = preview;
  const zoneOf = ({ lines: [first] }: PreviewChange) =>
    desk.lines.find(({ line }) => line === first)?.zone ?? '';
  const areMixed = new Set(changes.map(zoneOf)).size > 1;
  return (
    <div class="preview">
      {changes.length === 0 && <p>{words.nothing}</p>}
      {changes.map((change) => (
        <Change
          key={change.lines.join()}
          isBrief={changes.length > MAX_CHANGES_IN_FULL}
          zone={areMixed ? zoneOf(change) : null}
          {...{ change, desk }}
        />
      ))}
      {truncated && <p class="warning">{words.truncated}</p>}
    </div>
  );
}

interface ChangeProps {
  readonly change: PreviewChange;
  readonly isBrief: boolean;
  /** On whose clock its hours are, where not all are on the same. */
  readonly zone: string | null;
  readonly desk: PreviewListProps['desk'];
}

function Change({ change, desk, isBrief, zone }: ChangeProps) {
  const { language, lines } = desk;
  const words = PREVIEW_WORDS[language];
  const named = change.lines.slice(0, MAX_NAMES).map((id) => {
    return lines.find(({ line }) => line === id)?.name[language] ?? id;
  });
  const dates = changedDates(change.intervals);
  return (
    <div class="preview-change">
      <p class="preview-lines">
        <strong>{words.more(named, change.lines.length - named.length)}</strong>
        {zone && <small class="muted"> ({zone})</small>}
      </p>
      <ChangedHoursTable dates={dates} language={language} />
      <QuietHours dates={dates} language={language} />
      <HeardList heard={heardTexts(change.intervals)} {...{ language, isBrief }} />
    </div>
  );
}

interface DatesProps {
  readonly dates: readonly ChangedDate[];
  readonly language: Desk['language'];
}

/** Hours in which callers meet another state: what matters, in plain sight. */
function ChangedHoursTable({ dates, language }: DatesProps) {
  const loud = withHours(dates, isOtherState);
  const rest = loud.slice(MAX_DATES);
  if (loud.length === 0) return null;
  return (
    <>
      <HoursTable dates={loud.slice(0, MAX_DATES)} language={language} />
      {rest.length > 0 && (
        <details>
          <summary>{PREVIEW_WORDS[language].moreDates(rest.length)}</summary>
          <HoursTable dates={rest} language={language} />
        </details>
      )}
    </>
  );
}

/** Hours in which only the reason is another one, such as the night of a closed date. */
function QuietHours({ dates, language }: DatesProps) {
  const quiet = withHours(dates, (hours) => !isOtherState(hours));
  const count = quiet.reduce((sum, { hours }) => sum + hours.length, 0);
  if (count === 0) return null;
  return (
    <details class="quiet">
      <summary>{PREVIEW_WORDS[language].alsoReason(count)}</summary>
      <HoursTable dates={quiet} language={language} />
    </details>
  );
}

function withHours(
  dates: readonly ChangedDate[],
  isWanted: (hours: ChangedHours) => boolean,
): readonly ChangedDate[] {
  return dates
    .map(({ date, hours }) => ({ date, hours: hours.filter(isWanted) }))
    .filter(({ hours }) => hours.length > 0);
}

function HoursTable({ dates, language }: DatesProps) {
  const words = PREVIEW_WORDS[language];
  return (
    <table class="changed-hours">
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{words.date}</th>
          <th scope="col">{words.hours}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      {dates.map(({ date, hours }) => (
        <tbody key={date}>
          {hours.map((each, index) => (
            <tr key={each.from}>
              {index === 0 && (
                <th scope="rowgroup" rowSpan={hours.length}>
                  <time dateTime={date}>{formatDate(date, language)}</time>
                </th>
              )}
              <td class="when">{words.span(clock(each.from), clock(each.until))}</td>
              <td>
                <Turn hours={each} language={language} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function clock(time: string): string {
  return time.replace(/^0/, '');
}

/** `受付 → 受付停止（台風）` */
function Turn({
  hours,
  language,
}: {
  readonly hours: ChangedHours;
  readonly language: 'ja' | 'en';
}) {
  const words = PREVIEW_WORDS[language];
  const { before, after } = hours;
  const reason = <span class="muted"> {after.reasonName[language]}</span>;
  if (!isOtherState(hours)) {
    return (
      <>
        {words.stays(after.state)}
        {reason}
      </>
    );
  }
  return (
    <>
      <span class={`turn ${before.state}`}>{words.states[before.state]}</span>
      <span aria-hidden="true"> → </span>
      <span class="visually-hidden"> {words.becomes} </span>
      <strong class={`turn ${after.state}`}>{words.states[after.state]}</strong>
      {reason}
    </>
  );
}

interface HeardListProps {
  readonly heard: readonly Heard[];
  /** Among many changes the texts are told when asked for. */
  readonly isBrief: boolean;
  readonly language: Desk['language'];
}

/** Both languages: callers choose theirs, whatever that of the console is. */
function HeardList({ heard, language, isBrief }: HeardListProps) {
  const words = PREVIEW_WORDS[language];
  const shown = isBrief ? 0 : MAX_TEXTS;
  const rest = heard.slice(shown);
  if (heard.length === 0) return null;
  return (
    <div class="heard">
      <p>
        <strong>{words.heard}</strong>
      </p>
      <HeardTexts heard={heard.slice(0, shown)} language={language} />
      {rest.length > 0 && (
        <details>
          <summary>{words.moreTexts(rest.length, shown > 0)}</summary>
          <HeardTexts heard={rest} language={language} />
        </details>
      )}
    </div>
  );
}

function HeardTexts({ heard, language }: Omit<HeardListProps, 'isBrief'>) {
  const words = PREVIEW_WORDS[language];
  if (heard.length === 0) return null;
  return (
    <ul>
      {heard.map(({ at, texts }) => (
        <li key={at}>
          <p class="muted">{words.heardFrom(`${formatDate(at, language)} ${formatTime(at)}`)}</p>
          <blockquote lang="ja">{texts.ja}</blockquote>
          <blockquote lang="en">{texts.en}</blockquote>
        </li>
      ))}
    </ul>
  );
}
