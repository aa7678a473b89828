import { useState } from 'preact/hooks';
import type { Language } from '../../../core/reason.ts';
import type { OfficialListJson } from '../../../http/holiday-json.ts';
import { formatTime } from '../../moments.ts';
import { type Desk, mayAdminister } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { OfficialRemoval } from './official-removal.tsx';
import { OfficialUpload } from './official-upload.tsx';
import { OFFICIAL_WORDS } from './official-words.ts';
import { useAnswer } from './use-answer.ts';
import { useFocusHeld } from './use-focus-held.ts';

export interface OfficialSheetProps {
  readonly desk: Desk;
  /** Grows when others may have changed something. */
  readonly round: number;
  readonly onChanged: () => void;
}

/** Which official list was put while the service runs, and the way to put another one. */
export function OfficialSheet({ desk, round, onChanged }: OfficialSheetProps) {
  const { language } = desk;
  const words = OFFICIAL_WORDS[language];
  const { value, fault } = useAnswer<OfficialListJson>(desk, '/v1/holidays/official', round);
  const [acts, setActs] = useState(0);
  const heading = useFocusHeld<HTMLHeadingElement>(String(acts));
  const changed = () => {
    setActs((count) => count + 1);
    onChanged();
  };
  return (
    <section class="sheet official-list" aria-labelledby="official">
      <h2 id="official" ref={heading} tabIndex={-1}>
        {words.title}
      </h2>
      {fault && <FaultNote fault={fault} language={language} />}
      {value && <InForce list={value} language={language} />}
      {mayAdminister(desk) && <OfficialUpload key={acts} desk={desk} onPut={changed} />}
      {mayAdminister(desk) && value && value.firstYear !== null && (
        <OfficialRemoval key={value.putAt} desk={desk} onRemoved={changed} />
      )}
    </section>
  );
}

interface InForceProps {
  readonly list: OfficialListJson;
  readonly language: Language;
}

function InForce({ list, language }: InForceProps) {
  const words = OFFICIAL_WORDS[language];
  const { firstYear, lastYear, putAt, putBy } = list;
  if (firstYear === null || lastYear === null) return <p>{words.nothingPut}</p>;
  return (
    <>
      <p>{words.put(firstYear, lastYear)}</p>
      {putAt && putBy && (
        <p class="muted">{words.putBy(`${words.date(putAt)} ${formatTime(putAt)}`, putBy.name)}</p>
      )}
    </>
  );
}
