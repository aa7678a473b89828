import type { Language } from '../../../core/reason.ts';
import type { ApiFault, ApiFaultEntry } from './api.ts';
import { FAULT_WORDS } from './fault-words.ts';
import { knownFaultText } from './plan-fault-words.ts';

export interface FaultNoteProps {
  readonly fault: ApiFault;
  readonly language: Language;
}

/** Why something was refused: in words for everybody, then in those of the service. */
export function FaultNote({ fault, language }: FaultNoteProps) {
  const isTold = fault.status !== null && fault.status !== 401;
  return (
    <div class="fault" role="alert">
      {faultTexts(fault, language).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {isTold && (
        <details>
          <summary>{language === 'ja' ? '詳細（英語）' : 'Details'}</summary>
          <ul lang="en">
            {fault.faults.map(({ detail }) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Each thing that is wrong, once. */
export function faultTexts({ faults }: ApiFault, language: Language): readonly string[] {
  const words = FAULT_WORDS[language];
  const textOf = (fault: ApiFaultEntry) =>
    knownFaultText(fault, language) ?? words[fault.code] ?? words.other ?? fault.code;
  return [...new Set(faults.map(textOf))];
}
