/** Answers in gzip or deflate, for whoever asks for it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createDeflate, createGzip, deflate, deflateSync, gzip, gzipSync } from 'node:zlib';

/** In the words of HTTP, the preferred one first. */
export const ENCODINGS = ['gzip', 'deflate'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A shorter answer becomes longer by it. */
const WORTH_BYTES = 1024;
/** A page is text that repeats itself: higher levels take twice the time for a few per cent. */
const LEVEL = 4;
/** Characters up to which packing a text takes less time (0.2 ms) than giving it to another thread. */
const AT_ONCE = 64 * 1024;

const PACKERS = {
  gzip: { now: gzipSync, later: promisify(gzip), stream: createGzip },
  deflate: { now: deflateSync, later: promisify(deflate), stream: createDeflate },
} as const;

/** A part of a whole, of which only whoever has the rest can unpack it; or nothing. */
const NOT_WHOLE: readonly number[] = [204, 206, 304];

/**
 * Compresses what a server answers to requests for which it may: the length of a packed answer tells something of what is in it (BREACH).
 * Nobody who does not name one of the encodings is sent it; a caller that hangs up ends the stream behind it too.
 */
export function registerCompression(
  app: FastifyInstance,
  mayCompress: (request: FastifyRequest) => boolean = () => true,
): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isStream = payload instanceof Readable;
    const isLong = typeof payload === 'string' && payload.length >= WORTH_BYTES;
    if ((!isStream && !isLong) || request.method === 'HEAD' || reply.hasHeader('content-encoding')) return payload;
    if (NOT_WHOLE.includes(reply.statusCode) || !mayCompress(request)) return payload;
    const varies = reply.getHeader('vary');
    void reply.header('vary', varies === undefined ? 'accept-encoding' : `${String(varies)}, accept-encoding`);
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding === null) return payload;
    void reply.removeHeader('content-length').header('content-encoding', encoding);
    if (isStream) return compress(payload, encoding, reply);
    const { now, later } = PACKERS[encoding];
    return payload.length <= AT_ONCE ? now(payload, { level: LEVEL }) : later(payload, { level: LEVEL });
  });
}

/** A page or an answer that comes in parts is shown part by part: each is sent at once. Elsewhere that would cost more bytes than it is worth. */
const IN_PARTS = /^(?:text\/html|multipart\/mixed|text\/event-stream)\b/;

function compress(source: Readable, encoding: Encoding, reply: FastifyReply): Readable {
  const inParts = IN_PARTS.test(String(reply.getHeader('content-type')));
  const options = { level: LEVEL, flush: inParts ? constants.Z_SYNC_FLUSH : constants.Z_NO_FLUSH };
  const compressed = PACKERS[encoding].stream(options);
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
