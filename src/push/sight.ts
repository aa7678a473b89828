import { createHash } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';

/** What a line looks like now. */
export interface Sight {
  readonly line: string;
  /** The decision as `/v1/lines/{line}/decision` answers it. */
  readonly json: string;
  /** Of all but the revision, which changes with every override of any line. */
  readonly digest: string;
  /** It stays so before this instant, as long as the snapshot is in force. */
  readonly freshUntil: Instant;
}

/** Characters of a digest: 48 bits tell decisions apart, and a hundred fit into a header. */
export const DIGEST_LENGTH = 8;

/** Looks at a line: decides it for now. */
export function lookAt(snapshot: Snapshot, line: Line, now: Instant): Sight {
  const answer = composeAnswer(snapshot, line, { instant: now, at: null });
  const decision = decisionToJson(answer);
  const { revision: _, ...told } = decision;
  const hash = createHash('sha256').update(JSON.stringify(told)).digest('base64url');
  return {
    line: line.id,
    json: JSON.stringify(decision),
    digest: hash.slice(0, DIGEST_LENGTH),
    freshUntil: answer.decision.freshUntil,
  };
}
