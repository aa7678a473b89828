import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses } from './error-responses.ts';
import { HolidayPatchSchema } from './holiday-schema.ts';
import {
  describeHeaders,
  type Operation,
  REQUEST_HEADERS,
  RESPONSE_HEADERS,
} from './openapi-headers.ts';
import { nameSchemas } from './openapi-names.ts';
import { OverrideSchema, PreviewSchema } from './override-schema.ts';
import type { App, Ports } from './ports.ts';
import { ProblemSchema } from './problem.ts';
import { NoQuery } from './query-schema.ts';

const TAGS = {
  decisions: 'Is a line open, why, and until when: now, at another instant, or as it changes.',
  lines: 'What is configured for a line: its hours, and what comes of them day by day.',
  purposes: 'What callers want, and on which channel it can be done.',
  holidays: 'The calendars, changes to their dates, and the long breaks that come of them.',
  overrides: 'What people decide over the hours while the service runs; always with an end.',
  audit: 'Who changed what, and when.',
  ivr: 'Doors that vendors of telephone systems call in their own words.',
  service: 'The service itself: health, figures, access keys, sessions, webhooks, configuration.',
};

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
        contact: { name: 'Whoever operates this installation' },
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'Where this document was read.' }],
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
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    },
    transformObject: (gathered) => {
      const { openapiObject } = gathered as { openapiObject: Gathered };
      return complete(openapiObject);
    },
    refResolver: {
      buildLocalReference: ({ $id }) => String($id),
    },
  });
}

interface Gathered {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, object>>;
}

/** Once, when the document is first asked for: what the schemas of the routes need not say. */
function complete({ paths, components, ...rest }: Gathered) {
  const named = new Map<string, Record<string, unknown>>();
  const schemas = nameSchemas(components.schemas, named);
  const described = Object.entries(paths).map(([path, operations]) => {
    const ofPath = Object.entries(operations).map(([method, operation]) => {
      return [method, nameSchemas(describeHeaders(operation), named)];
    });
    return [path, Object.fromEntries(ofPath)];
  });
  const all = Object.entries({ ...(schemas as object), ...Object.fromEntries(named) });
  return {
    ...rest,
    components: {
      ...components,
      schemas: Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))),
      parameters: REQUEST_HEADERS,
      headers: RESPONSE_HEADERS,
    },
    paths: Object.fromEntries(described),
  };
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
