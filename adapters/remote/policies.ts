/** What a system has set up, asked of its adapter server. */
import { codeList } from '#shapes/policies.ts';
import { z } from 'zod';
import type { PolicySource } from '../adapter.ts';
import type { Asking } from './asking.ts';

/** Whole lists, read at the system while the other end waits. */
const TIMEOUT_MS = 120_000;

export const codeListsShape = z.object({ lists: z.array(codeList) });

export function createRemotePolicies(asking: Asking): PolicySource {
  return {
    async codeLists(signal) {
      const question = { operation: 'lists of codes', path: '/policies/code-lists', timeoutMs: TIMEOUT_MS };
      return (await asking.askFor(question, codeListsShape, signal)).lists;
    },
  };
}
