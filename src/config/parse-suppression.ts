import { quote } from '../words/quote.ts';
import { child, type Located, pathOf } from './located.ts';
import type { ProblemList } from './problem-list.ts';
import type { WrittenSuppression } from './schema-suppression.ts';
import { formatPointer } from './source-document.ts';
import type { Suppression } from './suppression.ts';

/** A suppression; `null` where something is wrong, which has been told. */
export function parseSuppression(
  written: Located<WrittenSuppression>,
  problems: ProblemList,
): Suppression | null {
  const [code, at, reason] = [
    child(written, 'code'),
    child(written, 'at'),
    child(written, 'reason'),
  ];
  const isGood = [at && checkPointer(at, problems), reason && checkReason(reason, problems)];
  if (!code || !reason || isGood.includes(false)) return null;
  const path = pathOf(written);
  return {
    code: code.value,
    at: at?.value ?? null,
    reason: reason.value,
    pointer: formatPointer(path),
    place: written.document.placeOf(path, 'value'),
  };
}

function checkPointer(at: Located<string>, problems: ProblemList): boolean {
  if (/^(\/[^/]+)+$/.test(at.value)) return true;
  const advice = 'write the path that "check" prints in parentheses, such as /schedules/always';
  problems.report(at, { code: 'bad_pointer', found: `${quote(at.value)} is not a path`, advice });
  return false;
}

function checkReason(at: Located<string>, problems: ProblemList): boolean {
  if (at.value.trim() !== '') return true;
  const advice = 'write why it is meant so, for whoever reads it next';
  problems.report(at, { code: 'empty', found: 'an empty text', advice });
  return false;
}
