/** The files that pages need, served from what npm installed: no request goes to another host. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NHSUK_DIST } from './render.ts';

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
  readonly etag: string;
}

/**
 * The design system names its fonts on a host of its own: browsers fall back to Arial. Its pictures it names from the beginning of the
 * host: here from the file itself, which may stand below a path (`base-path.ts`). Its styles for narrow windows would take hold on paper,
 * which is as narrow.
 */
function toOwn(css: string): string {
  return css
    .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll('url(/assets/', 'url(')
    .replaceAll(/@media\s*\(max-width/g, '@media screen and (max-width')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, '');
}

const own = (name: string): string => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
/** The pictures that its style names. */
const PICTURES = ['arrow-down', 'arrow-up-down', 'arrow-up', 'cross'] as const;

const nhsuk = (name: string): string => readFileSync(join(NHSUK_DIST, 'nhsuk', name), 'utf8');

function toAsset(type: string, text: string): Asset {
  const bytes = Buffer.from(text);
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 20)}"`;
  return { type, bytes, gzip: gzipSync(bytes, { level: 9 }), brotli: brotliCompressSync(bytes), etag };
}

function readAssets(): ReadonlyMap<string, Asset> {
  return new Map([
    ['nhsuk.css', toAsset('text/css; charset=utf-8', toOwn(nhsuk('nhsuk-frontend.min.css')))],
    ['console.css', toAsset('text/css; charset=utf-8', own('console.css'))],
    ['desk.js', toAsset('text/javascript; charset=utf-8', own('desk.js'))],
    ['print.js', toAsset('text/javascript; charset=utf-8', own('print.js'))],
    ['refill.js', toAsset('text/javascript; charset=utf-8', own('refill.js'))],
    ['session.js', toAsset('text/javascript; charset=utf-8', own('session.js'))],
    ['live.js', toAsset('text/javascript; charset=utf-8', own('live.js'))],
    ['icon.svg', toAsset('image/svg+xml', own('icon.svg'))],
    ...PICTURES.map((name): [string, Asset] => {
      const path = `images/nhsuk-icon-${name}.svg`;
      return [path, toAsset('image/svg+xml', nhsuk(`assets/${path}`))];
    }),
  ]);
}

let assets: ReadonlyMap<string, Asset> | null = null;

/** Serves them below `/assets/`. They are packed once for all servers of a process, which takes a third of a second. */
export function registerAssets(app: FastifyInstance): void {
  assets ??= readAssets();
  for (const [name, asset] of assets) {
    app.get(`/assets/${name}`, (request, reply) => send(asset, request, reply));
  }
}

function send(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply
    .header('content-type', asset.type)
    .header('etag', asset.etag)
    // Their names stay the same from release to release, and a page fits those of its own alone.
    .header('cache-control', 'public, no-cache')
    .header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(asset.brotli);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(asset.gzip);
  return reply.send(asset.bytes);
}
