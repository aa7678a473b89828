import { formatMoment } from '../../moments.ts';
import { asEnd, wallClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { type EditedTexts, textsOf, withPatch, zoneOfOverride } from './edit-draft.ts';
import { NOW_WORDS } from './now-words.ts';
import { EDITED_FIELDS, type EditedField, OVERRIDE_WORDS } from './override-words.ts';
import type { Conflict } from './use-change.ts';

export interface ConflictProps {
  readonly desk: Desk;
  readonly conflict: Conflict;
  readonly isBusy: boolean;
  readonly onOverwrite: () => void;
  readonly onKeep: () => void;
}

/** What two people wrote, side by side, and the choice between them. */
export function ConflictNote(props: ConflictProps) {
  const { desk, conflict, isBusy, onOverwrite, onKeep } = props;
  const words = OVERRIDE_WORDS[desk.language];
  const { theirs } = conflict;
  const zone = zoneOfOverride(desk, theirs);
  const today = wallClock(desk.now(), zone).slice(0, 10);
  const changedAt = wallClock(Date.parse(theirs.changedAt), zone);
  const moment = formatMoment(changedAt, { language: desk.language, today });
  const isOver = theirs.phase === 'past';
  return (
    <section class="conflict" role="alert">
      <h4>{words.conflict}</h4>
      <p>{words.conflictLead(theirs.changedBy.name, moment)}</p>
      <BothVersions desk={desk} conflict={conflict} />
      {isOver && <p>{words.conflictOver}</p>}
      <p class="actions">
        {!isOver && (
          <button type="button" class="primary" disabled={isBusy} onClick={onOverwrite}>
            {words.overwrite}
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={onKeep}>
          {words.keepTheirs}
        </button>
      </p>
    </section>
  );
}

function BothVersions({ desk, conflict }: Pick<ConflictProps, 'desk' | 'conflict'>) {
  const words = OVERRIDE_WORDS[desk.language];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.mine}</th>
          <th scope="col">{words.theirs}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(desk, conflict).map(({ title, mine, theirs }) => (
          <tr key={title} class={mine === theirs ? undefined : 'differs'}>
            <th scope="row">
              {title}
              {mine !== theirs && <small> ({words.differs})</small>}
            </th>
            <td>{mine === theirs ? mine : <mark>{mine}</mark>}</td>
            <td>{mine === theirs ? theirs : <mark>{theirs}</mark>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Row {
  readonly title: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The parts that either says something in. */
function rowsOf(desk: Desk, { wanted, theirs }: Conflict): readonly Row[] {
  const words = OVERRIDE_WORDS[desk.language];
  const zone = zoneOfOverride(desk, theirs);
  const isEnd = wanted.kind === 'end';
  const told = textsOf(theirs, zone);
  const mine = isEnd ? told : textsOf(withPatch(theirs, wanted.patch), zone);
  const status = {
    title: words.status,
    mine: isEnd ? words.ending : words.phases[theirs.phase === 'past' ? 'active' : theirs.phase],
    theirs: words.phases[theirs.phase],
  };
  const rows = EDITED_FIELDS.filter((field) => mine[field] || told[field]).map((field) => ({
    title: words.fields[field],
    mine: show(mine, field, { desk, zone }),
    theirs: show(told, field, { desk, zone }),
  }));
  return [status, ...rows];
}

interface Place {
  readonly desk: Desk;
  readonly zone: string;
}

function show(texts: EditedTexts, field: EditedField, { desk, zone }: Place): string {
  const { language, now } = desk;
  const text = texts[field];
  if (text === '') return OVERRIDE_WORDS[language].empty;
  if (field === 'reason') {
    const reasons: Readonly<Record<string, string>> = NOW_WORDS[language].reasons;
    return reasons[text] ?? text;
  }
  const today = wallClock(now(), zone).slice(0, 10);
  return field === 'until' ? formatMoment(asEnd(text), { language, today }) : text;
}
