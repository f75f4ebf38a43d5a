/** Makes one adapter of a system's two parts: the one that its records come from, and the one that says how copies stand. */
import type { SystemConfig } from '#domain/region.ts';
import { CAPABILITIES } from '../adapter.ts';
import type { Capability, CopySource, ItemSource, LmsAdapter } from '../adapter.ts';
import { complementCopies, complementItems } from './complement.ts';
import { composeHarvest } from './harvest.ts';
import type { ComposedNames } from './item-facts.ts';
import { createComposedItems } from './items.ts';
import { composeProbe } from './probe.ts';

export interface ComposeOptions {
  readonly system: SystemConfig;
  readonly main: LmsAdapter;
  /** Null where the main part tells of single copies itself, and nothing else is asked. */
  readonly live: LmsAdapter | null;
  readonly names: ComposedNames;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What belongs together: a write must reach the account that was read. */
const OF_ACCOUNTS: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];
const OF_COPIES: readonly Capability[] = ['LIVE_ITEMS', 'HOLD_QUEUE'];
const OF_POLICIES: readonly Capability[] = ['CODE_LISTS', 'LOAN_POLICIES'];

/** No call is made. */
export function composeAdapter(options: ComposeOptions): LmsAdapter {
  const { system, main, live, names, now } = options;
  const items = composeItems(options);
  const isKeyed = main.items === undefined && items !== undefined;
  const { patrons, writes } = main.patrons === undefined && main.writes === undefined ? (live ?? main) : main;
  const policies = main.policies ?? live?.policies;
  const takesOver = [
    ...(items === undefined ? [] : OF_COPIES),
    ...(main.patrons === undefined && main.writes === undefined ? OF_ACCOUNTS : []),
    ...(main.policies === undefined ? OF_POLICIES : []),
  ];
  /** The capabilities of both parts, as far as each part counts, in the order of all. */
  const unionOf = (ofMain: readonly Capability[], ofLive: readonly Capability[]): readonly Capability[] => {
    const both = new Set([...ofMain, ...ofLive.filter((each) => takesOver.includes(each))]);
    return CAPABILITIES.filter((each) => both.has(each));
  };
  const withItems = (can: readonly Capability[]): readonly Capability[] =>
    items === undefined ? can : [...can, 'LIVE_ITEMS'];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: unionOf(withItems(main.capabilities), live?.capabilities ?? []),
    async probe(signal) {
      const probed = await main.probe(signal);
      if (live === null) {
        const { capabilities } = probed;
        return { ...probed, capabilities: unionOf(capabilities.length === 0 ? [] : withItems(capabilities), []) };
      }
      const probedLive = await live.probe(signal);
      const isWell = probedLive.reachable && probedLive.steps.every(({ ok }) => ok);
      const tellsCopies = mainTellsCopies(main, probed.capabilities) ?? isWell;
      const together = unionOf(
        tellsCopies ? withItems(probed.capabilities) : probed.capabilities,
        isWell ? probedLive.capabilities : [],
      );
      const capabilities = together.filter((each) => tellsCopies || !OF_COPIES.includes(each));
      return composeProbe({ main: probed, live: probedLive, liveKind: live.system.kind, capabilities });
    },
    ...(main.harvest && { harvest: isKeyed ? composeHarvest(main.harvest, system) : main.harvest }),
    ...(items && { items }),
    ...(patrons && { patrons }),
    ...(writes && { writes }),
    ...(main.loans && { loans: main.loans }),
    ...(policies && { policies }),
    async close() {
      await Promise.all([main.close(), live?.close()]);
    },
  };

  function composeItems({ main: { items: own, copies }, live: other }: ComposeOptions): ItemSource | undefined {
    const added = other?.copies;
    if (own !== undefined) return added === undefined ? own : complementItems(own, added);
    const source: CopySource | undefined =
      copies !== undefined && added !== undefined ? complementCopies(copies, added) : (copies ?? added);
    return source === undefined ? undefined : createComposedItems({ system, names, source, now });
  }
}

/** Whether the main part, which could do this when it was probed, tells of copies; null where it never does. */
function mainTellsCopies({ items, copies }: LmsAdapter, could: readonly Capability[]): boolean | null {
  // The live part only adds to what the main one tells, and tells nothing in its place.
  if (items !== undefined) return could.includes('LIVE_ITEMS');
  return copies === undefined ? null : could.length > 0;
}
