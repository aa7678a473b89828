import { useRef, useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import type { Desk } from './desk.ts';
import type { EditDraft } from './edit-draft.ts';
import { FaultNote } from './fault-note.tsx';
import { OverrideCard } from './override-card.tsx';
import { OVERRIDE_WORDS } from './override-words.ts';
import { useDraft } from './use-draft.ts';
import { type Overrides, useOverrides } from './use-overrides.ts';

type Drafts = Readonly<Record<string, EditDraft>>;

/** What deviates now and soon, and can be changed; and what did. */
export function OverridesView({ desk }: { readonly desk: Desk }) {
  const words = OVERRIDE_WORDS[desk.language];
  const present = useOverrides(desk, '/v1/overrides');
  const [drafts, setDrafts] = useDraft<Drafts>('overrides', {});
  const [arePastShown, setPastShown] = useState(false);
  const setDraft = (id: string, draft: EditDraft | null) => {
    const { [id]: _, ...others } = drafts;
    setDrafts(draft ? { ...others, [id]: draft } : others);
  };
  const known = present.overrides ?? [];
  // Over in the meantime: what is typed stays in sight all the same.
  const orphans = Object.values(drafts)
    .map(({ base }) => base)
    .filter(({ id }) => present.overrides && !known.some((each) => each.id === id));
  const shown = { desk, drafts, setDraft, overrides: present };
  // What begins while somebody writes about it stays where it is: moved, it would lose the focus.
  const isPlanned = ({ id, phase }: OverrideJson) =>
    (drafts[id]?.base.phase ?? phase) === 'planned';
  const all = [...orphans, ...known];
  return (
    <div class="overrides">
      {present.fault && <FaultNote fault={present.fault} language={desk.language} />}
      <List {...shown} phase="active" all={all.filter((each) => !isPlanned(each))} />
      <List {...shown} phase="planned" all={all.filter(isPlanned)} />
      {present.hasMore && (
        <button type="button" onClick={present.more}>
          {words.more}
        </button>
      )}
      <details
        class="past"
        onToggle={({ currentTarget }) => setPastShown((was) => was || currentTarget.open)}
      >
        <summary>{words.showPast}</summary>
        {arePastShown && <PastOverrides desk={desk} />}
      </details>
    </div>
  );
}

interface ListProps {
  readonly desk: Desk;
  readonly phase: 'active' | 'planned';
  readonly all: readonly OverrideJson[];
  readonly overrides: Overrides;
  readonly drafts: Drafts;
  readonly setDraft: (id: string, draft: EditDraft | null) => void;
}

function List({ desk, phase, all, overrides, drafts, setDraft }: ListProps) {
  const words = OVERRIDE_WORDS[desk.language];
  const heading = useRef<HTMLHeadingElement>(null);
  const changed = (fresh: OverrideJson) => {
    const isOver = fresh.phase === 'past';
    desk.say(isOver ? words.endings[phase].done : words.saved);
    // Its card is about to leave the list.
    if (isOver) heading.current?.focus();
    setDraft(fresh.id, null);
    overrides.replace(fresh);
    overrides.reload();
  };
  return (
    <section aria-labelledby={`phase-${phase}`}>
      <h2 id={`phase-${phase}`} ref={heading} tabIndex={-1}>
        {words.headings[phase]}
      </h2>
      {all.length === 0 && overrides.overrides && <p class="muted">{words.none[phase]}</p>}
      {all.map((override) => (
        <OverrideCard
          key={override.id}
          {...{ desk, override, draft: drafts[override.id] ?? null }}
          onDraft={(draft) => setDraft(override.id, draft)}
          onChanged={changed}
          onKept={overrides.reload}
        />
      ))}
    </section>
  );
}

function PastOverrides({ desk }: { readonly desk: Desk }) {
  const words = OVERRIDE_WORDS[desk.language];
  const { overrides, fault, hasMore, more } = useOverrides(
    desk,
    '/v1/overrides?phase=past&limit=20',
  );
  return (
    <>
      {fault && <FaultNote fault={fault} language={desk.language} />}
      {overrides?.length === 0 && <p class="muted">{words.none.past}</p>}
      {overrides?.map((override) => (
        <OverrideCard key={override.id} desk={desk} override={override} draft={null} />
      ))}
      {hasMore && (
        <button type="button" onClick={more}>
          {words.more}
        </button>
      )}
    </>
  );
}
