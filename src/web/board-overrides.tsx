import type { BoardOverride } from './board-data.ts';
import { BoardNames } from './board-names.tsx';
import type { BoardProps } from './board-page.tsx';
import { BOARD_WORDS } from './board-words.ts';
import { formatMoment } from './moments.ts';

/** What was decided while the service runs and holds now. */
export function BoardOverrides({ language, data }: BoardProps) {
  const words = BOARD_WORDS[language];
  const { overrides, moreOverrides } = data;
  if (overrides.length === 0) return null;
  return (
    <section class="notices" aria-labelledby="overrides">
      <h2 id="overrides">{words.overrides}</h2>
      <ul>
        {overrides.map((override) => (
          <Override key={override.id} {...{ language, data, override }} />
        ))}
      </ul>
      {moreOverrides > 0 && <p class="detail">{words.moreOverrides(moreOverrides)}</p>}
    </section>
  );
}

function Override(props: BoardProps & { readonly override: BoardOverride }) {
  const { language, data, override } = props;
  const words = BOARD_WORDS[language];
  const { id, name, state, hours, lines, until, decided } = override;
  const effect = words.effects[state ?? 'hours'];
  const own = name?.[language];
  return (
    <li id={`override-${id}`} class="override">
      <p>
        <strong>{own ?? effect}</strong>
      </p>
      <p>
        <BoardNames language={language} lines={lines} />
      </p>
      <p class="detail">
        {own !== undefined && own !== effect && `${effect} · `}
        {hours.length > 0 && `${words.hours(hours)} · `}
        <time dateTime={until}>
          {words.until(formatMoment(until, { language, today: data.today }))}
        </time>
      </p>
      {decided && (
        <p class="detail">
          {words.decidedBy(decided.by)} · {words.causes[decided.reason] ?? decided.reason}
          {decided.note !== null && ` · ${decided.note}`}
        </p>
      )}
    </li>
  );
}
