import type { Language, Names } from '../core/reason.ts';
import type { BoardLine } from './board-data.ts';
import { BOARD_WORDS } from './board-words.ts';
import { formatMoment, formatTime } from './moments.ts';
import { withLanguage } from './site-bar.tsx';

interface RowProps {
  readonly language: Language;
  readonly line: BoardLine;
}

/** A line: its state in a word and a shape, its name, why, until when, and its number. */
export function BoardRow({ language, line }: RowProps) {
  const { id, name, phone, zone, decision } = line;
  const words = BOARD_WORDS[language];
  const { state, reason, closingSoon } = decision;
  const shown = words.states[closingSoon ? 'closing_soon' : reason];
  const why = decision.reasonName[language];
  return (
    <li id={`line-${id}`} data-line={id} data-state={state} data-name={name[language]}>
      <p class="pill">
        <span class={`state ${state}`}>{shown}</span>
      </p>
      <div class="what">
        <h3>
          <a href={withLanguage(`/lines/${encodeURIComponent(id)}`, language)}>{name[language]}</a>
        </h3>
        <OtherName language={language} name={name} />
        {why !== shown && <p class="detail">{why}</p>}
      </div>
      <div class="when">
        <NextChange language={language} line={line} />
        {zone !== null && <p class="detail">{words.localTime(zone)}</p>}
      </div>
      <p class="phone">{phone !== null && <PhoneNumber phone={phone} />}</p>
    </li>
  );
}

/** In the other language, for whoever looks for that one. */
function OtherName({ language, name }: { readonly language: Language; readonly name: Names }) {
  const other = language === 'ja' ? 'en' : 'ja';
  if (name[other] === name[language]) return null;
  return (
    <p class="detail" lang={other}>
      {name[other]}
    </p>
  );
}

/** When callers are next answered otherwise than now, and how long that is. */
function NextChange({ language, line }: RowProps) {
  const words = BOARD_WORDS[language];
  const { today, decision } = line;
  const { state, opensAt, closesAt, staffedUntil, reason } = decision;
  const isOpen = state === 'open';
  const moment = isOpen ? closesAt : opensAt;
  if (moment === null) return <p>{isOpen ? words.alwaysOpen : words.neverOpens}</p>;
  const written = formatMoment(moment, { language, today });
  return (
    <>
      <p>{isOpen ? words.openUntil(written) : words.opensAt(written)}</p>
      <p class="countdown">
        <time data-countdown dateTime={moment} />
      </p>
      {reason === 'last_call' && staffedUntil !== null && (
        <p class="detail">{words.staffedUntil(formatTime(staffedUntil))}</p>
      )}
    </>
  );
}

/** A link where there is something to dial. */
function PhoneNumber({ phone }: { readonly phone: string }) {
  const dialled = phone.replace(/[^+\d]/g, '');
  return dialled === '' ? <span>{phone}</span> : <a href={`tel:${dialled}`}>{phone}</a>;
}
