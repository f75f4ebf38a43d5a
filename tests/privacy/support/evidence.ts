/** Everything that came out of Mercia while it was asked, and what of it nobody should have been told. */
import type { Mark, MarkFinder, Owner } from './marks.ts';

/** Something that Mercia said, wrote or kept. */
export interface Said {
  /** Who was told what, which process, page or column: `B: me`, `serve patrons`, `/metrics`. */
  readonly where: string;
  readonly text: string;
  /** Whether a mark may stand there; where not said, none may. */
  readonly may?: Leave;
}

export type Leave = (mark: Mark) => boolean;

/** What the accounts of readers show, at some systems. */
export function accountOf(owners: readonly Owner[] | Owner, systems: readonly string[]): Leave {
  return (mark) =>
    mark.told && owners.includes(mark.owner) && systems.some((system) => mark.what.startsWith(`${system} `));
}

/** What staff wrote of a look, against all advice: it stays with the look. */
export const NOTE_OF_LOOK = 'note of a look';
export const notesOfLooks: Leave = ({ what }) => what === NOTE_OF_LOOK;

/**
 * What snapshots show: titles of hidden records to analysts, operators and the library's own staff; notes of staff on copies to
 * analysts and the library's own staff. Staff are those of north and west.
 */
export function snapshotsFor(person: string): Leave {
  return ({ what }) => {
    if (person !== 'migration' && person !== 'operator' && !(person === 'staff' && what.startsWith('koha-n ')))
      return false;
    if (what.includes(' note on a copy of ')) return person !== 'operator';
    return what.endsWith(' hidden record title');
  };
}

/** `where: what of whom`, once for each mark that stands where it may not. */
export function findLeaks(said: readonly Said[], find: MarkFinder): readonly string[] {
  const leaks = said.flatMap(({ where, text, may = () => false }) =>
    find(text)
      .filter((mark) => !may(mark))
      .map(({ owner, what }) => `${where}: ${what} of ${owner}`),
  );
  return [...new Set(leaks)];
}
