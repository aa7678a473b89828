import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses } from './error-responses.ts';
import { HolidayPatchSchema } from './holiday-schema.ts';
import { OverrideSchema, PreviewSchema } from './override-schema.ts';
import type { App, Ports } from './ports.ts';
import { ProblemSchema } from './problem.ts';
import { NoQuery } from './query-schema.ts';

const TAGS = ['decisions', 'lines', 'purposes', 'holidays', 'overrides', 'audit', 'ivr', 'service'];

/** Registers what gathers the routes' schemas; before the routes, so that it sees them all. */
export async function registerOpenApi(app: App): Promise<void> {
  app.addSchema(DecisionSchema);
  app.addSchema(HolidayPatchSchema);
  app.addSchema(OverrideSchema);
  app.addSchema(PreviewSchema);
  app.addSchema(ProblemSchema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'eigyochu',
        version: '1',
        description: 'Whether a line is open, why, and when to call again.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access key: eig_ID_SECRET. Reading needs none where reads are public.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'eigyochu_session',
            description:
              'What POST /v1/session sets, over TLS as __Host-eigyochu_session. Changes need a' +
              ' page of the service itself.',
          },
        },
      },
      tags: TAGS.map((name) => ({ name })),
    },
    refResolver: {
      buildLocalReference: ({ $id }) => String($id),
    },
  });
}

const GET_OPEN_API = {
  operationId: 'getOpenApi',
  summary: 'This document',
  tags: ['service'],
  querystring: NoQuery,
  response: {
    200: { type: 'object', additionalProperties: true, description: 'OpenAPI 3.1.' },
    304: NotModifiedSchema,
    ...errorResponses([]),
  },
};

/** The bar at the top holds the plugin's logo and a field for other services' documents. */
const PAGE_STYLE = '.swagger-ui .topbar { display: none; }';

/** The document itself, and a page to try requests from. */
export async function registerDocumentation(app: App, ports: Ports): Promise<void> {
  const builtAt = ports.clock();
  app.get('/openapi.json', { schema: GET_OPEN_API }, (_request, reply) => {
    allowCaching(reply, { now: ports.clock(), freshUntil: null, modifiedAt: builtAt }, ports);
    reply.send({ ...app.swagger() });
  });
  await app.register(swaggerUi, {
    routePrefix: '/documentation',
    theme: { title: 'Eigyochu', css: [{ filename: 'page.css', content: PAGE_STYLE }] },
    staticCSP: true,
    // The page is also read over plain HTTP inside a network; upgrading would leave it blank.
    transformStaticCSP: (header) => header.replace(/\s*upgrade-insecure-requests;?/, ''),
  });
}
