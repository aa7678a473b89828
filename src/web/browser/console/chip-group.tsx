export interface ChipGroupProps<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly value: T;
  /** What each is called, in order. */
  readonly choices: Readonly<Record<T, string>>;
  readonly onChoose: (value: T) => void;
}

/** One of a few things, all in sight: radio buttons, so that arrows move between them. */
export function ChipGroup<T extends string>(props: ChipGroupProps<T>) {
  const { name, legend, value, choices, onChoose } = props;
  return (
    <fieldset class="chips">
      <legend>{legend}</legend>
      {(Object.entries(choices) as [T, string][]).map(([choice, text]) => (
        <label key={choice} class="chip">
          <input
            {...{ type: 'radio', name, value: choice, checked: choice === value }}
            onChange={() => onChoose(choice)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
