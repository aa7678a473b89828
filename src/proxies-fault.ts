import { isIP } from 'node:net';

/** Networks that have a name of their own. */
const NAMED = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** What is wrong with a list of proxies such as `10.0.0.0/8, loopback`, or `null`. */
export function proxiesFault(text: string): { found: string; advice: string } | null {
  const wrong = text.split(',').filter((part) => !isNetwork(part.trim()));
  if (wrong.length === 0) return null;
  const advice = 'write addresses or networks with commas between, such as 10.0.0.0/8, or loopback';
  return { found: JSON.stringify(wrong[0]?.trim()), advice };
}

function isNetwork(text: string): boolean {
  if (NAMED.has(text)) return true;
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  return isIP(address) !== 0 && isPrefix && rest.length === 0;
}
