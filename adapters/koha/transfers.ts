/** Whether a copy that looks available is in its place: what Koha writes where, and which setting says what else travels. */
import { LRUCache } from 'lru-cache';
import { hasCode } from '../shared/codes.ts';
import type { KohaCopy } from './copy.ts';
import type { KohaSite } from './site.ts';
import { codesOf } from './status.ts';
import type { OpenTransfer, WireHold, WireItem } from './wire.ts';

export interface CopyOnItsWay {
  /** Its open transfer; left out where nobody tells it. */
  readonly transfer?: OpenTransfer | undefined;
  /** Sent for a hold that is gone, and not seen since. */
  readonly isUnderWay?: boolean;
}

/**
 * Whether a copy may be on its way somewhere though no hold says so. Koha writes the holding branch whenever a copy is checked in,
 * before it sends it anywhere (AddReturn), and never when it sends it (Koha::Item::Transfer): a copy on its way home is held by
 * another branch than its home, and one that its home branch sent out is not.
 */
export function mayTravel(site: KohaSite, copy: KohaCopy, { transfer, isUnderWay = false }: CopyOnItsWay): boolean {
  const { settings, system } = site;
  if (settings.transfers === 'none') return false;
  if (transfer !== undefined) return transfer !== 'NONE';
  const isSentOut = settings.transfers === 'manual' || settings.recalls;
  // A live part is there to be asked: it tells of every copy.
  const isAtHome = copy.home !== null && hasCode([copy.home], copy.holding);
  return isSentOut || isUnderWay || system.live !== undefined || !isAtHome;
}

/** Whether it is worth asking for the transfers of a copy. */
export function isTransferWanted(site: KohaSite, copy: KohaCopy, told: CopyOnItsWay): boolean {
  if (site.system.live !== undefined || copy.dueOn !== null || codesOf(copy).length > 0) return false;
  return mayTravel(site, copy, told);
}

const REMEMBERED = 10_000;

/** Remembers copies that were sent for a hold: cancelling it does not stop the copy, and then nothing tells of it any more. */
export type SentCopies = ReturnType<typeof createSentCopies>;

/** Remembers for as long as it lives. */
export function createSentCopies() {
  /** Item id → when Koha had last seen the copy; that changes as soon as it arrives anywhere. */
  const sent = new LRUCache<number, string>({ max: REMEMBERED });
  return {
    /** Those of these copies that are still under way for a hold that is gone. */
    underWay(items: readonly WireItem[], holds: readonly WireHold[] | null): ReadonlySet<number> {
      const still = new Set<number>();
      if (holds === null) return still;
      const travelling = new Set(holds.filter(({ status }) => status === 'T').map((hold) => hold.item_id));
      for (const { item_id, raw } of items) {
        const seen = String(raw.last_seen_date);
        if (travelling.has(item_id)) sent.set(item_id, seen);
        else if (sent.get(item_id) === seen) still.add(item_id);
        else sent.delete(item_id);
      }
      return still;
    },
  };
}

/** What was found out of a site: how many branches it has, whether its version embeds transfers, whether it tells holds. */
interface Seen {
  readonly branches?: number;
  readonly embedded?: boolean;
  readonly holdsTold?: boolean;
}

/** For `mercia doctor`. */
export function describeTransfers(
  { system, settings }: KohaSite,
  { branches, embedded = false, holdsTold = false }: Seen = {},
): string {
  if (settings.transfers === 'none') return 'no copy travels between branches, as transfers: none says';
  const told = settings.interface === 'ils-di' && settings.ilsDi.tellsTransitAndHolds ? 'ILS-DI' : null;
  const by = told ?? (system.live?.kind === 'sip2' ? 'SIP2' : null);
  if (by !== null)
    return `transfers: told by ${by}; while it does not answer, copies that look available count as unknown`;
  if (branches === 1) return 'write transfers: none into its settings, and copies that look available count as such';
  if (!holdsTold) return 'Koha reports no transfer, so copies that look available count as unknown';
  if (embedded) return 'transfers: told by REST where a copy may travel, for one call more a title';
  return settings.transfers === 'manual' || settings.recalls
    ? 'copies are sent out unseen, as the settings say, so those that look available count as unknown; name SIP2 as the live part'
    : 'copies that look available and are at home count as such; those away from home count as unknown; write transfers: manual if staff send copies out, recalls: true if UseRecalls is on';
}
