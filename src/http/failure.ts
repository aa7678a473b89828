import { ANONYMOUS, allowsLine, hasScope, type Principal } from '../access/principal.ts';
import { LANGUAGES, type Language } from '../core/reason.ts';
import type { ErrorCode } from '../errors.ts';
import type { Failure } from '../formats/format.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Ports } from './ports.ts';

/** What was asked when it failed. */
export interface Asked {
  readonly code: ErrorCode;
  /** The name of a line; `null` where none is named. */
  readonly line: string | null;
  /** The name of a purpose, where one is asked about: its first line stands in for it. */
  readonly purpose?: string | null;
  readonly language: Language;
  /** `undefined`: it failed before it was known who is asking. */
  readonly principal: Principal | undefined;
}

/** What of the service is told instead of a decision: of a line only to whoever may see it. */
export function failureOf(
  { keeper, reads }: Pick<Ports, 'keeper' | 'reads'>,
  { code, line: name, purpose = null, language, principal = ANONYMOUS[reads] }: Asked,
): Failure {
  const { snapshot } = keeper;
  const known = snapshot?.lines.get(name ?? lineOfPurpose(snapshot, purpose) ?? '');
  const line = known && maySee(principal, known) ? known : null;
  return { code, line, language, onUnknown: (line ?? snapshot)?.onUnknown ?? 'unknown' };
}

function lineOfPurpose({ purposes }: Snapshot, name: string | null): string | undefined {
  const channels = purposes.get(name ?? '')?.channels ?? [];
  return channels.flatMap((channel) => (channel.kind === 'line' ? [channel.line] : []))[0];
}

function maySee(principal: Principal, line: Line): boolean {
  return hasScope(principal, 'read') && allowsLine(principal.limits, line);
}

const LINE = /^\/v1\/lines\/([^/]+)\/decision/;
const PURPOSE = /^\/v1\/purposes\/([^/.?#]+)/;
const LANGUAGE = new RegExp(`[?&]lang=(${LANGUAGES.join('|')})(?=[&#]|$)`);

/** What a URL is about, and in which language, however wrong the rest of it may be. */
export function askedBy(url: string): Pick<Asked, 'line' | 'purpose' | 'language'> {
  const line = LINE.exec(url)?.[1] ?? null;
  const purpose = PURPOSE.exec(url)?.[1] ?? null;
  const language = LANGUAGE.exec(url)?.[1] as Language | undefined;
  return { line, purpose, language: language ?? 'ja' };
}
