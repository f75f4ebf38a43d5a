/**
 * One process, many adapters: the wire that `remote/` asks, for systems that are reached from this machine only. Every
 * route refuses a question without a context that an operator's part of the same Mercia signed: harvest brings records
 * that the public must not see.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { HoldingId, ItemId, SystemId } from '#domain/ids.ts';
import { ERROR_CODES, MerciaError, isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import type { HarvestPage, HarvestSource, ItemSource, LmsAdapter } from './adapter.ts';
import { harvestFrom, toPageLine, toWireRecords } from './remote/harvest-shapes.ts';
import { HEARTBEAT_MS, WIRE_HEADER, WIRE_VERSION, toWireError, toWireSlot } from './remote/wire.ts';

export interface AdapterServerOptions {
  /** The systems that this process answers for, by id; read at each question. */
  readonly adapters: Pick<ReadonlyMap<SystemId, LmsAdapter>, 'get' | 'keys'>;
  readonly verify: ContextVerifier;
  readonly logger: Logger;
  /** Milliseconds of silence in a harvest until an empty line is written; the wire's own where not said. */
  readonly heartbeatMs?: number;
}

const holdingKeys = z.object({
  keys: z.array(z.object({ id: z.string().transform((id) => id as HoldingId), liveKeys: z.array(z.string()) })),
});
const itemKeys = z.object({ keys: z.array(z.string().transform((id) => id as ItemId)) });

const recordKeys = z.object({ keys: z.array(z.string()) });

type SystemRequest = FastifyRequest<{ Params: { system: string } }>;

/** Adds the wire below `/v1/systems/` to a server; the GraphQL contract and `/health` stand beside it. */
export function registerAdapterServer(
  app: FastifyInstance,
  { adapters, verify, logger, heartbeatMs = HEARTBEAT_MS }: AdapterServerOptions,
): void {
  // On every answer, refusals and unknown paths included: the other end learns by it that versions differ.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header(WIRE_HEADER, WIRE_VERSION);
  });

  const adapterFor = ({ params: { system } }: SystemRequest): LmsAdapter => {
    const adapter = adapters.get(system as SystemId);
    if (adapter !== undefined) return adapter;
    const hosted = [...adapters.keys()].join(', ');
    const what = `this adapter server answers for ${hosted}; name ${system} under its --systems too`;
    throw new MerciaError('LMS_UNAVAILABLE', `[${system}] ${what}`, { system });
  };

  app.register(
    async (wire) => {
      wire.addHook('onRequest', async (request) => {
        const signed = request.headers[CONTEXT_HEADER];
        const { role } = await verify(typeof signed === 'string' ? signed : '');
        if (role !== 'operator')
          throw new MerciaError('FORBIDDEN', 'The wire of adapters is for parts of Mercia only.');
      });
      wire.setErrorHandler((error, request, reply) => {
        const { system = 'adapter server' } = request.params as { readonly system?: string };
        const known = toKnown(error, system);
        if (known === null) logger.error({ err: error, system }, 'An adapter failed in a way of its own');
        const told = toWireError(known ?? error, system);
        return reply.code(known === null ? 500 : ERROR_CODES[known.code].status).send({ error: told });
      });

      wire.get('/:system', (request: SystemRequest) => {
        const { system, capabilities } = adapterFor(request);
        return { kind: system.kind, name: system.name, capabilities };
      });
      wire.get('/:system/probe', (request: SystemRequest, reply) => adapterFor(request).probe(untilGone(reply)));
      wire.post('/:system/availability', async (request: SystemRequest, reply) => {
        const { keys } = read(holdingKeys, request);
        return toSlots(request, await itemsOf(adapterFor(request)).findAvailability(keys, untilGone(reply)));
      });
      wire.post('/:system/items', async (request: SystemRequest, reply) => {
        const { keys } = read(itemKeys, request);
        return toSlots(request, await itemsOf(adapterFor(request)).findItems(keys, untilGone(reply)));
      });
      wire.get('/:system/harvest', async (request: SystemRequest, reply) => ({
        how: await harvestOf(adapterFor(request)).describe(untilGone(reply)),
      }));
      wire.post('/:system/harvest/records', async (request: SystemRequest, reply) => {
        const harvest = harvestOf(adapterFor(request));
        const { keys } = read(recordKeys, request);
        const found = harvest.findRecords?.(keys, untilGone(reply));
        return toWireRecords((await found) ?? cannot(request.params.system as SystemId, 'give single records'));
      });
      wire.post('/:system/harvest/pages', (request: SystemRequest, reply) => {
        const { system } = request.params;
        const pages = harvestOf(adapterFor(request)).pages(read(harvestFrom, request), untilGone(reply));
        const failed = (error: unknown): void => {
          if (!isMerciaError(error)) logger.error({ err: error, system }, 'A harvest failed in a way of its own');
        };
        return reply.type('application/x-ndjson').send(Readable.from(writeLines(pages, system, heartbeatMs, failed)));
      });
    },
    { prefix: `/v${WIRE_VERSION}/systems` },
  );
}

/** Ends the work for a caller who hung up, down to the library system's socket. */
function untilGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function toSlots(
  { params: { system } }: SystemRequest,
  slots: Awaited<ReturnType<ItemSource['findItems']>> | Awaited<ReturnType<ItemSource['findAvailability']>>,
): unknown {
  return { slots: slots.map((slot) => toWireSlot(slot, system)) };
}

function itemsOf({ items, system }: LmsAdapter): ItemSource {
  return items ?? cannot(system.id, 'tell how its copies stand');
}

function harvestOf({ harvest, system }: LmsAdapter): HarvestSource {
  return harvest ?? cannot(system.id, 'be harvested');
}

function cannot(system: SystemId, what: string): never {
  throw new MerciaError('CAPABILITY_UNSUPPORTED', `[${system}] this system cannot ${what}`, { system });
}

function read<Body>(shape: z.ZodType<Body>, { body, params: { system } }: SystemRequest): Body {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new MerciaError('BAD_USER_INPUT', `[${system}] the question cannot be read; is it of another version?`, {
    system,
    cause: parsed.error,
  });
}

/** Null for a fault of our own. What the server itself refuses (no JSON, too long) is the caller's. */
function toKnown(error: unknown, system: string): MerciaError | null {
  if (isMerciaError(error)) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status < 400 || status > 499) return null;
  return new MerciaError('BAD_USER_INPUT', `[${system}] the question was refused (HTTP ${status})`, { system });
}

/** Each page a line; empty lines while the next is prepared, so that a long silence always is a dead host. */
async function* writeLines(
  pages: AsyncIterable<HarvestPage>,
  system: string,
  heartbeatMs: number,
  failed: (error: unknown) => void,
): AsyncGenerator<string> {
  const iterator = pages[Symbol.asyncIterator]();
  yield '\n';
  try {
    for (;;) {
      const next = iterator.next();
      while (await isSlow(next, heartbeatMs)) yield '\n';
      const step = await next;
      if (step.done === true) break;
      yield `${toPageLine(step.value)}\n`;
    }
    yield `${JSON.stringify({ end: true })}\n`;
  } catch (error) {
    failed(error);
    yield `${JSON.stringify({ error: toWireError(error, system) })}\n`;
  } finally {
    await iterator.return?.();
  }
}

async function isSlow(next: Promise<unknown>, heartbeatMs: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = next.then(
    () => false,
    () => false,
  );
  const slow = delay(heartbeatMs, true, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([settled, slow]);
  } finally {
    timer.abort();
  }
}
