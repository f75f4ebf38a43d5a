/** What a system has set up: lists of codes, rules of lending. */
import { untilGone } from '#platform/until-gone.ts';
import type { LmsAdapter, PolicySource } from '#contract/adapter.ts';
import { cannot } from './requests.ts';
import type { Routes, SystemRequest } from './requests.ts';

export function addPolicyRoutes({ wire, adapterFor }: Routes): void {
  wire.get('/:system/policies/code-lists', async (request: SystemRequest, reply) => ({
    lists: await policiesOf(adapterFor(request)).codeLists(untilGone(reply)),
  }));
  wire.get('/:system/policies/loan-rules', async (request: SystemRequest, reply) => {
    const adapter = adapterFor(request);
    const rules = policiesOf(adapter).loanRules?.(untilGone(reply));
    return { rules: await (rules ?? cannot(adapter.system.id, 'tell its rules of lending')) };
  });
}

function policiesOf({ policies, system }: LmsAdapter): PolicySource {
  return policies ?? cannot(system.id, 'list its codes');
}
