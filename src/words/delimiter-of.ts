/**
 * The sign between the cells of a table, by its header: Excel writes what the country of the
 * machine takes to separate lists, and tabs for Unicode.
 */
export function delimiterOf(header: string): string {
  const countOf = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (countOf(sign) > countOf(best) ? sign : best));
}
