/** A library system that speaks the wire of Skeleton over real sockets. It shares no code with the adapter that it tests. */
import { writeMarcInJson } from '#marc/index.ts';
import { page, type Answer } from '../answer.ts';
import { createSimulatorServer, type Asked, type SimulatorServer, type SimulatorServerOptions } from '../server.ts';
import { idsOf, type SkeletonRecord, type SkeletonWorld } from './world.ts';

export interface SkeletonSimulator extends SimulatorServer {
  readonly world: SkeletonWorld;
}

const RECORDS = '/api/records';
const IDS = '/api/ids';

export async function createSkeletonSimulator({
  world,
  ...options
}: SimulatorServerOptions & { readonly world: SkeletonWorld }): Promise<SkeletonSimulator> {
  const server = await createSimulatorServer(
    {
      now: world.now,
      kindOf: ({ path }) => (path === RECORDS ? 'records' : path === IDS ? 'ids' : 'other'),
      answer: (asked) => answer(world, asked),
      expireTokens: () => undefined,
      maintenance: 'Skeleton is down for maintenance',
    },
    options,
  );
  return { ...server, world };
}

function answer(world: SkeletonWorld, { path, query }: Asked): Answer {
  if (path === IDS) return json({ ids: idsOf(world) });
  if (path !== RECORDS) return page(404, 'Not found');
  const after = query.get('after') ?? '';
  const since = Date.parse(query.get('since') ?? '') || 0;
  const wanted = query.get('ids')?.split(',');
  const limit = Number(query.get('limit') ?? world.records.size);
  const found = [...world.records.values()].filter(
    (record) =>
      record.id > after &&
      record.changedAt >= since &&
      // Deletions are told to who asks for changes.
      (since > 0 || record.copies !== null) &&
      (wanted === undefined || wanted.includes(record.id)),
  );
  return json({
    asOf: new Date(world.now()).toISOString(),
    records: found.slice(0, limit).map(toWire),
    more: found.length > limit,
  });
}

function toWire({ id, marc, hidden, changedAt, copies }: SkeletonRecord): object {
  const changed = new Date(changedAt).toISOString();
  if (copies === null) return { deleted: true, id, changedAt: changed };
  return { deleted: false, id, changedAt: changed, hidden, marc: marc && writeMarcInJson(marc), copies };
}

function json(value: unknown): Answer {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(value) };
}
