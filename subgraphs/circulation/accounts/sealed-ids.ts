/**
 * Ids of what belongs to a patron. The system's own numbers are sealed in them, because ids end up in logs and addresses.
 * Only the circulation router opens them; to everybody else they are opaque. The same account always has the same id.
 */
import { CONTINUED_BINDING, createId, parseId, sealedIdBinding as bound } from '#domain/ids.ts';
import type { AccountId, ChargeId, HoldId, IdKind, LoanId, SystemId } from '#domain/ids.ts';
import type { AccountLocalId } from '#domain/accounts.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createSealer } from '#platform/sealed-text.ts';
import { z } from 'zod';

export interface OpenedAccount {
  /** The system that gave the number. An account does not move with its library: at another system the number is another reader's. */
  readonly system: SystemId;
  readonly account: AccountLocalId;
}

/** A loan, a hold or a charge, with the account that it stands in. */
export interface OpenedEntry extends OpenedAccount {
  readonly localId: string;
}

/** An account that goes on at another system since its library moved there. */
export interface ContinuedAccount {
  readonly was: OpenedAccount;
  readonly now: OpenedAccount;
  /** The system's own keys of loans that were there before: first the old one, then the new one. */
  readonly loans: readonly (readonly [string, string])[];
}

export type SealedIds = ReturnType<typeof createSealedIds>;

const accountShape = z.object({ system: z.custom<SystemId>((it) => typeof it === 'string'), account: z.string() });
const continuedShape = z.object({
  was: accountShape,
  now: accountShape,
  loans: z.array(z.tuple([z.string(), z.string()])),
});
const entryShape = z.tuple([z.string(), z.string()]);

/**
 * `secret` is the region's secret for patron data; ids that were sealed with one of `accepted` are opened, too. Throws
 * CONFIG_INVALID if one is too short.
 */
export function createSealedIds(secret: string, accepted: readonly string[] = []) {
  const sealer = createSealer(
    deriveKey(secret, 'ids'),
    accepted.map((other) => deriveKey(other, 'ids')),
  );

  const sealEntry = ({ system, account, localId }: OpenedEntry, kind: IdKind): string =>
    sealer.sealStably(JSON.stringify([account, localId]), bound(system, kind));

  function open(id: string, kind: IdKind): { readonly system: SystemId; readonly text: string } | null {
    const parts = parseId(id, kind);
    const text = parts === null ? null : sealer.open(parts.local, bound(parts.routingKey, kind));
    return parts === null || text === null ? null : { system: parts.routingKey as SystemId, text };
  }

  function openEntry(id: string, kind: IdKind): OpenedEntry | null {
    const opened = open(id, kind);
    if (opened === null) return null;
    const [account, localId] = entryShape.parse(JSON.parse(opened.text));
    return { system: opened.system, account, localId };
  }

  return {
    account: ({ system, account }: OpenedAccount): AccountId =>
      createId(system, 'account', sealer.sealStably(account, bound(system, 'account'))),
    loan: (opened: OpenedEntry): LoanId => createId(opened.system, 'loan', sealEntry(opened, 'loan')),
    hold: (opened: OpenedEntry): HoldId => createId(opened.system, 'hold', sealEntry(opened, 'hold')),
    charge: (opened: OpenedEntry): ChargeId => createId(opened.system, 'charge', sealEntry(opened, 'charge')),
    /** Null for a text that this region did not seal as an id of this kind. */
    openAccount(id: string): OpenedAccount | null {
      const opened = open(id, 'account');
      return opened === null ? null : { system: opened.system, account: opened.text };
    },
    /** For `patrons` to keep with a link, which does not open it. */
    continued: (one: ContinuedAccount): string => sealer.sealStably(JSON.stringify(one), CONTINUED_BINDING),
    openContinued(sealed: string): ContinuedAccount | null {
      const text = sealer.open(sealed, CONTINUED_BINDING);
      return text === null ? null : continuedShape.parse(JSON.parse(text));
    },
    openLoan: (id: string): OpenedEntry | null => openEntry(id, 'loan'),
    openHold: (id: string): OpenedEntry | null => openEntry(id, 'hold'),
  };
}
