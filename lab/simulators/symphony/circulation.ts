/** Loans renewed, holds placed and cancelled; refusals come as HTTP 500. */
import type { Answer } from '../answer.ts';
import { cancelHold, placeHold, renew } from './mutations.ts';
import { HAT, recordNotFound, refusal, refusalOf, required } from './refusals.ts';
import type { Json } from './render.ts';
import type { Request, Serving } from './requests.ts';
import { Reference } from './resources.ts';
import type { SymphonyCircRecord, SymphonyWorld } from './tables.ts';

/** The members of an answer; references may be opened by includeFields. */
export type Done = Readonly<Record<string, Json | Reference>>;

/** Null where the request is none of circulation's. */
export function answerCirculation(
  request: Request,
  serving: Serving,
  sent: Readonly<Record<string, unknown>> | null,
): Done | Answer | null {
  if (request.method === 'DELETE') {
    const key = /^\/circulation\/holdRecord\/key\/(\d+)$/u.exec(request.path)?.[1];
    if (key === undefined) return null;
    const cancelled = cancel(serving.world, key);
    return 'status' in cancelled ? cancelled : { status: 204, contentType: 'application/json', body: '' };
  }
  if (request.method !== 'POST') return null;
  switch (request.path) {
    case '/circulation/circRecord/renew':
      return renewal(serving, sent ?? {});
    case '/circulation/holdRecord/placeHold':
      return hold(serving, sent ?? {});
    case '/circulation/holdRecord/cancelHold': {
      const key = keyIn(sent ?? {}, 'holdRecord');
      return key === undefined ? required('holdRecord') : cancel(serving.world, key);
    }
    default:
      return null;
  }
}

function renewal({ world }: Serving, sent: Readonly<Record<string, unknown>>): Done | Answer {
  const itemKey = keyIn(sent, 'item') ?? keyOfBarcode(world, sent['itemBarcode']);
  if (itemKey === undefined) return required('item');
  const refused = world.refusals.get(itemKey);
  if (refused !== undefined) return refusalOf(refused);
  const loan = [...world.circRecords.values()].find((one) => one.itemKey === itemKey);
  if (loan === undefined) return recordNotFound('/circulation/circRecord', itemKey);
  const why = whyNotRenewed(world, loan);
  if (why !== null) return refusal(500, why);
  renew(world, loan.key);
  return { finesAndFeesAssessed: null, circRecord: new Reference('/circulation/circRecord', loan.key) };
}

function whyNotRenewed(world: SymphonyWorld, loan: SymphonyCircRecord): (typeof HAT)[keyof typeof HAT] | null {
  if (loan.recallDueDate !== null) return HAT.recalled;
  if (loan.unseenRenewalsRemaining === 0 || loan.seenRenewalsRemaining === 0) return HAT.renewalLimit;
  const bibKey = world.items.get(loan.itemKey)?.bibKey;
  const isAwaited = [...world.holds.values()].some((one) => one.bibKey === bibKey && one.status === 'PLACED');
  return isAwaited ? HAT.hasHolds : null;
}

function hold({ world }: Serving, sent: Readonly<Record<string, unknown>>): Done | Answer {
  const patronKey = keyIn(sent, 'patron') ?? keyOfPatron(world, sent['patronBarcode']);
  const pickupLibrary = keyIn(sent, 'pickupLibrary');
  const itemKey = keyOfBarcode(world, sent['itemBarcode']);
  const bibKey = keyIn(sent, 'bib') ?? (itemKey ?? keyIn(sent, 'call'))?.split(':')[0];
  const missing = Object.entries({ patron: patronKey, pickupLibrary, item: bibKey }).filter(
    ([, value]) => value === undefined,
  );
  if (patronKey === undefined || pickupLibrary === undefined || bibKey === undefined) {
    return required(...missing.map(([name]) => name));
  }
  if (!world.bibs.has(bibKey)) return recordNotFound('/catalog/bib', bibKey);
  const refused = world.refusals.get(bibKey);
  if (refused !== undefined) return refusalOf(refused);
  const isDuplicate = [...world.holds.values()].some(
    (one) => one.bibKey === bibKey && one.patronKey === patronKey && one.status !== 'CANCELLED',
  );
  if (isDuplicate) return refusal(500, HAT.duplicateHold);
  const isHoldable = [...world.items.values()].some(
    (item) => item.bibKey === bibKey && (world.policies.get('location')?.get(item.homeLocation)?.holdable ?? true),
  );
  if (!isHoldable) return refusal(500, HAT.noCopyForHold);
  const placed = placeHold(world, {
    bibKey,
    patronKey,
    pickupLibrary,
    ...(sent['holdType'] === 'COPY' && itemKey !== undefined ? { itemKey } : {}),
    ...(typeof sent['comment'] === 'string' ? { comment: sent['comment'].slice(0, 50) } : {}),
    ...(typeof sent['fillByDate'] === 'string' ? { fillByDate: sent['fillByDate'] } : {}),
  });
  return { holdFee: null, holdRecord: new Reference('/circulation/holdRecord', placed.key) };
}

function cancel(world: SymphonyWorld, key: string): Done | Answer {
  if (!world.holds.has(key)) return recordNotFound('/circulation/holdRecord', key);
  cancelHold(world, key);
  return { holdRecord: new Reference('/circulation/holdRecord', key) };
}

function keyIn(sent: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const given = sent[name];
  if (typeof given !== 'object' || given === null || !('key' in given)) return undefined;
  return typeof given.key === 'string' ? given.key : undefined;
}

function keyOfBarcode(world: SymphonyWorld, barcode: unknown): string | undefined {
  return [...world.items.values()].find((item) => item.barcode === barcode)?.key;
}

function keyOfPatron(world: SymphonyWorld, barcode: unknown): string | undefined {
  return [...world.patrons.values()].find((patron) => patron.barcode === barcode)?.key;
}
