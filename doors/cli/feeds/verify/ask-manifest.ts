import { badUserInput } from '#platform/errors.ts';
import type { FeedPosition, ManifestEntry } from '#feed-log/index.ts';
import { z } from 'zod';
import { askPatiently } from './ask-patiently.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.object({ count: z.int(), sha256 });
const manifestShape = z.object({
  repository: z.string(),
  epoch: z.string(),
  position: z.int(),
  live: z.int(),
  deleted: z.int(),
  sha256,
  buckets: z.array(z.object({ bucket: z.string(), live: part, deleted: part })),
});
const contentsShape = z.object({ entries: z.array(z.object({ identifier: z.string(), sha256: sha256.nullable() })) });
const refusalShape = z.object({ code: z.string(), message: z.string() });

export type ReceivedManifest = Readonly<z.output<typeof manifestShape>>;

/** The newest one if no position is named. */
export async function askManifest(
  address: string,
  at: FeedPosition | null,
  signal: AbortSignal,
): Promise<ReceivedManifest> {
  return ask(address, at, manifestShape, signal);
}

export async function askBucket(
  address: string,
  bucket: string,
  at: FeedPosition,
  signal: AbortSignal,
): Promise<readonly ManifestEntry[]> {
  const { entries } = await ask(`${address}/${bucket}`, at, contentsShape, signal);
  return entries;
}

async function ask<Shape extends z.ZodType>(
  address: string,
  at: FeedPosition | null,
  shape: Shape,
  signal: AbortSignal,
): Promise<z.output<Shape>> {
  const query = at === null ? '' : `?epoch=${at.epoch}&position=${at.position}`;
  const response = await askPatiently(`${address}${query}`, signal);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const refusal = refusalShape.safeParse(answer);
    const why = refusal.success ? refusal.data.message : 'is it the address of a manifest? Name it with --manifest.';
    throw badUserInput(`${address} answered HTTP ${response.status}: ${why}`);
  }
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw badUserInput(`${address} is no manifest of Mercia: name its address with --manifest.`);
}
