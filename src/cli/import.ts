import { formatProblem, onOneLine, type Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import { type Imported, type Lost, MAX_IMPORT_BYTES, MAX_TOLD } from '../imports/imported.ts';
import {
  type ImportTarget,
  readBack,
  type WrittenImport,
  writeImport,
} from '../imports/written-import.ts';
import { PORTS } from '../load-snapshot.ts';
import type { RunCommand, Terminal } from './command.ts';
import { EXIT_CODES, type ExitCode } from './exit-code.ts';
import { findSchedule, importOnto } from './import-onto.ts';
import { type ImportRequest, readImportRequest } from './import-request.ts';
import { readInput } from './read-input.ts';
import { readSettings } from './read-settings.ts';

/** Prints the hours of a document in our own format, or says everything for which it cannot. */
export const runImport: RunCommand = async (given, terminal) => {
  const settings = readSettings(given, terminal);
  if (!settings) return EXIT_CODES.configuration.code;
  const request = readImportRequest(given);
  if ('faults' in request) {
    for (const fault of request.faults) terminal.err(`eigyochu: ${fault}\n`);
    return EXIT_CODES.usage.code;
  }
  const now = Date.now() as Instant;
  const onto = findSchedule(request, settings.EIGYOCHU_CONFIG, now);
  if ('refused' in onto) {
    for (const line of onto.refused) terminal.err(`${line}\n`);
    return onto.code;
  }
  const input = await readInput(request.file, MAX_IMPORT_BYTES);
  if ('refused' in input) {
    terminal.err(`eigyochu: ${input.refused}\n`);
    return EXIT_CODES.failure.code;
  }
  const zone = request.zone ?? onto.schedule?.zone ?? null;
  const read = request.format.read(input.bytes, { now, zone });
  if (!read.ok) return refuse(request, read.faults, terminal);
  const { imported } = read;
  const target = { id: request.id, zone: zone ?? imported.zone ?? DEFAULT_ZONE };
  const written = onto.schedule
    ? importOnto(onto.schedule, imported)
    : writeAlone(request, imported, { ...target, names: namesOf(request, imported) });
  const lost = [...imported.lost, ...written.lost];
  return print({ request, written, lost, notes: written.notes, now }, terminal);
};

/** Where nobody says one: most of those who use this are there. */
const DEFAULT_ZONE = 'Asia/Tokyo';

function writeAlone(request: ImportRequest, imported: Imported, target: ImportTarget) {
  return { ...writeImport(imported, target), lost: [], notes: notesOf(request, imported) };
}

interface Outcome {
  readonly request: ImportRequest;
  readonly written: WrittenImport;
  readonly lost: readonly Lost[];
  readonly notes: readonly string[];
  readonly now: Instant;
}

/** Nothing is printed that our own parser refuses, or that lost something and must not. */
function print({ request, written, lost, notes, now }: Outcome, terminal: Terminal): ExitCode {
  const { err, out, paint } = terminal;
  const back = readBack(written, { ports: PORTS, now });
  const problems = (back.ok ? back.parts.warnings : back.problems).filter(isTold);
  for (const line of linesOf(request, lost, 'lost')) err(`${paint('yellow', line)}\n`);
  for (const problem of problems) err(`${paint('yellow', formatProblem(problem))}\n`);
  for (const note of notes) err(`${note}\n`);
  const isRefused = !back.ok || (request.isStrict && lost.length > 0);
  const what = lost.length === 0 ? 'everything was' : `${count(lost.length, 'thing')} not`;
  const summary = `${nameOf(request)}: ${what} carried over`;
  if (!isRefused) {
    err(`${paint(lost.length > 0 ? 'yellow' : 'green', summary)}\n`);
    out(written.text);
    return EXIT_CODES.ok.code;
  }
  const why = back.ok ? ', and --strict was asked for' : '; the rest cannot be used';
  err(`${paint('red', `${summary}${why}: nothing is printed`)}\n`);
  return EXIT_CODES.failure.code;
}

/** A note says already that there are no regular hours. */
function isTold({ code }: Problem): boolean {
  return code !== 'never_open';
}

function refuse(request: ImportRequest, faults: readonly Lost[], terminal: Terminal): ExitCode {
  const { err, paint } = terminal;
  for (const line of linesOf(request, faults, 'error')) err(`${paint('red', line)}\n`);
  const summary = `${nameOf(request)} cannot be imported: ${count(faults.length, 'fault')}`;
  err(`${paint('red', summary)}\n`);
  return EXIT_CODES.failure.code;
}

/** A rule or a pointer of a document may be long; its beginning tells which it is. */
const MAX_PLACE = 200;

/** A line each, the first ones of very many; texts of others steer no terminal. */
function linesOf(request: ImportRequest, all: readonly Lost[], word: 'lost' | 'error'): string[] {
  const name = nameOf(request);
  const told = all.slice(0, MAX_TOLD).map(({ code, place, found, advice }) => {
    const where = place.length > MAX_PLACE ? `${place.slice(0, MAX_PLACE)}…` : place;
    return onOneLine(`${name}: ${where}: ${word} ${code}: ${found}; ${advice}`);
  });
  return all.length > MAX_TOLD ? [...told, `${name}: and ${all.length - MAX_TOLD} more`] : told;
}

function nameOf({ file }: ImportRequest): string {
  return file === '-' ? 'standard input' : onOneLine(file);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What was asked for, else what the document says; a name in one language stands for both. */
function namesOf({ names }: ImportRequest, imported: Imported) {
  const ja = names.ja ?? imported.names?.ja ?? names.en;
  const en = names.en ?? imported.names?.en ?? names.ja;
  return ja === undefined || en === undefined ? null : { ja, en };
}

/** What whoever uses the output should know, though nothing was lost. */
function notesOf({ zone }: ImportRequest, imported: Imported): string[] {
  const hasZone = zone !== null || imported.zone !== null;
  const zoneNote = `no zone is said, ${DEFAULT_ZONE} is taken; --zone takes another`;
  const hoursNote =
    'no regular hours are in it, daily: closed stands for them; --onto SCHEDULE takes those of a' +
    ' schedule of yours';
  return [
    ...(hasZone ? [] : [zoneNote]),
    ...(imported.schedule.regular === undefined ? [hoursNote] : []),
  ];
}
