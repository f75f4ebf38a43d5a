/** How long the lists of this region are: asked of the catalogue, which counts, and kept for a while. */
import { z } from 'zod';
import type { Logger } from '#platform/logger.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';

export interface ListSize {
  /** In the mean. */
  readonly usual: number;
  readonly most: number;
}

/** By type and field, `Edition.holdings`. */
export type SizeOf = (list: string) => ListSize;

/** Of lists that nobody counts: headings of an edition, copies' notes. */
const UNCOUNTED: ListSize = { usual: 3, most: 10 };
/** Before the catalogue has said what this region holds: those of a large one, where a query goes round. */
const BEFORE_KNOWN: ReadonlyMap<string, ListSize> = new Map([
  ['Edition.holdings', { usual: 3, most: 100 }],
  ['Lender.holdings', { usual: 3, most: 100 }],
  ['NearLibrary.holdings', { usual: 3, most: 100 }],
  ['Work.editions', { usual: 3, most: 100 }],
  ['Region.libraries', { usual: 50, most: 50 }],
  ['LibrarySystem.libraries', { usual: 3, most: 50 }],
  ['LenderConnection.excluded', { usual: 50, most: 50 }],
  // Whatever the region: MARC fields of a record, and what a schema says of itself.
  ['Marc.fields', { usual: 40, most: 40 }],
  ['__Schema.types', { usual: 300, most: 300 }],
  ['__Type.fields', { usual: 8, most: 60 }],
]);

export const defaultSizeOf: SizeOf = (list) => BEFORE_KNOWN.get(list) ?? UNCOUNTED;

const QUERY = '{ listSizes { list usual most } }';
const answerShape = z.object({
  data: z.object({
    listSizes: z.array(z.object({ list: z.string(), usual: z.number().min(1), most: z.number().min(1) })),
  }),
});

/** Milliseconds for which figures count as new, until a failed question is asked again, and that a question may take. */
const FRESH_MS = 10 * 60_000;
const RETRY_MS = 30_000;
const PATIENCE_MS = 10_000;

export interface ListSizesOptions {
  /** The catalogue; undefined where this graph has none. */
  readonly execute: SubgraphExecutor | undefined;
  readonly sign: ContextSigner;
  readonly now: () => number;
  readonly logger: Logger;
}

/** No request waits for the figures: what is old is asked for again meanwhile. */
export function createListSizes({ execute, sign, now, logger }: ListSizesOptions): SizeOf {
  let known: ReadonlyMap<string, ListSize> = new Map();
  let askAgainAt = 0;

  async function refresh(ask: SubgraphExecutor): Promise<void> {
    const receivedAt = now();
    const said = { role: 'public', subject: null, correlationId: 'list-sizes', receivedAt } as const;
    const context = await sign({ ...said, deadline: receivedAt + PATIENCE_MS });
    const { data } = answerShape.parse(await ask({ query: QUERY, variables: {}, context, readsOnly: true }));
    known = new Map(data.listSizes.map(({ list, ...size }) => [list, size]));
    askAgainAt = now() + FRESH_MS;
  }

  return (list) => {
    if (execute !== undefined && now() >= askAgainAt) {
      askAgainAt = now() + RETRY_MS;
      refresh(execute).catch((error: unknown) => {
        logger.debug({ err: error }, 'The catalogue did not say how long its lists are');
      });
    }
    return known.get(list) ?? defaultSizeOf(list);
  };
}
