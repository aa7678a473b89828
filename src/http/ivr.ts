import formbody from '@fastify/formbody';
import { DOORS } from '../ivr/doors.ts';
import { openDoor } from './ivr-door.ts';
import * as schemas from './ivr-schema.ts';
import { openTwilioDoor } from './ivr-twilio.ts';
import type { App, Ports } from './ports.ts';

/** Registers the doors of vendors; they alone read forms. */
export async function registerIvr(server: App, ports: Ports): Promise<void> {
  await server.register(async (scope) => {
    const app = scope as App;
    await app.register(formbody);
    const connect = openDoor(ports, DOORS['/v1/ivr/amazon-connect']);
    app.post('/v1/ivr/amazon-connect', { ...connect, schema: schemas.ASK_FROM_AMAZON_CONNECT });
    const genesys = openDoor(ports, DOORS['/v1/ivr/genesys']);
    app.post('/v1/ivr/genesys', { ...genesys, schema: schemas.ASK_FROM_GENESYS });
    const jambonz = openDoor(ports, DOORS['/v1/ivr/jambonz']);
    app.get('/v1/ivr/jambonz', { ...jambonz, schema: schemas.GET_FOR_JAMBONZ });
    app.post('/v1/ivr/jambonz', { ...jambonz, schema: schemas.ASK_FROM_JAMBONZ });
    const twilio = openTwilioDoor(ports, DOORS['/v1/ivr/twilio']);
    app.get('/v1/ivr/twilio', { ...twilio, schema: schemas.GET_FOR_TWILIO });
    app.post('/v1/ivr/twilio', { ...twilio, schema: schemas.ASK_FROM_TWILIO });
  });
}
