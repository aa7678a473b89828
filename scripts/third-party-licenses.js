/** Gathers what the licences of bundled packages want to stand beside every copy of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENSE = /^(licen[cs]e|copying|notice)/i;

/** One text about every package that gave files to a bundle, by esbuild's `inputs`. */
export function thirdPartyLicenses(inputs) {
  const folders = Object.keys(inputs).map((path) => PACKAGE.exec(path)?.[1]);
  const texts = [...new Set(folders.filter(Boolean))].map(describePackage);
  return `${[...new Set(texts)].sort().join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} ${version} says no licence, so it may not be bundled`);
  const files = readdirSync(folder).filter((file) => LICENSE.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${[`${name} ${version}: ${license}`, ...texts].join('\n\n')}\n`;
}
