/** Makes each delivery of the region as often as its file says, and says so if one does not arrive. */
import type { Delivery } from '#domain/feeds.ts';
import type { DeliveryStore } from '#feed-log/index.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { ALARM_AFTER, describeDelivery, explainStatus, isDue, type DeliveryStatus } from './delivery-status.ts';
import { makeDelivery, type DeliveryOptions } from './make-delivery.ts';

interface DeliveryRoundOptions extends Pick<DeliveryOptions, 'logger'> {
  /** By the region file of the moment. */
  readonly options: () => DeliveryOptions;
}

/** How often it is looked whether one is due. */
const LOOK_MS = 60_000;

/** Ends when the signal was aborted, and what was under way is noted. Never rejects. */
export async function makeDeliveries(options: DeliveryRoundOptions, signal: AbortSignal): Promise<void> {
  const look = createDeliveryRound(options);
  const looks = new Set<Promise<void>>();
  const isStopped = (): boolean => signal.aborted;
  while (!isStopped()) {
    const looked = look().finally(() => looks.delete(looked));
    looks.add(looked);
    await delay(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
  await Promise.all(looks);
}

/** What looks which deliveries are due, and makes them; it ends when they have ended, and never rejects. */
export function createDeliveryRound({ options: currentOptions, logger }: DeliveryRoundOptions): () => Promise<void> {
  // One at a time: each holds two of the store's few connections for long work.
  let underWay = false;
  const said = new Map<string, 'error' | 'warn'>();

  async function makeDue(delivery: Delivery, options: DeliveryOptions): Promise<void> {
    const now = options.clock();
    const status = await readDelivery(options.store, delivery, now);
    sayOnce(status);
    if (underWay || status.hold !== null || !isDue(status, now)) return;
    underWay = true;
    await deliver(delivery, options, status).finally(() => {
      underWay = false;
    });
    sayOnce(await readDelivery(options.store, delivery, options.clock()));
  }

  /** When it becomes so, not at every look. */
  function sayOnce(status: DeliveryStatus): void {
    const { delivery, state, hold, alarm } = status;
    const level = alarm ? 'error' : hold !== null ? 'warn' : null;
    if (level === null) said.delete(delivery);
    if (level === null || said.get(delivery) === level) return;
    said.set(delivery, level);
    logger[level]({ delivery, state, why: explainStatus(status) }, 'a delivery does not arrive');
  }

  return async () => {
    const options = currentOptions();
    const deliveries = options.region.feeds?.deliveries ?? [];
    for (const delivery of deliveries) {
      await makeDue(delivery, options).catch((error: unknown) => {
        logger.warn({ delivery: delivery.id, err: error }, 'cannot look whether a delivery is due');
      });
    }
  };
}

async function deliver(delivery: Delivery, options: DeliveryOptions, { failures }: DeliveryStatus): Promise<void> {
  const { logger, signal } = options;
  try {
    const made = await makeDelivery(delivery, options);
    if (made.outcome !== 'DELIVERED') return;
    const { kind, files, toPosition } = made.receipt;
    logger.info({ delivery: delivery.id, kind, files, position: toPosition }, 'a delivery arrived');
  } catch (error) {
    if (signal.aborted) return;
    const level = failures + 1 >= ALARM_AFTER ? 'error' : 'warn';
    logger[level]({ delivery: delivery.id, failures: failures + 1, err: error }, 'a delivery failed; it is sent again');
  }
}

export async function readDelivery(store: DeliveryStore, delivery: Delivery, now: Date): Promise<DeliveryStatus> {
  const [history, hold] = await Promise.all([store.history(delivery.id), store.hold(delivery.set)]);
  return describeDelivery(delivery, { ...history, hold }, now);
}
