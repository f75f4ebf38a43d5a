/** Answers for many at once, each in its own slot: one bad answer never costs its neighbours. */
import type { HoldingFacts } from '#domain/facts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { OnSlot, Slot } from '#contract/adapter.ts';
import { lmsError } from './lms-error.ts';
import type { Site } from './site.ts';

export interface PartLimits {
  /** Ids in one request. */
  readonly most: number;
  /** Characters of the ids of one request, a comma between each; without limit if not given. */
  readonly longest?: number;
}

/** Cuts a list of ids into requests that the system accepts. */
export function inParts<Id extends string | number>(
  ids: readonly Id[],
  { most, longest = Number.POSITIVE_INFINITY }: PartLimits,
): readonly (readonly Id[])[] {
  const parts: Id[][] = [];
  let part: Id[] = [];
  let length = 0;
  for (const id of ids) {
    const more = String(id).length + 1;
    if (part.length > 0 && (part.length >= most || length + more > longest)) {
      parts.push(part);
      part = [];
      length = 0;
    }
    part.push(id);
    length += more;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/**
 * Asks part by part, all at once. `ask` writes the answer of each id into the map; if it fails, its error is the answer of
 * those ids of the part that have none yet. Rejects only if every part failed. A title with too many copies is no failure:
 * it was not asked for.
 */
export async function askParts<Id, Answer, Part extends { readonly ids: readonly Id[] }>(
  parts: readonly Part[],
  ask: (part: Part, answers: Map<Id, Slot<Answer>>) => Promise<void>,
): Promise<Map<Id, Slot<Answer>>> {
  const answers = new Map<Id, Slot<Answer>>();
  const failures: MerciaError[] = [];
  await Promise.all(
    parts.map(async (part) => {
      try {
        await ask(part, answers);
      } catch (error) {
        if (!isMerciaError(error)) throw error;
        if (error.code !== 'LMS_TOO_MANY_ITEMS') failures.push(error);
        for (const id of part.ids) if (!answers.has(id)) answers.set(id, error);
      }
    }),
  );
  const [first] = failures;
  if (first !== undefined && failures.length === parts.length) throw first;
  return answers;
}

/** An error of ours as a value, so that it costs only what needs the answer. */
export async function asSlot<T>(promise: Promise<T>): Promise<Slot<T>> {
  try {
    return await promise;
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

/**
 * The slot of every holding, by what its live keys say; null for keys that could not be read. A holding whose keys are not
 * of this adapter, and one of a library without owner codes, get the error that says what to do.
 */
export function holdingSlots<Keys extends { readonly library: string }>(
  { system, ownerCodesOf }: Pick<Site<unknown>, 'system' | 'ownerCodesOf'>,
  keys: readonly (Keys | null)[],
  factsOf: (key: Keys, owners: ReadonlySet<string>) => Slot<HoldingFacts | null>,
): readonly Slot<HoldingFacts | null>[] {
  return keys.map((key) => {
    if (key === null) {
      const what = "live items: a holding's live keys are not of this adapter; harvest the system again";
      return lmsError(system.id, 'BAD_USER_INPUT', what);
    }
    const owners = ownerCodesOf(key.library);
    if (owners !== undefined) return factsOf(key, owners);
    const what = `the region file gives library ${key.library} no code of this system; add its owner codes`;
    return lmsError(system.id, 'CONFIG_INVALID', `live items: ${what}`);
  });
}

/** Tells the slots of those holdings whose records have just been answered, where somebody listens. */
export function tellAnswered<Keys extends { readonly library: string; readonly record: string }>(
  site: Pick<Site<unknown>, 'system' | 'ownerCodesOf'>,
  keys: readonly (Keys | null)[],
  records: readonly (string | number)[],
  factsOf: (key: Keys, owners: ReadonlySet<string>) => Slot<HoldingFacts | null>,
  onSlot: OnSlot<HoldingFacts | null> | undefined,
): void {
  if (onSlot === undefined) return;
  const answered = new Set(records.map(String));
  for (const [place, key] of keys.entries()) {
    if (key === null || !answered.has(key.record)) continue;
    for (const slot of holdingSlots(site, [key], factsOf)) onSlot(place, slot);
  }
}
