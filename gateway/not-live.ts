/**
 * Which systems' facts in an answer are less than live: named once for the whole answer, in `extensions.notLive`, from
 * what the subgraphs say next to their data. Facts say the same one by one; nothing depends on this list.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { z } from 'zod';

const notLive = z.object({
  system: z.string(),
  name: z.string(),
  code: z.string(),
  states: z.record(z.string(), z.number()),
});
const extensionsShape = z.object({ notLive: z.array(notLive) });

type NotLiveSystem = z.output<typeof notLive>;

export type NotLiveList = ReturnType<typeof createNotLiveList>;

export function createNotLiveList() {
  const entries = new Map<string, NotLiveSystem>();
  return {
    /** Takes what a subgraph says in its `extensions`, if it is such a list. */
    add(extensions: unknown): void {
      if (extensions === undefined) return;
      const read = extensionsShape.safeParse(extensions);
      for (const entry of read.data?.notLive ?? []) {
        const key = `${entry.system} ${entry.code}`;
        const before = entries.get(key);
        entries.set(key, before === undefined ? entry : { ...entry, states: sum(before.states, entry.states) });
      }
    },
    /** A system once for each reason; what several subgraph requests said of it is summed. */
    list: (): readonly NotLiveSystem[] => [...entries.values()],
  };
}

function sum(a: NotLiveSystem['states'], b: NotLiveSystem['states']): NotLiveSystem['states'] {
  const states = { ...a };
  for (const [state, count] of Object.entries(b)) states[state] = (states[state] ?? 0) + count;
  return states;
}

export const notLivePlugin: ApolloServerPlugin<{ readonly notLive: NotLiveList }> = {
  async requestDidStart({ contextValue }) {
    return {
      async willSendResponse({ response: { body } }) {
        const list = contextValue.notLive.list();
        if (list.length === 0 || body.kind !== 'single') return;
        body.singleResult.extensions = { ...body.singleResult.extensions, notLive: list };
      },
    };
  },
};
