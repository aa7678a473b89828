import { useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { ConflictNote } from './conflict.tsx';
import type { Desk } from './desk.ts';
import { type EditDraft, textsOf, zoneOfOverride } from './edit-draft.ts';
import { EndQuestion } from './end-question.tsx';
import { FaultNote } from './fault-note.tsx';
import { OverrideEdit } from './override-edit.tsx';
import { OverrideFacts, overrideTitle } from './override-facts.tsx';
import { OVERRIDE_WORDS } from './override-words.ts';
import { SavingNote } from './saving-note.tsx';
import { type Change, useChange, type Wanted } from './use-change.ts';
import { useFocusHeld } from './use-focus-held.ts';

export interface OverrideCardProps {
  readonly desk: Desk;
  readonly override: OverrideJson;
  /** What somebody is writing about it. */
  readonly draft: EditDraft | null;
  readonly onDraft?: (draft: EditDraft | null) => void;
  readonly onChanged?: (changed: OverrideJson) => void;
  /** What somebody else wrote was left as it is. */
  readonly onKept?: () => void;
}

/** An override: what it is, and, as long as it is not over, what can be done about it. */
export function OverrideCard(props: OverrideCardProps) {
  const { desk, override, draft, onDraft, onChanged, onKept } = props;
  const words = OVERRIDE_WORDS[desk.language];
  const change = useChange(desk, onChanged ?? (() => {}));
  const { saving, conflict } = change;
  const [ending, setEnding] = useState<OverrideJson | null>(null);
  const isBusy = saving.phase !== 'idle';
  const headingId = `override-${override.id}`;
  const act = `${saving.phase} ${draft !== null} ${conflict !== null} ${ending !== null}`;
  const heading = useFocusHeld<HTMLHeadingElement>(act);
  const keep = () => {
    change.settle();
    onDraft?.(null);
    onKept?.();
  };
  return (
    <article class={`sheet override ${override.phase}`} aria-labelledby={headingId}>
      <h3 id={headingId} ref={heading} tabIndex={-1}>
        <span class="tag">{words.phases[override.phase]}</span> {overrideTitle(override, desk)}
      </h3>
      <OverrideFacts desk={desk} override={override} />
      {draft && onDraft && (
        <OverrideEdit
          {...{ desk, draft, onDraft, isBusy: isBusy || conflict !== null }}
          onSave={(patch) => change.change({ kind: 'patch', patch }, draft.base)}
        />
      )}
      {saving.fault && <FaultNote fault={saving.fault} language={desk.language} />}
      <SavingNote saving={saving} language={desk.language} />
      {conflict && (
        <ConflictNote
          {...{ desk, conflict, isBusy, onKeep: keep }}
          onOverwrite={() => change.change(conflict.wanted, conflict.theirs)}
        />
      )}
      {onDraft && !draft && !conflict && override.phase !== 'past' && (
        <CardActs {...{ desk, override, change, onDraft, ending, setEnding }} />
      )}
    </article>
  );
}

interface CardActsProps {
  readonly desk: Desk;
  readonly override: OverrideJson;
  readonly change: Change;
  readonly onDraft: (draft: EditDraft) => void;
  /** What somebody has been asked about. */
  readonly ending: OverrideJson | null;
  readonly setEnding: (override: OverrideJson | null) => void;
}

const MINUTE = 60_000;

function CardActs(props: CardActsProps) {
  const { desk, override, change, onDraft, ending, setEnding } = props;
  const words = OVERRIDE_WORDS[desk.language];
  const isBusy = change.saving.phase !== 'idle';
  const extend = (minutes: number): Wanted => {
    const until = new Date(Date.parse(override.until) + minutes * MINUTE).toISOString();
    return { kind: 'patch', patch: { until } };
  };
  if (ending) {
    const end = () => change.change({ kind: 'end' }, ending);
    return (
      <EndQuestion
        {...{ desk, isBusy, override: ending, onEnd: end }}
        onKeep={() => setEnding(null)}
      />
    );
  }
  const texts = textsOf(override, zoneOfOverride(desk, override));
  return (
    <p class="actions">
      {([30, 60] as const).map((minutes) => (
        <button
          key={minutes}
          {...{ type: 'button', disabled: isBusy }}
          onClick={() => change.change(extend(minutes), override)}
        >
          {words.extend[minutes]}
        </button>
      ))}
      <button type="button" disabled={isBusy} onClick={() => onDraft({ base: override, texts })}>
        {words.edit}
      </button>
      <button type="button" disabled={isBusy} onClick={() => setEnding(override)}>
        {words.endings[override.phase === 'planned' ? 'planned' : 'active'].act}
      </button>
    </p>
  );
}
