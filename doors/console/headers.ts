/** What browsers are told with every page: nothing of another host, nothing that was not sent with it, no address passed on. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const CONTENT_POLICY = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'script-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

export async function registerHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
}

/** The same for a page that is sent when there is no request that could be routed. */
export const BARE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': Object.entries(CONTENT_POLICY)
    .map(([name, values]) => [name, ...values].join(' '))
    .join(';'),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
