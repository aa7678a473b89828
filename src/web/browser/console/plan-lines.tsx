import { useState } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { isSought } from './line-groups.ts';
import { linesInScope, type PlanScope } from './plan-draft.ts';
import { PLAN_WORDS } from './plan-words.ts';

/** More lines than this are looked for by name. */
const MAX_WITHOUT_FILTER = 12;

export interface PlanLinesProps {
  readonly desk: Desk;
  readonly scope: PlanScope;
  readonly onScope: (scope: PlanScope) => void;
}

/** Which lines a plan is for: all, by group, or one by one; as far as the key is for them. */
export function PlanLines({ desk, scope, onScope }: PlanLinesProps) {
  const { language } = desk;
  const words = PLAN_WORDS[language];
  const lines = changeableLines(desk);
  const [filter, setFilter] = useState('');
  const shown = lines.filter((line) => isSought(line, filter));
  const { length: count } = linesInScope(scope, desk.lines);
  const choose = (key: 'lines' | 'groups', id: string) =>
    onScope({ ...scope, [key]: toggled(scope[key], id) });
  return (
    <fieldset class="sheet plan-lines">
      <legend>{words.lines}</legend>
      <p class="muted">{count === 0 ? words.chooseLines : words.chosenLines(count)}</p>
      <div class="choices">
        {isUnlimited(desk) && (
          <Choice
            label={words.all}
            isChosen={scope.all}
            onToggle={() => onScope({ all: !scope.all, groups: [], lines: [] })}
          />
        )}
        {changeableGroups(desk).map((group) => (
          <Choice
            key={`group ${group}`}
            label={words.group(group)}
            isChosen={scope.groups.includes(group)}
            isOff={scope.all}
            onToggle={() => choose('groups', group)}
          />
        ))}
      </div>
      {lines.length > MAX_WITHOUT_FILTER && (
        <label class="field">
          {words.filter}
          <input
            type="search"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="choices many">
        {shown.map(({ line, name }) => (
          <Choice
            key={line}
            label={name[language]}
            isChosen={scope.lines.includes(line)}
            isOff={scope.all}
            onToggle={() => choose('lines', line)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly isOff?: boolean;
  readonly onToggle: () => void;
}

function Choice({ label, isChosen, isOff = false, onToggle }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={isChosen} disabled={isOff} onChange={onToggle} />
      <span>{label}</span>
    </label>
  );
}

function toggled(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
}

function isUnlimited({ session }: Pick<Desk, 'session'>): boolean {
  return session.lines === null && session.groups === null;
}

/** The lines that the key is for. */
export function changeableLines({ session, lines }: Pick<Desk, 'session' | 'lines'>) {
  if (isUnlimited({ session })) return lines;
  return lines.filter(
    ({ line, groups }) =>
      session.lines?.includes(line) || groups.some((group) => session.groups?.includes(group)),
  );
}

function changeableGroups({ session, lines }: Desk): readonly string[] {
  const groups = [...new Set(lines.flatMap((line) => line.groups))];
  if (isUnlimited({ session })) return groups;
  return groups.filter((group) => session.groups?.includes(group));
}
