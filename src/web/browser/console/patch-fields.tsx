import type { Names } from '../../../core/reason.ts';
import type { ApiFaultEntry } from './api.ts';
import { ChipGroup } from './chip-group.tsx';
import type { Desk } from './desk.ts';
import type { PatchDraft } from './patch-draft.ts';
import { PATCH_WORDS } from './patch-words.ts';
import { PlanField } from './plan-field.tsx';
import { type KnownHolidays, useKnownHolidays } from './use-known-holidays.ts';

export interface PatchFieldsProps {
  readonly desk: Desk;
  readonly draft: PatchDraft;
  /** What the service has against it. */
  readonly faults: readonly ApiFaultEntry[];
  readonly onDraft: (draft: PatchDraft) => void;
}

/** What of which date is to change, and why. */
export function PatchFields(props: PatchFieldsProps) {
  const { desk, draft, onDraft } = props;
  const words = PATCH_WORDS[desk.language];
  const known = useKnownHolidays(desk, draft);
  return (
    <>
      <ChipGroup
        {...{ name: 'patch-kind', legend: words.kind, value: draft.kind, choices: words.kinds }}
        onChoose={(kind) => onDraft({ ...draft, kind })}
      />
      <CalendarField {...props} known={known} />
      <DateFields {...props} name={known.name} />
      <p class="muted">{words.onlyThese}</p>
      {draft.kind === 'add' && <NameFields {...props} />}
      <PlanField
        {...{ label: words.reason, hint: words.reasonHint, kind: 'text', value: draft.note }}
        {...fieldOf(props, '/note')}
        onValue={(note) => onDraft({ ...draft, note })}
      />
    </>
  );
}

/** What the service has against the part of the body, for its field. */
function fieldOf({ desk, faults }: PatchFieldsProps, place: string) {
  return {
    language: desk.language,
    faults: faults.filter(({ pointer }) => pointer === place),
  };
}

interface CalendarProps extends PatchFieldsProps {
  readonly known: KnownHolidays;
}

/** Asked for only where there is a choice. */
function CalendarField({ desk, draft, known, onDraft }: CalendarProps) {
  const { calendars, usual } = known;
  const chosen = draft.calendar || usual;
  const choices = usual === '' ? ['', ...calendars] : calendars;
  if (calendars.length < 2) return null;
  return (
    <p class="field">
      <label for="patch-calendar">{PATCH_WORDS[desk.language].calendar}</label>
      <select
        id="patch-calendar"
        value={chosen}
        onChange={({ currentTarget }) => onDraft({ ...draft, calendar: currentTarget.value })}
      >
        {choices.map((calendar) => (
          <option key={calendar} value={calendar} selected={calendar === chosen}>
            {calendar}
          </option>
        ))}
      </select>
    </p>
  );
}

interface DateProps extends PatchFieldsProps {
  /** What the holiday on the date is called. */
  readonly name: Names | null;
}

function DateFields({ name, ...props }: DateProps) {
  const { desk, draft, onDraft } = props;
  const words = PATCH_WORDS[desk.language];
  return (
    <div class="patch-dates">
      <PlanField
        {...{ label: words.date[draft.kind], kind: 'date', value: draft.date }}
        {...fieldOf(props, '/date')}
        {...(name && { hint: words.isHoliday(name[desk.language]) })}
        onValue={(date) => onDraft({ ...draft, date })}
      />
      {draft.kind === 'move' && (
        <PlanField
          {...{ label: words.to, kind: 'date', value: draft.to }}
          {...fieldOf(props, '/to')}
          onValue={(to) => onDraft({ ...draft, to })}
        />
      )}
    </div>
  );
}

function NameFields(props: PatchFieldsProps) {
  const { desk, draft, onDraft } = props;
  const words = PATCH_WORDS[desk.language];
  return (
    <div class="patch-names">
      {(['ja', 'en'] as const).map((lang) => (
        <PlanField
          key={lang}
          {...{ lang, label: words.names[lang], hint: words.nameHint, value: draft.name[lang] }}
          {...fieldOf(props, `/name/${lang}`)}
          onValue={(text) => onDraft({ ...draft, name: { ...draft.name, [lang]: text } })}
        />
      ))}
    </div>
  );
}
