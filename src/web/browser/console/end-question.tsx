import { useEffect, useRef, useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { ApiFault } from './api.ts';
import type { Desk } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { OVERRIDE_WORDS } from './override-words.ts';
import type { Preview } from './preview.ts';
import { PreviewList } from './preview-list.tsx';

export interface EndQuestionProps {
  readonly desk: Desk;
  readonly override: OverrideJson;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
  readonly onKeep: () => void;
}

/** Shows what ending an override would change, and asks: what is over cannot be resumed. */
export function EndQuestion({ desk, override, isBusy, onEnd, onKeep }: EndQuestionProps) {
  const words =
    OVERRIDE_WORDS[desk.language].endings[override.phase === 'planned' ? 'planned' : 'active'];
  const [preview, setPreview] = useState<Preview | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const question = useRef<HTMLElement>(null);
  useEffect(() => {
    question.current?.focus();
    const path = `/v1/overrides/${encodeURIComponent(override.id)}?dryRun=true`;
    const request = { method: 'DELETE', path, ifMatch: '*' } as const;
    desk.api.send<Preview>(request).then(
      ({ value }) => setPreview(value),
      (thrown) => {
        if (!(thrown instanceof ApiFault)) throw thrown;
        setFault(thrown);
      },
    );
  }, [desk.api, override.id]);
  return (
    <section class="end-question" ref={question} tabIndex={-1} aria-label={words.act}>
      <p>{words.question}</p>
      {preview && <PreviewList preview={preview} desk={desk} />}
      {fault && <FaultNote fault={fault} language={desk.language} />}
      <p class="actions">
        <button type="button" class="primary" disabled={isBusy} onClick={onEnd}>
          {words.confirm}
        </button>
        <button type="button" disabled={isBusy} onClick={onKeep}>
          {words.keep}
        </button>
      </p>
    </section>
  );
}
