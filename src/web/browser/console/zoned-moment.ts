/**
 * A moment in UTC as the service writes moments of a zone, without the offset: so that it can be
 * cut into date and time as they are. Browsers know the zones.
 */
export function zonedMoment(utc: string, zone: string): string {
  const format = formatOf(zone);
  return format.format(new Date(utc)).replace(' ', 'T');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish writes dates as ISO 8601 does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  formats.set(zone, format);
  return format;
}
