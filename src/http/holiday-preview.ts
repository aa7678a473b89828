import { addDays, type CivilDay, parseCivilDate } from '../core/civil.ts';
import { DAY, type Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import { runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import { compareLines } from '../lines/compare-lines.ts';
import { overlaySnapshot } from '../lines/overlay-snapshot.ts';
import { createPatching } from '../lines/patch-snapshot.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import type { Write } from '../store/ledger.ts';
import type { Actor } from '../store/record.ts';
import { patchToJson } from './holiday-json.ts';
import { stateOf } from './ledger-of.ts';
import { snapshotOf } from './lookup.ts';
import { changesToJson } from './overrides-json.ts';
import { createHear } from './overrides-preview.ts';
import type { Ports } from './ports.ts';

/** Bridges and closed runs reach beyond the date itself, by days; this is more than they can. */
const REACH_DAYS = 31;

/** What a patch would change, line by line, as it is answered. Nothing is written. */
export function previewOfPatch(propose: Write['propose'], actor: Actor, ports: Ports) {
  const state = stateOf(ports);
  const { version } = state;
  const now = ports.clock();
  const loaded = ports.keeper.loaded ?? snapshotOf(ports.keeper);
  const deed = { at: new Date(now).toISOString(), by: actor, version: version + 1 };
  const [change] = propose({ state, deed });
  invariant(change?.after != null, 'a write of a patch leaves one');
  const patch = change.after as unknown as HolidayPatch;
  const holidays = runtimeHolidaysOf(state);
  const patchSnapshot = createPatching();
  const overrides = { version, overrides: overridesOf(state) };
  const before = overlaySnapshot(patchSnapshot(loaded, holidays), overrides);
  const patched = { ...holidays, patches: [...holidays.patches, patch] };
  const after = overlaySnapshot(patchSnapshot(loaded, patched), overrides);
  const lines = before.lines.keys();
  const { changes, truncated } = compareLines({ before, after, lines, ...reachOf(patch) });
  const hear = createHear(after, now);
  return {
    dryRun: true,
    patch: { ...patchToJson(patch, 'in_force', before.zone), id: null, version: null },
    changes: changes.map((each) => changesToJson(each, hear)),
    truncated,
  };
}

function reachOf({ date, to }: HolidayPatch) {
  const days = [date, to ?? date].map((text) => parseCivilDate(text) as CivilDay);
  const from = addDays(Math.min(...days) as CivilDay, -REACH_DAYS);
  const until = addDays(Math.max(...days) as CivilDay, REACH_DAYS);
  // Days of UTC: what the zone of a line adds or takes is less than a day of the reach.
  return { from: (from * DAY) as Instant, until: (until * DAY) as Instant };
}
