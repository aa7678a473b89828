/** A hundred thousand lines on 64 schedules, as documents. */
export const LINES = 100_000;
export const SCHEDULES = 64;

export const numbers = Array.from({ length: LINES }, (_, index) => String(index).padStart(6, '0'));

/** Openings from 08:00 to 09:45 and closings from 16:00 to 17:45: 64 different desks. */
export function hoursOf(index) {
  return { start: 480 + 15 * (index % 8), end: 960 + 15 * Math.floor(index / 8) };
}

/** Lines as a document: plain data, which is JSON, and YAML once written that way. */
export function documentOf(count) {
  const schedules = Array.from({ length: SCHEDULES }, (_, index) => [
    `hours-${index}`,
    {
      regular: { 'mon-fri': [formatSpan(hoursOf(index))] },
      holidays: { calendars: ['jp'], hours: 'closed' },
      longBreaks: [{ preset: 'year-end' }],
    },
  ]);
  const lines = numbers.slice(0, count).map((number, index) => [
    `desk-${number}`,
    {
      name: { ja: `窓口 ${number}`, en: `Desk ${number}` },
      phone: `+81-3-0000-${number}`,
      schedule: `hours-${index % SCHEDULES}`,
      groups: [`office-${index % SCHEDULES}`],
    },
  ]);
  return {
    version: 1,
    zone: 'Asia/Tokyo',
    calendars: { jp: { source: 'japan' } },
    schedules: Object.fromEntries(schedules),
    lines: Object.fromEntries(lines),
  };
}

function formatSpan({ start, end }) {
  const clock = (minute) =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock(start)}-${clock(end)}`;
}

/** Block style down to the lines, one line of the file each: what a generator would write. */
export function formatYaml(document) {
  const rows = [];
  for (const [key, value] of Object.entries(document)) {
    if (typeof value !== 'object') rows.push(`${key}: ${value}`);
    else {
      rows.push(`${key}:`);
      for (const [id, entry] of Object.entries(value))
        rows.push(`  ${id}: ${JSON.stringify(entry)}`);
    }
  }
  return `${rows.join('\n')}\n`;
}
