/** What a system has set up, asked of its adapter server. */
import { codeList, loanRules } from '#shapes/policies.ts';
import { z } from 'zod';
import type { PolicySource } from '#contract/adapter.ts';
import type { Asking } from './asking.ts';

/** Whole lists, read at the system while the other end waits. */
const TIMEOUT_MS = 120_000;

const codeListsShape = z.object({ lists: z.array(codeList) });
const rulesShape = z.object({ rules: loanRules });

export function createRemotePolicies(asking: Asking, tellsRules: boolean): PolicySource {
  return {
    async codeLists(signal) {
      const question = { operation: 'lists of codes', path: '/policies/code-lists', timeoutMs: TIMEOUT_MS };
      return (await asking.askFor(question, codeListsShape, signal)).lists;
    },
    ...(tellsRules && {
      async loanRules(signal: AbortSignal) {
        const question = { operation: 'rules of lending', path: '/policies/loan-rules', timeoutMs: TIMEOUT_MS };
        return (await asking.askFor(question, rulesShape, signal)).rules;
      },
    }),
  };
}
