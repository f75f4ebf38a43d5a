/** Proof over HTTP: what a repository holds at a position, in counts and digests, and the identifiers of one bucket. */
import { createCallerLimit } from '#platform/caller-limit.ts';
import { MerciaError } from '#platform/errors.ts';
import { networkOf } from '#platform/network-of.ts';
import {
  BUCKETS,
  isManifestRefusal,
  type FeedReader,
  type ManifestQuestion,
  type ManifestReader,
  type ManifestRefusal,
} from '#feed-log/index.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { z } from 'zod';

export interface ManifestRoutes {
  /** By the region of the moment. */
  readonly reader: () => FeedReader;
  readonly manifests: () => ManifestReader;
}

const querySchema = z.object({
  epoch: z.string().max(64).nullable().default(null),
  position: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .nullable()
    .default(null),
});

/** A manifest is about 800 KB. */
const CACHED_ANSWERS = 8;
/** Each reads a whole repository. More wait than this are sent away. */
const MOST_WAITING = 16;
/** Of these, so many by one caller. */
const MOST_OF_ONE = 4;
const RETRY_AFTER_SECONDS = 10;
const STATUS: Readonly<Record<ManifestRefusal['refusal'], number>> = {
  NOTHING_YET: 404,
  NOT_YET: 404,
  OTHER_EPOCH: 409,
  TOO_OLD: 410,
};

/**
 * `/manifest/<repository>?epoch=…&position=…` and `/manifest/<repository>/<bucket>?…`. One is computed at a time: a manifest
 * reads a whole repository, and nobody who harvests is to be slowed down by it.
 */
export function registerManifest(app: FastifyInstance, { reader, manifests }: ManifestRoutes): void {
  const compute = createComputation(manifests);
  const callers = createCallerLimit(() => MOST_OF_ONE, 'manifests');

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    repository: string,
    bucket: string | null,
  ): Promise<FastifyReply> {
    const query = querySchema.safeParse(request.query);
    if (!reader().repositories().includes(repository)) {
      return refuse(reply, 404, 'NO_SUCH_REPOSITORY', `There is no repository "${repository}".`);
    }
    if (!query.success) {
      return refuse(reply, 400, 'BAD_POSITION', 'Write ?epoch=<8 digits>&position=<number>, as a manifest names them.');
    }
    if (bucket !== null && !BUCKETS.includes(bucket)) {
      return refuse(reply, 400, 'BAD_BUCKET', 'A bucket is three hexadecimal digits, 000 to fff.');
    }
    const state = await reader().state();
    const epoch = query.data.epoch ?? state?.epoch ?? null;
    const position = query.data.position ?? state?.position ?? null;
    const leave = callers.enter(networkOf(request.ip));
    const found = await compute(state?.epoch, { repository, epoch, position }, bucket).finally(leave);
    if (typeof found === 'string') return reply.type('application/json; charset=utf-8').send(found);
    return refuse(reply, STATUS[found.refusal], found.refusal, found.message);
  }

  app.register(async (routes) => {
    routes.setErrorHandler((error, _, reply) => {
      if (!(error instanceof MerciaError) || error.code !== 'RATE_LIMITED') throw error;
      void reply.header('retry-after', String(error.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
      return refuse(reply, 503, error.code, 'Many manifests are being computed; ask again later.');
    });
    interface Named {
      Params: { readonly library?: string; readonly bucket?: string };
    }
    for (const path of ['editions', 'editions/:bucket', 'library/:library', 'library/:library/:bucket']) {
      routes.get<Named>(`/manifest/${path}`, (request, reply) => {
        const { library, bucket = null } = request.params;
        return answer(request, reply, library === undefined ? 'editions' : `library/${library}`, bucket);
      });
    }
  });
}

/** An answer at a position never changes, so it is cached; whoever asks for one under way waits for it. */
function createComputation(manifests: ManifestRoutes['manifests']) {
  const queue = new PQueue({ concurrency: 1 });
  const cache = new LRUCache<string, Promise<string | ManifestRefusal>>({ max: CACHED_ANSWERS });

  return async (
    currentEpoch: string | undefined,
    question: ManifestQuestion,
    bucket: string | null,
  ): Promise<string | ManifestRefusal> => {
    const { repository, epoch, position } = question;
    const key = [currentEpoch, repository, epoch, position, bucket].join(' ');
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (queue.size >= MOST_WAITING) {
      throw new MerciaError('RATE_LIMITED', 'feeds: many manifests are being computed', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    const computed = queue.add(async () => {
      const found = await (bucket === null ? manifests().manifest(question) : manifests().contents(question, bucket));
      return isManifestRefusal(found) ? found : JSON.stringify(found);
    });
    cache.set(key, computed);
    try {
      const answer = await computed;
      if (typeof answer !== 'string') cache.delete(key);
      return answer;
    } catch (error) {
      cache.delete(key);
      throw error;
    }
  };
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ code, message });
}
