import { formatSettingFault, parseSettings, type Settings } from '../settings.ts';
import type { Arguments, Terminal } from './command.ts';

/** The settings with `--config` laid over them, or `null` once their faults have been said. */
export function readSettings({ options }: Arguments, terminal: Terminal): Settings | null {
  const { config } = options;
  const given = typeof config === 'string' ? { EIGYOCHU_CONFIG: config } : {};
  const parsed = parseSettings({ ...terminal.environment, ...given });
  if (parsed.ok) return parsed.settings;
  for (const fault of parsed.faults) terminal.err(`setting ${formatSettingFault(fault)}\n`);
  return null;
}
