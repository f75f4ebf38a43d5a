/** Makes one adapter of a system's two parts: the one that its records come from, and the one that says how copies stand. */
import type { SystemConfig } from '#domain/region.ts';
import { CAPABILITIES } from '#contract/adapter.ts';
import type { Capability, CopySource, ItemSource, LmsAdapter, Probe, ProbeStep } from '#contract/adapter.ts';
import { complementCopies, complementItems } from './complement.ts';
import { composeHarvest } from './harvest.ts';
import type { ComposedNames } from './item-facts.ts';
import { createComposedItems } from './items.ts';

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

/** No call is made. What a part can do may change while it is used, so it is asked each time. */
export function composeAdapter(options: ComposeOptions): LmsAdapter {
  const { system, main, live } = options;
  const items = composeItems(options);
  const isKeyed = main.items === undefined && items !== undefined;
  const hasAccounts = main.patrons !== undefined || main.writes !== undefined;
  const ofAccounts = hasAccounts ? main : (live ?? main);
  const { patrons, writes, writesOff } = ofAccounts;
  const policies = main.policies ?? live?.policies;
  const takesOver = [
    // Beside copies of the main part, the live part only adds to what is told of each.
    ...(main.items === undefined && main.copies === undefined && live?.copies !== undefined ? OF_COPIES : []),
    ...(hasAccounts ? [] : OF_ACCOUNTS),
    ...(main.policies === undefined ? OF_POLICIES : []),
  ];
  /** The capabilities of both parts, as far as each part counts, in the order of all. */
  const unionOf = (ofMain: readonly Capability[], ofLive: readonly Capability[]): readonly Capability[] => {
    const both = new Set([...ofMain, ...ofLive.filter((each) => takesOver.includes(each))]);
    return CAPABILITIES.filter((each) => both.has(each));
  };
  const constant = {
    system: { id: system.id, kind: system.kind, name: system.name },
    async probe(signal: AbortSignal): Promise<Probe> {
      const probed = await main.probe(signal);
      if (live === null) return probed;
      const probedLive = await live.probe(signal);
      // Each part has taken away what the steps that failed speak of.
      const capabilities = unionOf(probed.capabilities, probedLive.capabilities);
      return composeProbe({ main: probed, live: probedLive, liveKind: live.system.kind, capabilities });
    },
    ...(main.harvest && { harvest: isKeyed ? composeHarvest(main.harvest, system) : main.harvest }),
    ...(items && { items }),
    ...(writes && { writes }),
    ...(writesOff !== undefined && { writesOff }),
    ...(main.loans && { loans: main.loans }),
    ...(policies && { policies }),
    async close(): Promise<void> {
      await Promise.all([main.close(), live?.close()]);
    },
  };
  const capabilities = (): readonly Capability[] => unionOf(main.capabilities, live?.capabilities ?? []);
  return patrons === undefined
    ? {
        ...constant,
        get capabilities() {
          return capabilities();
        },
      }
    : {
        ...constant,
        get capabilities() {
          return capabilities();
        },
        get patrons() {
          return ofAccounts.patrons ?? patrons;
        },
      };

  function composeItems({
    main: { items: own, copies },
    live: other,
    names,
    now,
  }: ComposeOptions): ItemSource | undefined {
    const added = other?.copies;
    if (own !== undefined) return added === undefined ? own : complementItems(own, added);
    const source: CopySource | undefined =
      copies !== undefined && added !== undefined ? complementCopies(copies, added) : (copies ?? added);
    return source === undefined ? undefined : createComposedItems({ system, names, source, now });
  }
}

interface ProbedParts {
  readonly main: Probe;
  readonly live: Probe;
  /** The live part's kind, with which its steps begin. */
  readonly liveKind: string;
  /** What the parts that answered can do together. */
  readonly capabilities: readonly Capability[];
}

/** One report of two. It is reachable if both parts are. */
function composeProbe({ main, live, liveKind, capabilities }: ProbedParts): Probe {
  const named = live.steps.map((step): ProbeStep => ({ ...step, what: `${liveKind}: ${step.what}` }));
  const products = [main.product, live.product].filter((product) => product !== null);
  return {
    reachable: main.reachable && live.reachable,
    product: products.length === 0 ? null : products.join(', '),
    steps: [...main.steps, ...named],
    capabilities,
    unmapped: [
      ...main.unmapped,
      ...live.unmapped.map((code) => (code.where === undefined ? code : { ...code, where: `live.${code.where}` })),
    ],
  };
}
