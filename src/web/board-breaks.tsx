import type { BoardBreak } from './board-data.ts';
import { BoardNames } from './board-names.tsx';
import type { BoardProps } from './board-page.tsx';
import { BOARD_WORDS } from './board-words.ts';
import { formatDate, formatMoment } from './moments.ts';

/** The long breaks that last now or come soon. */
export function BoardBreaks({ language, data }: BoardProps) {
  const words = BOARD_WORDS[language];
  if (data.breaks.length === 0) return null;
  return (
    <section class="breaks" aria-labelledby="breaks">
      <h2 id="breaks">{words.breaks}</h2>
      <ul>
        {data.breaks.map((each) => (
          <Break key={`${each.name.ja} ${each.from}`} {...{ language, data, each }} />
        ))}
      </ul>
    </section>
  );
}

function Break({ language, data, each }: BoardProps & { readonly each: BoardBreak }) {
  const words = BOARD_WORDS[language];
  const { name, from, until, days, reopensAt, bridges, lines } = each;
  const { today } = data;
  const bridging = bridges.map((date) => formatDate(date, language)).join(words.and);
  return (
    <li class="sheet">
      <h3>{name[language]}</h3>
      <p>
        <time dateTime={from}>{formatDate(from, language)}</time>
        {language === 'ja' ? '〜' : ' – '}
        <time dateTime={until}>{formatDate(until, language)}</time>{' '}
        <span class="detail">{words.days(days)}</span>
      </p>
      {reopensAt !== null && <p>{words.reopens(formatMoment(reopensAt, { language, today }))}</p>}
      {bridges.length > 0 && <p>{words.bridges(bridging)}</p>}
      <p class="detail">
        <BoardNames language={language} lines={lines} />
      </p>
    </li>
  );
}
