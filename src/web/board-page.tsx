import type { Language } from '../core/reason.ts';
import { BoardBreaks } from './board-breaks.tsx';
import type { BoardData, BoardLine, BoardSection } from './board-data.ts';
import { BoardGroups, BoardPages } from './board-navigation.tsx';
import { BoardOverrides } from './board-overrides.tsx';
import { BoardRow } from './board-row.tsx';
import { BOARD_WORDS } from './board-words.ts';
import { formatDate, formatMoment } from './moments.ts';

export interface BoardProps {
  readonly language: Language;
  readonly data: BoardData;
}

/** Every line now: whether it is open, why, and until when. */
export function BoardPage({ language, data }: BoardProps) {
  const { stream, freshUntil, zone, sections } = data;
  return (
    <main
      id="main"
      class="board"
      data-stream={stream}
      data-fresh-until={freshUntil}
      data-zone={zone}
    >
      <BoardHeadline language={language} data={data} />
      <BoardOverrides language={language} data={data} />
      <BoardGroups language={language} data={data} />
      {sections.map((section) => (
        <Section key={section.group} language={language} data={data} section={section} />
      ))}
      <BoardPages language={language} data={data} />
      <BoardBreaks language={language} data={data} />
    </main>
  );
}

/** `受付状況：3窓口中2窓口が受付中`: what a tab shows. */
export function boardTitle(data: BoardData, language: Language): string {
  const { title } = BOARD_WORDS[language];
  return language === 'ja'
    ? `${title}：${summaryOf(data, language)}`
    : `${title}: ${summaryOf(data, language)}`;
}

function summaryOf({ sections, place }: BoardData, language: Language): string {
  const words = BOARD_WORDS[language];
  const lines: readonly BoardLine[] = sections.flatMap((section) => section.lines);
  const open = lines.filter(({ decision }) => decision.state === 'open').length;
  if (lines.length === 0) return words.noLines;
  const counts = { open, all: lines.length };
  return place.pages === 1 ? words.summary(counts) : words.summaryOfPage(counts);
}

function BoardHeadline({ language, data }: BoardProps) {
  const words = BOARD_WORDS[language];
  const { today, place, freshness, asOf } = data;
  const { page, pages, skipped, lineCount, unknownGroup } = place;
  const shown = data.sections.reduce((count, { lines }) => count + lines.length, 0);
  return (
    <header class="headline">
      <p class="muted">{words.asOf(formatDate(today, language))}</p>
      <h1>
        <span class="visually-hidden">{words.title} </span>
        {summaryOf(data, language)}
      </h1>
      {pages > 1 && (
        <p class="muted">
          {words.part({ first: skipped + 1, last: skipped + shown, all: lineCount })}
          {page > 1 && <span class="visually-hidden"> {words.page(page, pages)}</span>}
        </p>
      )}
      {unknownGroup !== null && <p class="notice">{words.unknownGroup(unknownGroup)}</p>}
      {freshness === 'last-known' && (
        <p class="notice">{words.lastKnown(asOf && formatMoment(asOf, { language, today }))}</p>
      )}
    </header>
  );
}

/** The lines of a group; where there are no groups at all the heading is for the ear alone. */
function Section({ language, data, section }: BoardProps & { readonly section: BoardSection }) {
  const words = BOARD_WORDS[language];
  const { group, lines } = section;
  const hasGroups = data.groups.length > 0;
  const name = group ?? (hasGroups ? words.otherLines : words.lines);
  const id = group === null ? 'others' : `group-${group}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class={hasGroups ? undefined : 'visually-hidden'}>
        {name}
      </h2>
      <ul class="sheet lines">
        {lines.map((line) => (
          <BoardRow key={line.id} language={language} line={line} />
        ))}
      </ul>
    </section>
  );
}
