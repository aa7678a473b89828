import { useEffect, useId, useState } from 'preact/hooks';
import { formatDate, formatTime } from '../../moments.ts';
import { type Desk, mayAdminister } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { type PatchJson, patchText } from './patch-json.ts';
import { PATCH_WORDS } from './patch-words.ts';
import { SavingNote } from './saving-note.tsx';
import { useFocusHeld } from './use-focus-held.ts';
import { newIdempotencyKey, useSaving } from './use-saving.ts';

export interface PatchItemProps {
  readonly desk: Desk;
  readonly patch: PatchJson;
  readonly onRemoved: () => void;
}

/** A patch: what it does, whether it is in force, why, and by whom. */
export function PatchItem({ desk, patch, onRemoved }: PatchItemProps) {
  const { language } = desk;
  const words = PATCH_WORDS[language];
  const [isAsking, setAsking] = useState(false);
  const line = useFocusHeld<HTMLParagraphElement>(String(isAsking));
  const text = patchText(patch, language);
  const { standing } = patch;
  return (
    <li class={`patch ${standing}`}>
      <p ref={line} tabIndex={-1}>
        <strong>{text}</strong> <span class={`tag ${standing}`}>{words.standings[standing]}</span>
      </p>
      {words.meanings[standing] && <p class="muted">{words.meanings[standing]}</p>}
      <PatchFacts {...{ desk, patch }} />
      {mayAdminister(desk) && !isAsking && (
        <button
          type="button"
          class="small"
          aria-label={words.removeOf(text)}
          onClick={() => setAsking(true)}
        >
          {words.remove}
        </button>
      )}
      {isAsking && (
        <RemovalQuestion {...{ desk, patch, onRemoved }} onKeep={() => setAsking(false)} />
      )}
    </li>
  );
}

function PatchFacts({ desk, patch }: Pick<PatchItemProps, 'desk' | 'patch'>) {
  const { language } = desk;
  const words = PATCH_WORDS[language];
  const { note, calendar, createdAt, createdBy } = patch;
  const date = formatDate(createdAt, language, { withYear: true });
  return (
    <dl class="facts">
      <dt>{words.note}</dt>
      <dd>{note}</dd>
      <dt>{words.made}</dt>
      <dd>{words.madeBy(`${date} ${formatTime(createdAt)}`, createdBy.name)}</dd>
      <dt>{words.calendar}</dt>
      <dd>{calendar}</dd>
    </dl>
  );
}

interface QuestionProps extends PatchItemProps {
  readonly onKeep: () => void;
}

function RemovalQuestion({ desk, patch, onRemoved, onKeep }: QuestionProps) {
  const { language } = desk;
  const words = PATCH_WORDS[language];
  const id = useId();
  const saving = useSaving(desk.api);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const question = useFocusHeld<HTMLElement>(saving.phase);
  useEffect(() => question.current?.focus(), []);
  const isBusy = saving.phase !== 'idle';
  const remove = async () => {
    const path = `/v1/holidays/patches/${encodeURIComponent(patch.id)}`;
    const ifMatch = `"${patch.version}"`;
    const answer = await saving.run({ method: 'DELETE', path, ifMatch, idempotencyKey });
    if (!answer) return;
    desk.say(words.removed);
    onRemoved();
  };
  return (
    <section class="end-question" ref={question} tabIndex={-1} aria-labelledby={id}>
      <p id={id}>{words.questions[patch.standing]}</p>
      {saving.fault && <FaultNote fault={saving.fault} language={language} />}
      <SavingNote saving={saving} language={language} />
      <p class="actions">
        <button type="button" class="primary" disabled={isBusy} onClick={remove}>
          {words.confirm}
        </button>
        <button type="button" disabled={isBusy} onClick={onKeep}>
          {words.keep}
        </button>
      </p>
    </section>
  );
}
