/** Adapters that are wrong in what they declare, what they harvest and what they tell of codes and rules. */
import type { HarvestPage } from '#contract/adapter.ts';
import type { LoanRules } from '#domain/policies.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';
import { inHarvest, inPolicies, overriding } from './overriding.ts';

type SimulatedMutant = Mutant<SimulatedBench>;

export const DECLARED_MISTAKES: readonly SimulatedMutant[] = [
  {
    name: 'does not declare what it has',
    fault: null,
    alter(adapter, _bench, acted) {
      acted();
      return overriding(adapter, { capabilities: adapter.capabilities.filter((one) => one !== 'HARVEST_FULL') });
    },
  },
  {
    name: 'declares what it does not have',
    fault: null,
    alter(adapter, _bench, acted) {
      acted();
      return overriding(adapter, { capabilities: [...adapter.capabilities, 'LOAN_COUNTS'], loans: undefined });
    },
  },
  {
    name: 'finds nothing wrong with a dead system',
    fault: 'refused',
    alter: (adapter, bench, acted) =>
      overriding(adapter, {
        async probe(signal) {
          const probe = await adapter.probe(signal);
          if (bench().faultNow() === null) return probe;
          acted();
          const steps = probe.steps.map((step) => ({ ...step, ok: true }));
          return { ...probe, reachable: true, steps, capabilities: adapter.capabilities };
        },
      }),
  },
  ...['web page', 'cut answer', 'internal error', 'out of service'].map((fault): SimulatedMutant => ({
    name: `finds nothing wrong when it probes at the fault: ${fault}`,
    fault,
    alter: (adapter, bench, acted) =>
      overriding(adapter, {
        async probe(signal) {
          const probe = await adapter.probe(signal);
          if (bench().faultNow() !== fault) return probe;
          acted();
          const steps = probe.steps.map((step) => ({ ...step, ok: true }));
          return { ...probe, steps, capabilities: adapter.capabilities };
        },
      }),
  })),
];

/** Changes pages; `change` gives null where it has nothing to change. */
function repaging(name: string, change: (page: HarvestPage, index: number) => HarvestPage | null): SimulatedMutant {
  return inHarvest({ name }, (harvest, acted) => ({
    async *pages(...asked) {
      let index = 0;
      for await (const page of harvest.pages(...asked)) {
        const changed = change(page, index);
        index += 1;
        if (changed !== null) acted();
        yield changed ?? page;
      }
    },
  }));
}

/** Facts that are older were told by something that was written before. */
const OLD_MS = 60_000;

/** Facts with another date; null where none is changed. */
function redated(page: HarvestPage, date: (asOf: string) => string | null): HarvestPage | null {
  const changed: string[] = [];
  const records = page.records.map((record) => {
    if (record.deleted) return record;
    const holdings = record.holdings.map((holding) => {
      const { facts } = holding;
      const asOf = facts === null || facts.items.length === 0 ? null : date(facts.asOf);
      if (facts === null || asOf === null) return holding;
      changed.push(asOf);
      return { ...holding, facts: { ...facts, asOf } };
    });
    return { ...record, holdings };
  });
  return changed.length > 0 ? { ...page, records } : null;
}

const DONE: HarvestPage = {
  records: [],
  rejects: [],
  resumeAt: '{}',
  expected: null,
  nextCursor: '{}',
  allLocalIds: new Set(),
};

export const HARVEST_MISTAKES: readonly SimulatedMutant[] = [
  ...['web page', 'cut answer', 'internal error', 'refused'].map((fault): SimulatedMutant =>
    inHarvest(
      { name: `ends a harvest as if nothing were left at the fault: ${fault}`, fault },
      (harvest, acted, bench) => ({
        async *pages(...asked) {
          try {
            yield* harvest.pages(...asked);
          } catch (error) {
            if (!isMerciaError(error) || bench().faultNow() !== fault) throw error;
            acted();
            yield DONE;
          }
        },
      }),
    ),
  ),
  repaging('loses a record', (page) => (page.records.length > 1 ? { ...page, records: page.records.slice(1) } : null)),
  repaging('brings a record twice', (page) =>
    page.records.length > 0 ? { ...page, records: [...page.records, ...page.records.slice(0, 1)] } : null,
  ),
  repaging('forgets an id that is there', (page) =>
    page.allLocalIds === null ? null : { ...page, allLocalIds: new Set([...page.allLocalIds].slice(1)) },
  ),
  repaging('does not say where the next run starts', (page) =>
    page.nextCursor === null ? null : { ...page, nextCursor: null },
  ),
  repaging('does not say what is deleted', (page) =>
    page.records.some(({ deleted }) => deleted) || page.allLocalIds !== null
      ? { ...page, records: page.records.filter(({ deleted }) => !deleted), allLocalIds: null }
      : null,
  ),
  repaging('says of harvested copies that they are in place', (page) => {
    const isAway = page.records.some(
      (record) =>
        !record.deleted && record.holdings.some(({ facts }) => facts?.items.some(({ status }) => status === 'ON_LOAN')),
    );
    if (!isAway) return null;
    const records = page.records.map((record) =>
      record.deleted
        ? record
        : {
            ...record,
            holdings: record.holdings.map((holding) =>
              holding.facts === null
                ? holding
                : {
                    ...holding,
                    facts: {
                      ...holding.facts,
                      items: holding.facts.items.map((item) => ({ ...item, status: 'AVAILABLE' as const, due: null })),
                    },
                  },
            ),
          },
    );
    return { ...page, records };
  }),
  repaging('dates what it harvested by another day', (page) => redated(page, () => '2020-01-01T00:00:00.000Z')),
  repaging('dates an old fact by now', (page) =>
    redated(page, (asOf) => (Date.now() - Date.parse(asOf) > OLD_MS ? new Date().toISOString() : null)),
  ),
  inHarvest({ name: 'skips a page where a run goes on' }, (harvest, acted) => ({
    async *pages(from, signal) {
      let isFirst = from.resumeAt !== null;
      for await (const page of harvest.pages(from, signal)) {
        if (isFirst && page.nextCursor === null) {
          isFirst = false;
          acted();
          continue;
        }
        yield page;
      }
    },
  })),
  inHarvest({ name: 'shows hidden copies when a record is read again' }, ({ rules }, acted) => ({
    rules: overriding(rules, {
      readAgain(kept) {
        acted();
        return rules.readAgain({ ...kept, items: kept.items.map((item) => ({ ...item, visibility: 'PUBLIC' })) });
      },
    }),
  })),
];

export const POLICY_MISTAKES: readonly SimulatedMutant[] = [
  ...['web page', 'cut answer', 'internal error', 'out of service'].map((fault): SimulatedMutant =>
    inPolicies({ name: `tells of no codes at the fault: ${fault}`, fault }, (policies, acted, bench) => ({
      codeLists: (signal) =>
        policies.codeLists(signal).catch((error: unknown) => {
          if (bench().faultNow() !== fault) throw error;
          acted();
          return [];
        }),
    })),
  ),
  {
    name: 'tells of no rules at the fault: web page',
    fault: 'web page',
    alter(adapter, bench, acted) {
      const { policies } = adapter;
      if (policies?.loanRules === undefined) return adapter;
      let whole: LoanRules | null = null;
      return overriding(adapter, {
        policies: overriding(policies, {
          async loanRules(signal) {
            try {
              whole = (await policies.loanRules?.(signal)) ?? null;
              if (whole !== null) return whole;
            } catch (error) {
              if (bench().faultNow() !== 'web page' || whole === null) throw error;
              acted();
            }
            if (whole === null) throw new Error('this adapter tells no rules');
            return { ...whole, rules: [] };
          },
        }),
      });
    },
  },
  inPolicies({ name: 'tells a code twice' }, (policies, acted) => ({
    async codeLists(signal) {
      acted();
      const lists = await policies.codeLists(signal);
      return lists.map((list) => ({ ...list, codes: [...list.codes, ...list.codes] }));
    },
  })),
];
