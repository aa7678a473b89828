import type { WrittenSchedule } from '../config/schema-schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { Imported, Lost } from '../imports/imported.ts';
import { mergeExceptions } from '../imports/merge-exceptions.ts';
import { type WrittenImport, writeSchedule } from '../imports/written-import.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { suggestName } from '../words/suggest-name.ts';
import { EXIT_CODES, type ExitCode } from './exit-code.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import type { ImportRequest } from './import-request.ts';

/** A schedule of the configuration as it is written, and on whose clock its lines are. */
export interface FoundSchedule {
  readonly id: string;
  readonly written: WrittenSchedule;
  readonly zone: string;
}

type Found =
  | { readonly schedule: FoundSchedule | null }
  | { readonly refused: readonly string[]; readonly code: ExitCode };

/** The schedule that `--onto` names; `null` where it names none. */
export function findSchedule({ onto }: ImportRequest, path: string, now: Instant): Found {
  if (onto === null) return { schedule: null };
  const loaded = loadSnapshot(path, now);
  if (!loaded.ok) {
    const refused = loaded.problems.map((problem) => formatLoadProblem(problem, path));
    return { refused, code: EXIT_CODES.configuration.code };
  }
  const maps = loaded.written.flatMap(({ value }) => (value.schedules ? [value.schedules] : []));
  const written = maps.find((map) => Object.hasOwn(map, onto))?.[onto];
  if (!written) {
    const suggestion = suggestName(
      onto,
      maps.flatMap((map) => Object.keys(map)),
    );
    const refused = [`eigyochu: there is no schedule "${onto}" in ${path}.${suggestion}`];
    return { refused, code: EXIT_CODES.usage.code };
  }
  const zone = written.zone ?? loaded.snapshot.zone.name;
  return { schedule: { id: onto, written, zone } };
}

/** The schedule with the exceptions of an import after its own. */
export function importOnto(
  { id, written, zone }: FoundSchedule,
  { schedule, calendars }: Imported,
): WrittenImport & { readonly lost: readonly Lost[]; readonly notes: readonly string[] } {
  const { exceptions: added = [], ...rest } = schedule;
  const { exceptions, repeated } = mergeExceptions(written.exceptions ?? [], added);
  const merged = exceptions.length === 0 ? written : { ...written, exceptions: [...exceptions] };
  const others = [...Object.keys(rest), ...Object.keys(calendars)];
  const notes = [
    `${added.length - repeated} of ${added.length} exceptions are new in the schedule ${id}`,
  ];
  const document = writeSchedule(merged, { id, zone, names: null });
  if (others.length === 0) return { ...document, lost: [], notes };
  const found = others.join(', ');
  const advice = 'onto a schedule only exceptions are taken; import without --onto to see them';
  return { ...document, lost: [{ code: 'not_merged', place: '/', found, advice }], notes };
}
