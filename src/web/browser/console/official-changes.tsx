import type { ComponentChildren } from 'preact';
import type { Language } from '../../../core/reason.ts';
import { OFFICIAL_WORDS } from './official-words.ts';
import { type PatchJson, patchText } from './patch-json.ts';
import type { ListChanges } from './use-official-list.ts';

export interface OfficialChangesProps {
  readonly changes: ListChanges;
  readonly language: Language;
}

/** Which dates an official list would change, and what would become of patches. */
export function OfficialChanges({ changes, language }: OfficialChangesProps) {
  const words = OFFICIAL_WORDS[language];
  const { firstYear, lastYear, added, removed, renamed, steppedAside, contradicted } = changes;
  const isSame = [added, removed, renamed].every((dates) => dates.length === 0);
  return (
    <div class="list-changes">
      <p>
        {words.covers(firstYear, lastYear)} {isSame ? words.nothing : words.replaces}
      </p>
      <Dates {...{ language, dates: added.map(named) }} title={words.added(added.length)} />
      <Dates {...{ language, dates: removed.map(named) }} title={words.removed(removed.length)} />
      <Dates
        {...{ language, title: words.renamed(renamed.length) }}
        dates={renamed.map(({ date, before, after }) => {
          return { date, text: words.renamedTo(before, after) };
        })}
      />
      <Patches {...{ language, patches: steppedAside }}>{words.steppedAside}</Patches>
      <Patches {...{ language, patches: contradicted }}>{words.contradicted}</Patches>
    </div>
  );
}

interface ToldDate {
  readonly date: string;
  readonly text: string;
}

function named({ date, name }: { readonly date: string; readonly name: string }): ToldDate {
  return { date, text: name };
}

interface DatesProps {
  readonly title: string;
  readonly dates: readonly ToldDate[];
  readonly language: Language;
}

const MAX_DATES = 20;

/** The last ones first: what is coming matters, not what was long ago. */
function Dates({ title, dates, language }: DatesProps) {
  if (dates.length === 0) return null;
  const latest = dates.toReversed();
  const rest = latest.slice(MAX_DATES);
  return (
    <>
      <h4>{title}</h4>
      <DateList dates={latest.slice(0, MAX_DATES)} language={language} />
      {rest.length > 0 && (
        <details>
          <summary>{OFFICIAL_WORDS[language].moreFaults(rest.length)}</summary>
          <DateList dates={rest} language={language} />
        </details>
      )}
    </>
  );
}

function DateList({ dates, language }: Omit<DatesProps, 'title'>) {
  return (
    <ul class="dated">
      {dates.map(({ date, text }) => (
        <li key={date}>
          <time dateTime={date}>{OFFICIAL_WORDS[language].date(date)}</time>{' '}
          <span lang="ja">{text}</span>
        </li>
      ))}
    </ul>
  );
}

interface PatchesProps {
  readonly patches: readonly PatchJson[];
  readonly language: Language;
  readonly children: ComponentChildren;
}

function Patches({ patches, language, children }: PatchesProps) {
  if (patches.length === 0) return null;
  return (
    <div class="warning">
      <p>{children}</p>
      <ul>
        {patches.map((patch) => (
          <li key={patch.id}>{patchText(patch, language)}</li>
        ))}
      </ul>
    </div>
  );
}
