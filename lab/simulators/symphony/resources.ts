/** What the JSON web services show of the world: the resources, their fields, and how one leads to another. */
import type { SymphonyCircRecord, SymphonyWorld } from './tables.ts';

/** Another resource, which `includeFields` may open. */
export class Reference {
  readonly resource: string;
  readonly key: string;

  constructor(resource: string, key: string) {
    this.resource = resource;
    this.key = key;
  }
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Reference
  | readonly Value[]
  | { readonly [name: string]: Value };

/** The world during one request. */
export interface View {
  readonly world: SymphonyWorld;
  /** Open loans by item. */
  readonly loans: ReadonlyMap<string, SymphonyCircRecord>;
}

export function viewOf(world: SymphonyWorld): View {
  const loans = new Map<string, SymphonyCircRecord>();
  for (const loan of world.circRecords.values()) if (loan.status !== 'INACTIVE') loans.set(loan.itemKey, loan);
  return { world, loans };
}

/** One record of a resource, ready to be read field by field. */
export interface Opened {
  readonly key: string;
  /** The fields of `*`. */
  readonly plain: readonly string[];
  /** Undefined for a name that the resource does not know. */
  value(name: string): Value | undefined;
}

export interface Resource {
  readonly fields: readonly string[];
  /** Whether the text has the form of a key; one that has not is a `keyParseError`. */
  isKey(text: string): boolean;
  find(view: View, key: string): Opened | undefined;
}

type Fields<Row> = Readonly<Record<string, (row: Row, view: View) => Value>>;

/** `plain` is what `*` gives; `named` is given only by name. */
export function resource<Row>(made: {
  readonly keyForm: RegExp;
  readonly find: (view: View, key: string) => Row | undefined;
  readonly plain: Fields<Row>;
  readonly named?: Fields<Row>;
}): Resource {
  const all: Fields<Row> = { ...made.plain, ...made.named };
  const plain = Object.keys(made.plain);
  return {
    fields: Object.keys(all),
    isKey: (text) => made.keyForm.test(text),
    find(view, key) {
      const row = made.find(view, key);
      if (row === undefined) return undefined;
      return { key, plain, value: (name) => all[name]?.(row, view) };
    },
  };
}

export function policy(list: string, key: string | null): Reference | null {
  return key === null ? null : new Reference(`/policy/${list}`, key);
}

export function money(world: SymphonyWorld, amount: string): Value {
  return { currencyCode: world.settings.currencyCode, amount };
}
