import { useEffect, useState } from 'preact/hooks';
import type { ApiFault } from './api.ts';
import {
  type AuditChange,
  type AuditRecordJson,
  changedFields,
  overrideChanges,
  type StoredOverride,
} from './audit-trail.ts';
import { AUDIT_WORDS } from './audit-words.ts';
import { wallClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { type PatchJson, patchText } from './patch-json.ts';
import { tellField, tellMoment, tellOverride } from './tell-override.ts';
import { asFault } from './use-answer.ts';

const FIRST_PAGE = '/v1/audit?order=newest&limit=50';
/** More are not passed over before somebody asks to go on. */
const MAX_EMPTY_PAGES = 20;

/** Who changed what, and when, the newest first. */
export function AuditView({ desk }: { readonly desk: Desk }) {
  const { language } = desk;
  const words = AUDIT_WORDS[language];
  const { records, next, fault, older } = useTrail(desk);
  return (
    <div class="audit">
      {fault && <FaultNote fault={fault} language={language} />}
      {!records && !fault && <p class="muted">{words.loading}</p>}
      {records?.length === 0 && next === null && <p>{words.none}</p>}
      <ol class="trail">
        {records?.map((record) => (
          <TrailRecord key={record.version} record={record} desk={desk} />
        ))}
      </ol>
      {next !== null && (
        <button type="button" onClick={older}>
          {words.older}
        </button>
      )}
    </div>
  );
}

type Records = readonly AuditRecordJson[];

interface Trail {
  readonly records: Records | null;
  /** The path of what is older. */
  readonly next: string | null;
}

/** The pages that were read so far; begun anew when the connection has come back. */
function useTrail({ api, epoch }: Desk) {
  const [trail, setTrail] = useState<Trail>({ records: null, next: null });
  const [fault, setFault] = useState<ApiFault | null>(null);
  const read = async (path: string, before: Records) => {
    try {
      const { records, next } = await readPage(api, path);
      setTrail({ records: [...before, ...records], next });
      setFault(null);
    } catch (error) {
      setFault(asFault(error));
    }
  };
  useEffect(() => {
    void read(FIRST_PAGE, []);
  }, [api, epoch]);
  const older = () => trail.next !== null && read(trail.next, trail.records ?? []);
  return { ...trail, fault, older };
}

/** The next page with something on it: of many sign-ins an operator sees none. */
async function readPage(api: Desk['api'], path: string): Promise<Trail & { records: Records }> {
  for (let [pages, asked] = [1, path]; ; pages++) {
    const { value, next } = await api.get<{ records: Records }>(asked);
    if (value.records.length > 0 || next === null || pages === MAX_EMPTY_PAGES) {
      return { records: value.records, next };
    }
    asked = next;
  }
}

interface RecordProps {
  readonly record: AuditRecordJson;
  readonly desk: Desk;
}

function TrailRecord({ record, desk }: RecordProps) {
  const words = AUDIT_WORDS[desk.language];
  const { version, at, hash } = record;
  const local = wallClock(Date.parse(at), desk.lines[0]?.zone ?? 'UTC');
  return (
    <li>
      <p class="muted">
        <time dateTime={at}>{tellMoment(desk, local)}</time>
      </p>
      {sentencesOf(record, desk).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {overrideChanges(record).map(
        ({ id, before, after }) =>
          before && <FieldChanges key={id} before={before} after={after} desk={desk} />,
      )}
      <p class="muted hash">
        <small>
          {words.version(version)}・{words.hash} <code>{hash.slice(0, HASH_CHARACTERS)}…</code>
        </small>
      </p>
    </li>
  );
}

const HASH_CHARACTERS = 12;

function sentencesOf(record: AuditRecordJson, desk: Desk): readonly string[] {
  const words = AUDIT_WORDS[desk.language];
  const { action, actor, changes } = record;
  const told = overrideChanges(record).map(({ after }) => tellOverride(desk, after, actor.name));
  if (action === 'override.create') return told.map(words.create);
  if (action === 'override.change') return told.map(words.change);
  if (action === 'override.end') return told.map(words.end);
  return [words.other(action, actor.name, calledIn(changes[0], desk.language))];
}

/** What the document of a change is called; a patch of a holiday is called by what it does. */
function calledIn(change: AuditChange | undefined, language: Desk['language']): string {
  const document = change?.after ?? change?.before ?? {};
  if (change?.kind === 'holiday-patch') return patchText(document as PatchJson, language);
  return String((document as { readonly name?: unknown }).name ?? '');
}

interface FieldChangesProps {
  readonly before: StoredOverride;
  readonly after: StoredOverride;
  readonly desk: Desk;
}

function FieldChanges({ before, after, desk }: FieldChangesProps) {
  const words = AUDIT_WORDS[desk.language];
  const fields = changedFields(before, after);
  if (fields.length === 0) return null;
  return (
    <details>
      <summary>{words.details}</summary>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{words.fields[field]}</th>
              <td>{tellField(desk, before, field)}</td>
              <td>{tellField(desk, after, field)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
