import type { ApiFault } from './api.ts';
import type { Desk, LineJson } from './desk.ts';
import { useAnswer } from './use-answer.ts';

/** Today on the clock of a line: its calendar begins with it. `null` while it is awaited. */
export function useToday(
  desk: Pick<Desk, 'api' | 'epoch'>,
  line: LineJson | undefined,
): { readonly today: string | null; readonly fault: ApiFault | null } {
  const path = line ? `/v1/lines/${encodeURIComponent(line.line)}/calendar` : null;
  const { value, fault } = useAnswer<{ days: readonly { date: string }[] }>(desk, path);
  return { today: value?.days[0]?.date ?? null, fault };
}
