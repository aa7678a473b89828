/** The floor: `node:http` that sends the same bytes to everybody. */
import { createServer } from 'node:http';
import { listenAsTold } from './listen.js';

const BODY = Buffer.from('open');
const HEAD = { 'content-type': 'text/plain; charset=utf-8', 'content-length': BODY.length };

listenAsTold(createServer((_request, response) => response.writeHead(200, HEAD).end(BODY)));
