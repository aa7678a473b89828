import { explain } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import { decideLine } from '../lines/line-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { type Announcement, writeAnnouncement } from '../messages/announcement.ts';
import type { Answer } from './answer.ts';

/** What is asked of a line. */
export interface Question {
  readonly instant: Instant;
  /** The same instant where the caller named it, `null` where the question was "now". */
  readonly at: Instant | null;
  /** Where in the retry window the caller belongs, from 0 to below 1. */
  readonly share?: number;
  readonly language?: Language;
  readonly isExplained?: boolean;
}

/** Everything that any format needs to write the decision of a line. */
export function composeAnswer(
  { revision, freshness, asOf }: Snapshot,
  line: Line,
  { instant, at, share = 0, language = 'ja', isExplained = false }: Question,
): Answer {
  const lineDecision = decideLine(line, instant, share);
  const { name, zone, messages: templates, alternatives } = line;
  const { decision } = lineDecision;
  let announcement: Announcement | null = null;
  /** Once for all formats, and not for those that say nothing. */
  function announce(): Announcement {
    announcement ??= writeAnnouncement({ name, zone, templates, decision, alternatives });
    return announcement;
  }
  return {
    ...lineDecision,
    at,
    language,
    message: () => announce().text,
    speech: () => announce().speech,
    ...{ revision, freshness, asOf },
    explanation: isExplained ? { explanation: explain(line.compiled, instant), language } : null,
  };
}
