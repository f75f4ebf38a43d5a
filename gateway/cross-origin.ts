/** Pages of other origins: which may ask the graph from a browser (CORS, in the Fetch standard). */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { CORRELATION_HEADER } from './correlation.ts';

/** What a page may send besides what every page may. */
const ALLOWED_HEADERS = [
  'content-type',
  'authorization',
  'x-api-key',
  'prefer',
  'mercia-budget-ms',
  CORRELATION_HEADER,
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
];
/** What a page may read besides what every page may. */
const EXPOSED_HEADERS = [CORRELATION_HEADER, 'preference-applied', 'retry-after', 'www-authenticate'];
const PREFLIGHT_SECONDS = 600;

/**
 * Answers to the origins that are listed, each exactly as a browser names it, cookies of what stands in front included;
 * nobody else gets an answer that a page can read, and the answer says that it depends on the origin. Without a list
 * nothing is added.
 */
export async function registerCrossOrigin(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const listed = new Set(origins);
  await app.register(cors, {
    origin: async (origin: string | undefined) => (origin !== undefined && listed.has(origin) ? origin : false),
    methods: ['GET', 'POST'],
    credentials: true,
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  });
}
