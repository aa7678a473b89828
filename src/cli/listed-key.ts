/** An access key as the service lists it. */
export interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly lines: readonly string[] | null;
  readonly groups: readonly string[] | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly state: string;
}

/** What a key is limited to: `lines a, b; groups c`. */
export function formatLimits({ lines, groups }: ListedKey): string {
  const parts = [
    ...(lines ? [`lines ${lines.join(', ')}`] : []),
    ...(groups ? [`groups ${groups.join(', ')}`] : []),
  ];
  return parts.join('; ') || 'all lines';
}

/** To the minute, in UTC: `2026-11-24 09:00Z`. */
export function formatTime(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')}Z`;
}
