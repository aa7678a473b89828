import type { Language } from '../../../core/reason.ts';
import type { ApiFault } from './api.ts';
import { FaultNote } from './fault-note.tsx';
import { listFaultText } from './list-fault-words.ts';
import { OFFICIAL_WORDS } from './official-words.ts';

export interface ListFaultsProps {
  readonly fault: ApiFault;
  readonly language: Language;
}

const MAX_FAULTS = 10;

/** Why a file is refused: what is wrong on which of its lines, or what else stands against it. */
export function ListFaults({ fault, language }: ListFaultsProps) {
  const words = OFFICIAL_WORDS[language];
  if (!fault.has('bad_official_list')) return <FaultNote fault={fault} language={language} />;
  const texts = fault.faults.map(({ detail }) => listFaultText(detail, language));
  const rest = texts.length - MAX_FAULTS;
  return (
    <div class="fault" role="alert">
      <p>{words.refused}</p>
      <ul>
        {texts.slice(0, MAX_FAULTS).map((text) => (
          <li key={text}>{text}</li>
        ))}
        {rest > 0 && <li>{words.moreFaults(rest)}</li>}
      </ul>
    </div>
  );
}
