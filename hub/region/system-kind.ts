import type { ZodType } from 'zod';

/** What a region file may say of a system of one kind. */
export interface SystemKind {
  /** Checks and completes its `settings`. */
  readonly settings: ZodType;
  /** What `harvest.method` may be besides `auto`. */
  readonly harvestMethods: readonly string[];
  /** False for a kind whose settings say where everything is: such a system has no address. A function of them where it depends. */
  readonly hasAddress?: boolean | ((settings: unknown) => boolean) | undefined;
  /** What an address may begin with, without `://`; `http` and `https` if absent. */
  readonly addressSchemes?: readonly string[] | undefined;
  /** Requests that may begin in a second where the region file does not say; any number if absent. Of a live part. */
  readonly perSecond?: number | undefined;
  /** Which part of a system it can be; the main one alone if absent. */
  readonly parts?: readonly ('main' | 'live')[] | undefined;
}
