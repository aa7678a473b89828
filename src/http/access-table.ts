import type { Scope } from '../access/access-key.ts';

/**
 * Who may ask: everybody, or whoever has a scope; all have `read` where reads are public. `signed`
 * is `read` until a token of Twilio is known; then the route itself checks the signature instead.
 * `session`: whoever is signed in, which the route itself looks at.
 */
export type Access = 'public' | 'signed' | 'session' | Scope;

/** Every route there is; one that is missing here ends the start. HEAD goes with GET. */
const ACCESS: Readonly<Record<string, Access>> = {
  'GET /livez': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /assets/*': 'public',
  'GET /banner.js': 'public',
  'GET /lines/:line': 'read',
  'GET /': 'read',
  'GET /console': 'public',

  'GET /v1/lines': 'read',
  'GET /v1/lines/:line/decision': 'read',
  'GET /v1/lines/:line/decision.:format': 'read',
  'POST /v1/lines/:line/decision.twiml': 'read',
  'GET /v1/lines/:line/timeline': 'read',
  'GET /v1/lines/:line/timetable': 'read',
  'GET /v1/lines/:line/calendar': 'read',
  'GET /v1/lines/:line/business-time': 'read',
  'GET /v1/lines/:line/calendar.ics': 'read',
  'GET /v1/lines/:line/exceptions.csv': 'read',
  'GET /v1/lines/:line/hours': 'read',
  'GET /v1/lines/:line/hours.jsonld': 'read',
  'GET /v1/lines/:line/hours.osm': 'read',
  'GET /v1/lines/:line/hours.amazon-connect': 'read',
  'GET /v1/decisions': 'read',
  'GET /v1/timetable': 'read',
  'GET /v1/purposes': 'read',
  'GET /v1/purposes/:purpose': 'read',
  'GET /v1/purposes/:purpose.:format': 'read',
  'GET /v1/holidays': 'read',
  'POST /v1/holidays': 'admin',
  'GET /v1/holidays/patches': 'override',
  'GET /v1/holidays/patches/:id': 'override',
  'DELETE /v1/holidays/patches/:id': 'admin',
  'GET /v1/holidays/official': 'read',
  'PUT /v1/holidays/official': 'admin',
  'DELETE /v1/holidays/official': 'admin',
  'GET /v1/holidays/feeds': 'admin',
  'GET /v1/long-breaks': 'read',
  'GET /v1/status': 'read',
  'GET /v1/stream': 'read',

  'POST /v1/ivr/amazon-connect': 'read',
  'POST /v1/ivr/genesys': 'read',
  'GET /v1/ivr/jambonz': 'read',
  'POST /v1/ivr/jambonz': 'read',
  'GET /v1/ivr/twilio': 'signed',
  'POST /v1/ivr/twilio': 'signed',

  'GET /v1/overrides': 'override',
  'POST /v1/overrides': 'override',
  'GET /v1/overrides/:id': 'override',
  'PATCH /v1/overrides/:id': 'override',
  'DELETE /v1/overrides/:id': 'override',

  'POST /v1/session': 'public',
  'GET /v1/session': 'session',
  'DELETE /v1/session': 'session',

  'GET /v1/audit': 'override',
  'GET /v1/keys': 'admin',
  'POST /v1/keys': 'admin',
  'DELETE /v1/keys/:id': 'admin',
  'GET /v1/webhooks': 'admin',
  'POST /v1/webhooks/:id/retry': 'admin',
  'POST /v1/preview': 'admin',
};

/** The page to try requests from, and the files it is made of. */
const DOCUMENTATION = /^\/documentation(\/|$)/;

/** Who may ask a route, or `undefined` where that was never decided. */
export function accessOf(method: string, url: string): Access | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  if (asked === 'GET' && DOCUMENTATION.test(url)) return 'public';
  return ACCESS[`${asked} ${url}`];
}
