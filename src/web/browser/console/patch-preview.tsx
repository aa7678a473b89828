import { ApiFault } from './api.ts';
import type { Desk } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { PATCH_WORDS } from './patch-words.ts';
import { PreviewList } from './preview-list.tsx';
import type { Previewed } from './use-previews.ts';

export interface PatchPreviewProps {
  readonly desk: Desk;
  /** Whether there is something to ask about. */
  readonly isWhole: boolean;
  readonly previewed: Previewed | null;
  readonly fault: ApiFault | null;
}

/** Which hours would change by a patch, or why it cannot be. */
export function PatchPreview({ desk, isWhole, previewed, fault }: PatchPreviewProps) {
  const words = PATCH_WORDS[desk.language];
  const other = fault && withoutFields(fault);
  return (
    <section class="sheet-preview" aria-labelledby="patch-preview">
      <h3 id="patch-preview">{words.preview}</h3>
      <p role="status" class="muted">
        {!isWhole && words.incomplete}
        {isWhole && !previewed && words.asking}
        {isWhole && previewed?.fault && !other && words.faulty}
      </p>
      {previewed?.preview && <PreviewList preview={previewed.preview} desk={desk} />}
      {other && <FaultNote fault={other} language={desk.language} />}
    </section>
  );
}

const HAS_FIELD = /^\/(date|to|name\/(ja|en)|note)$/;

/** What stands beside no field; `null` where nothing is left. */
function withoutFields({ status, faults }: ApiFault): ApiFault | null {
  const rest = faults.filter(({ pointer }) => !HAS_FIELD.test(pointer ?? ''));
  return rest.length === 0 ? null : new ApiFault(status, rest);
}
