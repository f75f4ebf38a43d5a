/** How much of a snapshot's copies has a code that becomes something in the target. */
import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { LISTS_OF_ITEMS, type CodeWithMeaning, type ItemListName } from '../codes/count-codes.ts';
import { isCode, keyOf, type MappedCode } from './mapping-book.ts';

export const ITEM_LISTS = Object.keys(LISTS_OF_ITEMS) as readonly ItemListName[];

/** Of one list at one system: every copy is in exactly one of the numbers. */
export interface Coverage {
  readonly system: SystemId;
  readonly list: ItemListName;
  readonly decided: number;
  readonly suggested: number;
  readonly unmapped: number;
  readonly without: number;
  /** Copies of which the system does not tell the code. */
  readonly notTold: number;
}

/** In the order of the lists, then of the systems. */
export function coverageOf(used: readonly CodeWithMeaning[], mapped: readonly MappedCode[]): readonly Coverage[] {
  const states = new Map(mapped.map(({ system, list, code, state }) => [keyOf(system, list, code), state]));
  const groups = Map.groupBy(used, ({ system, list }) => `${ITEM_LISTS.indexOf(list)} ${system}`);
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, parts]): Coverage[] => {
      const [first] = parts;
      if (first === undefined) return [];
      const sum = (wanted: (part: CodeWithMeaning) => boolean): number =>
        parts.filter(wanted).reduce((total, { items }) => total + items, 0);
      const inState = (state: MappedCode['state']): number =>
        sum(
          ({ system, list, code }) => isCode(code) && (states.get(keyOf(system, list, code)) ?? 'UNMAPPED') === state,
        );
      return [
        {
          system: first.system as SystemId,
          list: first.list,
          decided: inState('DECIDED'),
          suggested: inState('SUGGESTED'),
          unmapped: inState('UNMAPPED'),
          without: sum(({ code }) => code === NONE),
          notTold: sum(({ code }) => code === NOT_TOLD),
        },
      ];
    });
}
