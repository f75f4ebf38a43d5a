/** Answers in gzip or deflate, for whoever asks for it. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { pipeline, Readable } from 'node:stream';
import { constants, createDeflate, createGzip } from 'node:zlib';

/** In the words of HTTP, the preferred one first. */
export const ENCODINGS = ['gzip', 'deflate'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A shorter answer becomes longer by it. */
const WORTH_BYTES = 1024;
/** A page is text that repeats itself: higher levels take twice the time for a few per cent. */
const LEVEL = 4;

/**
 * Compresses what a server answers. Nobody who does not name one of the encodings is sent it; a caller that hangs up ends the
 * stream behind it too.
 */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isStream = payload instanceof Readable;
    const isLong = typeof payload === 'string' && payload.length >= WORTH_BYTES;
    if ((!isStream && !isLong) || request.method === 'HEAD' || reply.hasHeader('content-encoding')) return payload;
    void reply.header('vary', 'accept-encoding');
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding === null) return payload;
    void reply.removeHeader('content-length').header('content-encoding', encoding);
    return compress(isStream ? payload : Readable.from([payload]), encoding, reply);
  });
}

function compress(source: Readable, encoding: Encoding, reply: FastifyReply): Readable {
  // A page that comes in parts is shown part by part: each is sent at once. Elsewhere that would cost more bytes than it is worth.
  const inParts = String(reply.getHeader('content-type')).startsWith('text/html');
  const options = { level: LEVEL, flush: inParts ? constants.Z_SYNC_FLUSH : constants.Z_NO_FLUSH };
  const compressed = encoding === 'gzip' ? createGzip(options) : createDeflate(options);
  pipeline(source, compressed, (error) => {
    if (error) reply.raw.destroy();
  });
  return compressed;
}

/** The one that is liked best; null if the answer is to come as it is. */
export function chooseEncoding(accepted: string | undefined): Encoding | null {
  if (accepted === undefined) return null;
  const liked = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const quality = parameters.find((text) => text.startsWith('q='))?.slice(2);
    liked.set(name, quality === undefined ? 1 : Number(quality));
  }
  const likingOf = (name: string): number => liked.get(name) ?? liked.get('*') ?? 0;
  const [best] = ENCODINGS.toSorted((a, b) => likingOf(b) - likingOf(a));
  return best !== undefined && likingOf(best) > 0 ? best : null;
}
