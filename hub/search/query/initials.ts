/** Initials and the words that they stand next to. Pure. */
import { isNeighbour, type QueryGroup, type Term } from './terms.ts';
import { toTsquery } from './to-tsquery.ts';

export interface InitialTerm {
  readonly term: Term;
  /** In lower case. */
  readonly letter: string;
  /** The words around it, as `to_tsquery` reads them. */
  readonly neighbours: readonly {
    readonly wording: string;
    /** Whether it stands before the initial. */
    readonly before: boolean;
  }[];
}

/** The initials of a group that have a word next to them, be it behind another initial: `Smith J. A.` */
export function initialsOf(group: QueryGroup): readonly InitialTerm[] {
  return group.flatMap((term, at) => {
    if (term.kind !== 'initial') return [];
    const neighbours = [
      { neighbour: nearest(group, at, -1), before: true },
      { neighbour: nearest(group, at, 1), before: false },
    ].flatMap(({ neighbour, before }) => {
      const wording = neighbour === undefined ? null : toTsquery([[neighbour]]);
      return wording === null ? [] : [{ wording, before }];
    });
    const letter = (term.words[0] ?? '').slice(0, 1).toLowerCase();
    return neighbours.length === 0 ? [] : [{ term, letter, neighbours }];
  });
}

function nearest(group: QueryGroup, at: number, step: number): Term | undefined {
  let place = at + step;
  while (group[place]?.kind === 'initial') place += step;
  const found = group[place];
  return found !== undefined && isNeighbour(found) ? found : undefined;
}
