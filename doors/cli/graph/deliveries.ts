/** What is sent to discovery services, by the region file of the moment. */
import { makeDeliveries, readDelivery, type DeliveryOptions, type DeliveryStatus } from '#feeds/delivery/index.ts';
import { readEnvironmentSecret } from '#platform/environment-secret.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { createDeliveryStore, type DeliveryStore } from '#feed-log/index.ts';
import type { Hub } from './hub.ts';

type DeliveringHub = Pick<Hub, 'store' | 'settings' | 'logger' | 'region'>;

export function openDeliveryStore({ store, region }: Pick<Hub, 'store' | 'region'>): DeliveryStore {
  return createDeliveryStore({ db: store.db, jobs: store.jobs, region });
}

export function toDeliveryOptions(hub: DeliveringHub, signal: AbortSignal): DeliveryOptions {
  return {
    store: openDeliveryStore(hub),
    region: hub.region,
    // Of this process: what a demonstration brings along opens its own systems only.
    secret: (name) => readEnvironmentSecret(process.env, name),
    dataFolder: hub.settings.data,
    clock: () => new Date(),
    logger: hub.logger.child({ part: 'deliveries' }),
    signal,
  };
}

/** Makes every delivery of the region when it is due, until `signal` ends it. Never rejects. */
export function startDelivering(hub: DeliveringHub, signal: AbortSignal): Promise<void> {
  return makeDeliveries({ options: () => toDeliveryOptions(hub, signal), logger: hub.logger }, signal);
}

export async function listDeliveries(hub: Pick<Hub, 'store' | 'region'>): Promise<readonly DeliveryStatus[]> {
  const store = openDeliveryStore(hub);
  const now = new Date();
  return Promise.all((hub.region.feeds?.deliveries ?? []).map((delivery) => readDelivery(store, delivery, now)));
}

/** Readiness with the state of each delivery: one that fails is reported, and keeps nobody from what is served. */
export function withDeliveries(
  ready: () => Promise<Readiness>,
  hub: Pick<Hub, 'store' | 'region'>,
): () => Promise<Readiness> {
  return async () => {
    const [report, deliveries] = await Promise.all([ready(), listDeliveries(hub)]);
    const told = deliveries.map(({ delivery: id, state, arrivedAt, alarm }) => ({ id, state, arrivedAt, alarm }));
    return deliveries.length === 0 ? report : { ...report, deliveries: told };
  };
}
