import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { weekdayIndexOf } from '../../src/core/civil.ts';
import { SCENARIO_LINES } from '../support/scenario-lines.ts';
import { day } from '../support/schedules.ts';
import { timelineOn } from '../support/timetable.ts';

const FOLDER = new URL('../scenarios/', import.meta.url);
const WEEKDAY_COLUMN = ['月 Mon', '火 Tue', '水 Wed', '木 Thu', '金 Fri', '土 Sat', '日 Sun'];

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));

t.ok(files.length > 0, 'there are scenarios');

for (const file of files) {
  t.test(`${file} is what the line does`, async (t) => {
    const lines = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
    const compiled = SCENARIO_LINES[headerOf(lines, 'line')];
    if (!compiled) return t.fail('the header names a line of test/support/scenario-lines.ts');
    const rows = lines.filter((line) => line !== '' && !line.startsWith('#'));
    t.ok(rows.length >= 7, 'a scenario is a week or more');
    for (const row of rows) {
      const date = row.slice(0, 'YYYY-MM-DD'.length);
      const weekday = WEEKDAY_COLUMN[weekdayIndexOf(day(date))];
      t.equal(`${date} ${weekday} | ${timelineOn(compiled, day(date))}`, row);
    }
  });
}

function headerOf(lines: readonly string[], key: string): string {
  const line = lines.find((text) => text.startsWith(`# ${key}: `));
  return line?.slice(`# ${key}: `.length) ?? '';
}
