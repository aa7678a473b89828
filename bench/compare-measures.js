/** Measured time of peers is compared with ours before anything is timed. */
import { printTable } from './measure.js';

/** Prints how many answers of each peer differ from ours, and by how much at most. */
export function compareMeasures({ ours, peers, instants, year }) {
  const rows = peers.map(({ name, openMinutes, addEightHours }) => {
    const off = instants.map((at) =>
      Math.abs(openMinutes(at, at + year) - ours.openMinutes(at, at + year)),
    );
    const late = instants.map((at) => Math.abs(addEightHours(at) - ours.addEightHours(at)));
    return [name, tell(off, 1), tell(late, 60_000)];
  });
  const header = ['answers that differ', "a year's open minutes", 'after eight open hours'];
  printTable('Measured time compared first', header, rows);
}

function tell(differences, minute) {
  const { length } = differences.filter((each) => each > 0);
  const most = Math.round(Math.max(...differences) / minute);
  return `${length} of ${differences.length}${length > 0 ? `, by up to ${most} min` : ''}`;
}
