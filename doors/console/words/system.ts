/** How a system is, in words: whether it answers, and how its data stands. */
import type { GapFragment, SystemPartsFragment } from '../__generated__/operations.ts';
import { describeAnswering } from './answering.ts';
import { describeHarvest, type HarvestWords } from './harvest.ts';
import { listNames } from './lists.ts';

export interface SystemWords extends HarvestWords {
  /** Whether questions about its copies are not answered. */
  readonly isSilent: boolean;
  /** How its data stands, whether or not it answers. */
  readonly data: HarvestWords['standing'];
}

/** A system that does not answer is in trouble, however new its data is. `gap`: what is missing from the index of it. */
export function describeSystem(
  { capabilities, harvest, answering }: Pick<SystemPartsFragment, 'capabilities' | 'harvest' | 'answering'>,
  gap: Pick<GapFragment, 'why' | 'since'> | null,
  now: number,
): SystemWords {
  const live = describeAnswering(answering, capabilities, now);
  const isSilent = live.standing === 'SILENT';
  const data = describeHarvest(harvest, gap, isSilent);
  if (!isSilent) return { ...data, isSilent, data: data.standing };
  return {
    standing: 'TROUBLE',
    tag: live.tag,
    sentence: `${live.sentence} ${data.standing === 'GOOD' ? 'Its list of titles is up to date. ' : ''}${data.sentence}`,
    who: live.who,
    isSilent,
    data: data.standing,
  };
}

/** What it means for readers; empty if nothing is wrong. */
export function sayMeaning(
  { isSilent, data }: Pick<SystemWords, 'isSilent' | 'data'>,
  libraries: readonly { readonly name: string }[],
): string {
  const names = listNames(libraries.map(({ name }) => name));
  const silent = `Whether a copy at ${names} is in cannot be checked now; it may be on its shelf.`;
  const ofData = MEANINGS[data];
  if (ofData === null) return isSilent ? silent : '';
  const titles = (of: string): string => `Titles${of} may be missing here${ofData}.`;
  return isSilent ? `${silent} ${titles('')}` : titles(` of ${names}`);
}

const MEANINGS: Readonly<Record<HarvestWords['standing'], string | null>> = {
  TROUBLE: ', or old',
  STARTING: '',
  INCOMPLETE: '',
  GOOD: null,
  NOT_HARVESTED: null,
};
