/**
 * The `Authorization` header with the key in it, also where a client can send no more than a name
 * and a password, as many telephone systems can: the password is the key, the name is anything.
 */
export function bearerOf(header: string): string {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header)?.[1];
  if (encoded === undefined) return header;
  const text = Buffer.from(encoded, 'base64').toString();
  return `Bearer ${text.slice(text.indexOf(':') + 1)}`;
}
