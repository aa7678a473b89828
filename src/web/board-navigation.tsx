import type { BoardProps } from './board-page.tsx';
import { boardPath } from './board-path.ts';
import { BOARD_WORDS } from './board-words.ts';
import { withLanguage } from './site-bar.tsx';

/** More are chosen from a list. */
const MAX_GROUP_LINKS = 12;
/** More than this nobody looks through; the address takes every group. */
const MAX_GROUP_OPTIONS = 500;

/** The groups to choose from, where there is a choice. */
export function BoardGroups({ language, data }: BoardProps) {
  const words = BOARD_WORDS[language];
  const { groups, place } = data;
  if (groups.length < 2 && place.group === null) return null;
  if (groups.length > MAX_GROUP_LINKS) return <GroupForm language={language} data={data} />;
  return (
    <nav class="groups" aria-label={words.groups}>
      <ul>
        {[null, ...groups].map((group) => (
          <li key={group}>
            <a
              href={withLanguage(boardPath({ group, page: 1 }), language)}
              aria-current={group === place.group ? 'true' : undefined}
            >
              {group ?? words.allGroups}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function GroupForm({ language, data }: BoardProps) {
  const words = BOARD_WORDS[language];
  const { groups, place } = data;
  return (
    <form class="groups" method="get" action="/" aria-label={words.groups}>
      <input type="hidden" name="lang" value={language} />
      <label for="group">{words.group}</label>
      <select id="group" name="group">
        <option value="">{words.allGroups}</option>
        {groups.slice(0, MAX_GROUP_OPTIONS).map((group) => (
          <option key={group} value={group} selected={group === place.group}>
            {group}
          </option>
        ))}
      </select>
      <button type="submit">{words.show}</button>
    </form>
  );
}

/** To the pages before and after, where there are several. */
export function BoardPages({ language, data }: BoardProps) {
  const words = BOARD_WORDS[language];
  const { page, pages, group } = data.place;
  if (pages === 1) return null;
  const pathOf = (wanted: number) => withLanguage(boardPath({ group, page: wanted }), language);
  return (
    <nav class="pages" aria-label={words.pages}>
      {page > 1 && (
        <a class="button" rel="prev" href={pathOf(page - 1)}>
          {words.previous}
        </a>
      )}
      <span>{words.page(page, pages)}</span>
      {page < pages && (
        <a class="button" rel="next" href={pathOf(page + 1)}>
          {words.next}
        </a>
      )}
    </nav>
  );
}
