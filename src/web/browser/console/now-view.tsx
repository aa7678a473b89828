import { useMemo, useRef, useState } from 'preact/hooks';
import type { State } from '../../../core/reason.ts';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { CloseSheet } from './close-sheet.tsx';
import { type Desk, mayChange } from './desk.ts';
import { DoneNote } from './done-note.tsx';
import { groupsOf, type LineGroup } from './line-groups.ts';
import { LineRow } from './line-row.tsx';
import { type NowDraft, newDraft, type Target, targetName } from './now-draft.ts';
import { NOW_WORDS } from './now-words.ts';
import { type DecisionJson, useDecisions } from './use-decisions.ts';
import { useDraft } from './use-draft.ts';

/** More lines than this are looked for by name. */
const MAX_LINES_IN_SIGHT = 12;

/** Every line now; each, each group and all can be closed or opened in two taps. */
export function NowView({ desk }: { readonly desk: Desk }) {
  const words = NOW_WORDS[desk.language];
  const decisions = useDecisions(desk);
  const [sought, setSought] = useState('');
  const [draft, setDraft, clearDraft] = useDraft<NowDraft | null>('now', null);
  const latest = useRef(draft);
  latest.current = draft;
  const [saved, setSaved] = useState<OverrideJson | null>(null);
  const groups = useMemo(() => groupsOf(desk, sought), [desk, sought]);
  const start = (target: Target, state: State) => setDraft(newDraft(target, state));
  const isSaved = (override: OverrideJson) => {
    if (draft) desk.say(words.done[draft.state](targetName(desk, draft.target)));
    setSaved(override);
    // It may come late, when another sheet is open already.
    if (latest.current?.idempotencyKey === draft?.idempotencyKey) clearDraft();
  };
  return (
    <div class="now">
      {mayChange(desk) && <p class="muted">{words.lead}</p>}
      {desk.lines.length === 0 && <p>{words.noLines}</p>}
      {desk.lines.length > MAX_LINES_IN_SIGHT && (
        <p class="field filter">
          <label for="filter">{words.filter}</label>
          <input
            {...{ id: 'filter', type: 'search', value: sought }}
            onInput={({ currentTarget }) => setSought(currentTarget.value)}
          />
        </p>
      )}
      <AllLines desk={desk} start={start} />
      {groups.length === 0 && desk.lines.length > 0 && <p role="status">{words.noMatch}</p>}
      {groups.map((group) => (
        <GroupOfLines key={group.name} {...{ desk, group, decisions, start }} />
      ))}
      {saved && <DoneNote key={saved.id} {...{ desk, saved, onOver: () => setSaved(null) }} />}
      {draft && mayChange(desk) && (
        <CloseSheet
          {...{ desk, draft }}
          onDraft={setDraft}
          onCancel={clearDraft}
          onSaved={isSaved}
        />
      )}
    </div>
  );
}

type Start = (target: Target, state: State) => void;

interface AllLinesProps {
  readonly desk: Desk;
  readonly start: Start;
}

/** For keys that are for all lines, also those that are configured later. */
function AllLines({ desk, start }: AllLinesProps) {
  const words = NOW_WORDS[desk.language];
  const { lines, groups } = desk.session;
  const isForAll = lines === null && groups === null;
  if (!isForAll || desk.lines.length < 2 || !mayChange(desk)) return null;
  return (
    <div class="all-lines sheet">
      <p>
        <strong>{words.allLines}</strong>{' '}
        <span class="muted">{words.count(desk.lines.length)}</span>
      </p>
      <Acts name={words.allLines} texts={words.groupActs} {...{ desk, start }} target={ALL} />
    </div>
  );
}

const ALL: Target = { kind: 'all' };

interface GroupProps extends AllLinesProps {
  readonly group: LineGroup;
  readonly decisions: ReadonlyMap<string, DecisionJson>;
}

function GroupOfLines({ desk, group, decisions, start }: GroupProps) {
  const words = NOW_WORDS[desk.language];
  const { name, lines, isWhole } = group;
  const title = name || words.others;
  const id = `group-${name}`;
  const hasActs = name !== '' && isWhole && mayChange(desk);
  return (
    <section aria-labelledby={id} class="line-group">
      <div class="group-head">
        <h2 id={id}>{title}</h2>
        {hasActs && (
          <Acts
            {...{ name: title, texts: words.groupActs, desk, start }}
            target={{ kind: 'group', name }}
          />
        )}
      </div>
      <ul class="line-rows">
        {lines.map((line) => (
          <LineRow key={line.line} desk={desk} line={line} decision={decisions.get(line.line)}>
            {mayChange(desk) && (
              <Acts
                {...{ name: line.name[desk.language], texts: words.acts, desk, start }}
                target={{ kind: 'line', name: line.line }}
              />
            )}
          </LineRow>
        ))}
      </ul>
    </section>
  );
}

interface ActsProps extends AllLinesProps {
  readonly name: string;
  readonly texts: Readonly<Record<State, string>>;
  readonly target: Target;
}

function Acts({ desk, name, texts, target, start }: ActsProps) {
  const words = NOW_WORDS[desk.language];
  return (
    <div class="acts">
      {(['closed', 'open'] as const).map((state) => (
        <button key={state} type="button" onClick={() => start(target, state)}>
          {texts[state]}
          <span class="visually-hidden"> ({words.actsOn[state](name)})</span>
        </button>
      ))}
    </div>
  );
}
