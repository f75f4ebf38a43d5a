/** All checks in the order in which they are told, group by group. */
import { alikeCopies } from './checks/alike-copies.ts';
import { harvestedFields, liveFields } from './checks/copy-fields.ts';
import { harvestDates, liveDates } from './checks/dates.ts';
import { liveParts } from './checks/live-parts.ts';
import { endsWhenClosed, heedsOverload, liveFaultTable, liveWireFaults } from './checks/live-faults.ts';
import { keepsSecrets } from './checks/keeps-silent.ts';
import { harvestGivenUp, liveBatches } from './checks/live-batches.ts';
import { liveChanges, liveReads, tellsQueue } from './checks/live-items.ts';
import { harvestedSituations, liveSituations } from './checks/live-situations.ts';
import { harvestSituations } from './checks/harvest-situations.ts';
import { declares, probesDead, probesHalfDead, probesNoLonger, probesSick } from './checks/probe.ts';
import { harvestChanges, harvestDies, harvestFaults } from './checks/harvest-changes.ts';
import { saysHow, wholeRuns, type ToldOfCopies } from './checks/harvest.ts';
import { codeFaults, codeReads, codesGivenUp, ruleFaults, ruleReads } from './checks/policies.ts';
import { routerFaultTable } from './checks/through-the-router.ts';
import { ownStates } from './checks/own-states.ts';
import type { Group } from './check.ts';
import { LOGIN_FAULT_CODES, ownFaults, SYSTEM_FAULT_CODES, systemFaults, WIRE_FAULTS } from './faults.ts';
import type { Bench, OwnFault, SimulatedBench } from './system.ts';

export interface SuiteOptions {
  /** False where it needs no log-in, so that wrong credentials cannot be told. */
  readonly logsIn: boolean;
  /** What its harvest tells of copies that only a move needs; everything else is not told, which is never "empty". */
  readonly tells: readonly ToldOfCopies[];
  /** Faults that only this kind of system has. */
  readonly ownFaults?: readonly OwnFault[] | undefined;
  /**
   * Faults of {@link SystemFault} that a system of this kind cannot have: one that speaks no HTTP serves no web page. Its own faults
   * stand in their place.
   */
  readonly cannotHave?: readonly string[] | undefined;
  /** True where a live answer tells less than harvest may: not when a loan is due, nothing of a copy that is not lent. */
  readonly liveTellsLess?: boolean | undefined;
  /** True where records come by another way than the answers of the moment: faults of that way are for the suite of the other part. */
  readonly isComposed?: boolean | undefined;
}

/** Everything, for a system that can be told to fail and to change. */
export function suiteOf(options: SuiteOptions): readonly Group<SimulatedBench>[] {
  const { logsIn, tells, isComposed = false } = options;
  const codes = [...SYSTEM_FAULT_CODES, ...(logsIn ? LOGIN_FAULT_CODES : [])];
  const rows = [
    ...systemFaults(codes.filter(([fault]) => options.cannotHave?.includes(fault) !== true)),
    ...ownFaults(options.ownFaults ?? []),
  ];
  return [
    { name: null, checks: declares },
    {
      name: 'asked for live items',
      checks: [
        ...liveReads,
        tellsQueue,
        ...liveBatches,
        ...liveDates,
        ...liveChanges,
        ...liveSituations,
        liveFields,
        liveParts,
        ...alikeCopies,
        ...ownStates,
        ...liveWireFaults(isComposed),
        ...liveFaultTable(WIRE_FAULTS, 'wire faults'),
        ...liveFaultTable(rows, 'system faults'),
        ...(options.cannotHave?.includes('overloaded') === true ? [] : [heedsOverload]),
      ],
    },
    {
      name: 'shown in the graph',
      checks: [...routerFaultTable(WIRE_FAULTS, 'wire faults'), ...routerFaultTable(rows, 'system faults')],
    },
    {
      name: 'probing a sick system',
      checks: [...(isComposed ? probesHalfDead : [...probesSick, ...probesDead]), probesNoLonger],
    },
    { name: null, checks: [endsWhenClosed, keepsSecrets] },
    {
      name: 'harvesting',
      checks: [
        saysHow,
        ...wholeRuns(tells, options.liveTellsLess),
        harvestDates,
        ...harvestChanges,
        ...harvestSituations,
        ...harvestedSituations,
        harvestedFields,
        ...(isComposed
          ? []
          : [
              harvestDies,
              ...harvestGivenUp,
              ...harvestFaults(codes.filter(([fault]) => options.cannotHave?.includes(fault) !== true)),
            ]),
      ],
    },
    {
      name: 'asked for its lists of codes',
      checks: [...codeReads, ...(isComposed ? [] : [codesGivenUp, ...codeFaults])],
    },
    { name: 'asked for its rules of lending', checks: [...ruleReads, ...(isComposed ? [] : ruleFaults)] },
  ];
}

/**
 * Those that a real system can be asked: nothing is changed there, and only our side of the wire is broken. `isComposed`: that wire is
 * the one of the live part.
 */
export function readOnlySuite({ isComposed = false }: Pick<SuiteOptions, 'isComposed'> = {}): readonly Group<Bench>[] {
  return [
    { name: null, checks: declares },
    {
      name: 'asked for live items',
      checks: [...liveReads, tellsQueue, ...liveWireFaults(isComposed), ...liveFaultTable(WIRE_FAULTS, 'wire faults')],
    },
    { name: 'shown in the graph', checks: routerFaultTable(WIRE_FAULTS, 'wire faults') },
    { name: 'probing a sick system', checks: isComposed ? probesHalfDead : probesDead },
    { name: null, checks: [endsWhenClosed] },
    { name: 'harvesting', checks: [saysHow] },
    { name: 'asked for its lists of codes', checks: isComposed ? codeReads : [...codeReads, codesGivenUp] },
    { name: 'asked for its rules of lending', checks: ruleReads },
  ];
}
