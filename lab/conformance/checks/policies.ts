/** Checks of what a system has set up: its lists of codes, and its rules of lending. */
import type { Capability, PolicySource } from '#contract/adapter.ts';
import type { LoanRules } from '#domain/policies.ts';
import { loanRules as loanRulesShape } from '#shapes/policies.ts';
import { agree, holds } from '../agree.ts';
import { NotTried, type Check } from '../check.ts';
import { SYSTEM_FAULT_CODES } from '../faults.ts';
import { errorOf } from '../outcome.ts';
import type { Bench, SimulatedBench } from '../system.ts';

const CODES: readonly Capability[] = ['CODE_LISTS'];
const RULES: readonly Capability[] = ['LOAN_POLICIES'];

function sourceOf({ adapter }: Bench): PolicySource {
  if (adapter.policies === undefined) throw new NotTried('this adapter tells nothing of what is set up');
  return adapter.policies;
}

/** Whether the system is asked at all. */
async function asksForCodes(bench: Bench): Promise<boolean> {
  bench.wire.setMode('pass');
  await sourceOf(bench).codeLists(bench.signal);
  return bench.wire.most > 0;
}

async function rulesOf(bench: Bench): Promise<LoanRules> {
  const source = sourceOf(bench);
  if (source.loanRules === undefined) throw new NotTried('this adapter tells no rules');
  return source.loanRules(bench.signal);
}

export const codeReads: readonly Check<Bench>[] = [
  {
    name: 'names every list once, and every code of a list once',
    needs: CODES,
    touches: 'reads',
    async run(bench) {
      const lists = await sourceOf(bench).codeLists(bench.signal);

      holds(lists.length > 0, 'no list of codes is told');
      agree(new Set(lists.map(({ list }) => list)).size, lists.length, 'a list is told twice');
      for (const { list, codes } of lists) {
        agree(new Set(codes.map(({ code }) => code)).size, codes.length, `a code of ${list} is told twice`);
        for (const { code, label } of codes) holds(code !== '' && label !== '', `an empty text stands in ${list}`);
      }
    },
  },
  {
    name: 'tells its branches with their names',
    needs: CODES,
    touches: 'reads',
    async run(bench) {
      const lists = await sourceOf(bench).codeLists(bench.signal);
      const branches = lists.find(({ list }) => list === 'BRANCH')?.codes;
      if (branches === undefined) throw new NotTried('the system tells no branches');

      // A real library may have one; a simulated one has more, so that a list of one is half a list.
      holds(branches.length > ('system' in bench ? 1 : 0), 'branches are missing', branches);
      for (const { label, code } of branches) holds(label !== null, `the branch ${code} has no name`);
    },
  },
];

export const codesGivenUp: Check<Bench> = {
  name: 'gives up when its caller does, down to the socket',
  needs: CODES,
  touches: 'wire faults',
  fault: 'hang',
  async run(bench) {
    const { wire } = bench;
    // Logged in: a log-in under way is for all callers, and outlives one of them.
    if (!(await asksForCodes(bench))) throw new NotTried('its codes are in the region file');
    wire.setMode('hang');
    const caller = new AbortController();
    const asked = wire.untilAsked();
    const outcome = errorOf(sourceOf(bench).codeLists(caller.signal));

    await asked;
    caller.abort();

    agree((await outcome).code, 'LMS_TIMEOUT', 'a question that was given up is LMS_TIMEOUT');
    await wire.untilClosed();
  },
};

export const codeFaults: readonly Check<SimulatedBench>[] = SYSTEM_FAULT_CODES.filter(
  ([fault]) => fault !== 'overloaded',
).map(([fault, code]) => ({
  name: `turns ${fault} into ${code}, and never into fewer codes`,
  needs: CODES,
  touches: 'system faults',
  fault,
  async run(bench) {
    const asks = await asksForCodes(bench);
    await bench.system.setFault(fault);
    if (!asks) {
      const lists = await sourceOf(bench).codeLists(bench.signal);
      holds(lists.length > 0, 'codes of the region file are gone where the system fails');
      return;
    }

    const error = await errorOf(sourceOf(bench).codeLists(bench.signal));

    agree(error.code, code, `${fault} is told as ${error.code}`);
    holds(error.message.includes(`[${bench.adapter.system.id}]`), 'an error names its system', error.message);
  },
}));

export const ruleReads: readonly Check<Bench>[] = [
  {
    name: 'states nothing but what can be read back from the wire and the store',
    needs: RULES,
    touches: 'reads',
    async run(bench) {
      const rules = await rulesOf(bench);

      holds(rules.rules.length > 0, 'no rule is told');
      agree(loanRulesShape.parse(JSON.parse(JSON.stringify(rules))), rules, 'rules are read back as they were told');
    },
  },
  {
    name: 'has a rule by which somebody borrows something for some time',
    needs: RULES,
    touches: 'reads',
    async run(bench) {
      const rules = await rulesOf(bench);

      holds(
        rules.rules.some(({ terms }) => (terms.loanLength ?? 0) > 0),
        'by none of the rules anybody borrows anything',
      );
    },
  },
];

export const ruleFaults: readonly Check<SimulatedBench>[] = [
  {
    name: 'says what it is when what should be a table is a web page, and never tells fewer rules',
    needs: RULES,
    touches: 'system faults',
    fault: 'web page',
    async run(bench) {
      const { wire, system } = bench;
      wire.setMode('pass');
      const whole = await rulesOf(bench);
      if (wire.most === 0) throw new NotTried('its rules are in the region file');
      await system.setFault('web page');

      agree((await errorOf(rulesOf(bench))).code, 'LMS_BAD_RESPONSE', 'a web page is no table of rules');

      await system.setFault(null);
      agree(await rulesOf(bench), whole, 'rules are whole again when the system is');
    },
  },
];
