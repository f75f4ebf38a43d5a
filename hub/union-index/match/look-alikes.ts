import type { RecordDescription } from '../description.ts';
import { TELLING_TITLE } from './brevity.ts';
import type { FeatureFacts } from './features/compare-features.ts';
import { fold } from './fold.ts';
import { namesMain } from './numbered-apart.ts';
import { unlikeWords } from './other-words.ts';

/**
 * What tells two things of one title apart, of which the labelled pairs have too few: other makers of brief records, parts of other hosts,
 * volumes that only an ISBN or the extent names.
 */
export const PREPARE_LOOK_ALIKES = {
  hosts: ({ partOf = [] }: RecordDescription): readonly Host[] =>
    partOf.map(({ title, part }) => ({ title: fold(title ?? ''), numbers: numbersOf(part ?? '') })),
  /** `2` of `020 $q (v. 2)` or `300 $a v. 2`; null if neither says it. */
  statedVolume: ({ evidence }: RecordDescription): string | null => evidence.statedVolume ?? null,
};

/** Letters; two people seldom give two books so long a title in one year. */
const TITLE_OF_ONE_BOOK = 40;

interface Host {
  /** Empty if only its number is told. */
  readonly title: string;
  readonly numbers: readonly string[];
}

export type LookAlikeFacts = {
  readonly [Name in keyof typeof PREPARE_LOOK_ALIKES]: ReturnType<(typeof PREPARE_LOOK_ALIKES)[Name]>;
};

type Compared = Pick<FeatureFacts, 'title' | 'contributors' | 'extent' | 'format' | 'part'> & LookAlikeFacts;

/**
 * Whether the two look alike and may be two things. If they share a number of their own, makers and hosts prove nothing: an editor is
 * the main name in one catalogue, the author in the next. Volumes do, since a set's number stands on each. Symmetric.
 */
export function mayBeLookAlikes(a: Compared, b: Compared, shareNumber: boolean): boolean {
  return areVolumesApart(a, b) || (!shareNumber && (areMakersApart(a, b) || mayHaveOtherHosts(a, b)));
}

/** Whether both say it, and say another thing: then no third record joins them. */
export function areLookAlikes(a: Compared, b: Compared, shareNumber: boolean): boolean {
  return areVolumesApart(a, b) || (!shareNumber && (areMakersApart(a, b) || areHostsApart(a, b)));
}

/** The maker is another in one record for many reasons, a pen name or a former name; so the rest must not be that of one book. */
function areMakersApart(a: Compared, b: Compared): boolean {
  const [birth, otherBirth] = [a.contributors.birthYear, b.contributors.birthYear];
  if (areOfOneExtent(a, b) || (birth !== null && birth === otherBirth)) return false;
  const arePersons = [a, b].every(({ contributors }) => (contributors.names[0]?.given.length ?? 0) > 0);
  const shared = Math.min(a.title.full.length, b.title.full.length);
  return shared < (arePersons ? TITLE_OF_ONE_BOOK : TELLING_TITLE) && !namesMain(a, b) && !namesMain(b, a);
}

/** `3 p. l., 3-180 p.` and `180 p.`; of one volume, every book is. */
function areOfOneExtent({ extent }: Compared, { extent: other }: Compared): boolean {
  if (extent.volumes !== null && extent.volumes > 1) return extent.volumes === other.volumes;
  return extent.pages !== null && other.pages !== null && longest(extent) === longest(other);
}

function longest({ pages, numbers }: Compared['extent']): number {
  return Math.max(pages ?? 0, ...numbers);
}

/** The title of one may name the volume that only the ISBN of the other names. */
function areVolumesApart(a: Compared, b: Compared): boolean {
  if (a.statedVolume === null && b.statedVolume === null) return false;
  const [volume, other] =
    a.statedVolume !== null && b.statedVolume !== null
      ? [a.statedVolume, b.statedVolume]
      : [a.statedVolume ?? a.part.number, b.statedVolume ?? b.part.number];
  return volume !== null && other !== null && volume !== other;
}

/** Parts of hosts that are others, or of which one names none. */
function mayHaveOtherHosts(a: Compared, b: Compared): boolean {
  if (!a.format.component || !b.format.component) return false;
  return !(isHostNamed(a) && isHostNamed(b)) || areHostsApart(a, b);
}

/** One article in two journals, or two in one; a record may name several hosts. */
function areHostsApart(a: Compared, b: Compared): boolean {
  if (!a.format.component || !b.format.component || !isHostNamed(a) || !isHostNamed(b)) return false;
  return !a.hosts.some((host) => b.hosts.some((other) => isOneHost(host, other)));
}

function isHostNamed({ hosts }: Compared): boolean {
  return hosts.some(({ title }) => title !== '');
}

/** What only one says of the place in it is no reason against: `p. 1-4`, `Vol. 350, p. 1-4`. */
function isOneHost(a: Host, b: Host): boolean {
  if (a.title === '' || b.title === '') return false;
  if (unlikeWords(a.title, b.title).length > 0 && unlikeWords(b.title, a.title).length > 0) return false;
  const [fewer, more] = a.numbers.length <= b.numbers.length ? [a.numbers, b.numbers] : [b.numbers, a.numbers];
  return fewer.every((number) => more.includes(number));
}

function numbersOf(text: string): readonly string[] {
  return [...new Set(text.match(/\d+/g))].map((number) => number.replace(/^0+(?=\d)/, ''));
}
