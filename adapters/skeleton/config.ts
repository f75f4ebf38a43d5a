/** What the region file may say under `settings` of Skeleton. */
import { z } from 'zod';

/** Strict, every key with a default; parsing its own output gives the same again. */
export const skeletonSettings = z.strictObject({
  /** Where the service is, below the system's address. */
  path: z.string().startsWith('/').default('/api'),
});

export type SkeletonSettings = z.output<typeof skeletonSettings>;
