/**
 * Patrons' accounts and writes. What is asked comes in bodies, which are written down nowhere. A write is carried through
 * though its caller hangs up: half done it would be the worst of all.
 */
import { untilGone } from '#platform/departure.ts';
import type { WriteSource, LmsAdapter, PatronSource } from '#contract/adapter.ts';
import {
  accountRequest,
  cardAlone,
  cardAndPin,
  holdToCancel,
  holdRequest,
  loanToRenew,
} from '../remote/account-shapes.ts';
import { cannot, read, type Routes, type SystemRequest } from './requests.ts';

export function addAccountRoutes({ wire, adapterFor }: Routes): void {
  wire.post('/:system/patrons/verify', async (request: SystemRequest, reply) => {
    const adapter = adapterFor(request);
    const { card, pin } = read(cardAndPin, request);
    const found = patronsOf(adapter).verify?.(card, pin, untilGone(reply));
    return { found: await (found ?? cannot(adapter.system.id, 'check a PIN')) };
  });
  wire.post('/:system/patrons/find', async (request: SystemRequest, reply) => {
    const { card } = read(cardAlone, request);
    return { found: await patronsOf(adapterFor(request)).find(card, untilGone(reply)) };
  });
  wire.post('/:system/patrons/account', async (request: SystemRequest, reply) => {
    const { account, wanted } = read(accountRequest, request);
    return { found: await patronsOf(adapterFor(request)).account(account, untilGone(reply), wanted) };
  });

  wire.post('/:system/circulation/renew', (request: SystemRequest) => {
    const { account, loan } = read(loanToRenew, request);
    return writesOf(adapterFor(request), 'renew').renew(account, loan, unending());
  });
  wire.post('/:system/circulation/place-hold', (request: SystemRequest) => {
    const { account, hold } = read(holdRequest, request);
    return writesOf(adapterFor(request), 'placeHold').placeHold(account, hold, unending());
  });
  wire.post('/:system/circulation/cancel-hold', (request: SystemRequest) => {
    const { account, hold } = read(holdToCancel, request);
    return writesOf(adapterFor(request), 'cancelHold').cancelHold(account, hold, unending());
  });
}

/** Ended by the system's own time limit alone. */
function unending(): AbortSignal {
  return new AbortController().signal;
}

function patronsOf({ patrons, system }: LmsAdapter): PatronSource {
  return patrons ?? cannot(system.id, 'read the accounts of patrons');
}

const WRITES: Readonly<Record<keyof WriteSource, string>> = {
  renew: 'renew loans',
  placeHold: 'take holds',
  cancelHold: 'cancel holds',
};

function writesOf<Write extends keyof WriteSource>(
  { writes, system }: LmsAdapter,
  write: Write,
): Required<Pick<WriteSource, Write>> {
  if (writes?.[write] === undefined) return cannot(system.id, WRITES[write]);
  return writes as Required<Pick<WriteSource, Write>>;
}
