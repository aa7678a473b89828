import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the tests read of a compose file: its services as they stand once defaults are filled in. */
export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
}

export interface ComposeService {
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
  readonly stop_grace_period: string;
  readonly mem_limit?: string;
  readonly read_only: boolean;
  readonly user: string;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly ulimits: { readonly nofile: { readonly hard: number } };
  readonly ports?: readonly string[];
  readonly networks: readonly string[] | Readonly<Record<string, { ipv4_address?: string }>>;
  readonly volumes?: readonly string[];
}

/** Reads it as compose does where no variable is set: anchors, merges, `${NAME:-default}`. */
export function readComposeFile(path: string): ComposeFile {
  const written = JSON.stringify(parse(readFileSync(path, 'utf8'), { merge: true }));
  return JSON.parse(written.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')) as ComposeFile;
}
