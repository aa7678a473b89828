/** What is wrong with the base of the service's own URLs, or `null`. */
export function publicUrlFault(text: string): { found: string; advice: string } | null {
  if (isBase(text)) return null;
  const advice =
    'write the URL that others reach the service at, such as https://hours.example.com';
  return { found: JSON.stringify(text), advice };
}

/** A password in it would stand in logs, and a query would end up in the middle of a URL. */
function isBase(text: string): boolean {
  if (!URL.canParse(text) || /[?#\s]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
