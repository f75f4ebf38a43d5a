/** The shape of JSON: which keys, which types, what may be null; learnt from recordings, checked on answers. */

type Kind = 'null' | 'string' | 'number' | 'boolean' | 'array' | 'object';

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'string' || type === 'number' || type === 'boolean') return type;
  return 'object';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Objects with the same keys are one kind of thing; the book knows which types each of their keys was seen with. */
export class ShapeBook {
  readonly #seen = new Map<string, Map<string, Set<Kind>>>();

  learn(value: unknown): void {
    if (Array.isArray(value)) for (const one of value) this.learn(one);
    if (!isRecord(value)) return;
    const keys = kindName(value);
    const types = this.#seen.get(keys) ?? new Map<string, Set<Kind>>();
    this.#seen.set(keys, types);
    for (const [key, inner] of Object.entries(value)) {
      const kinds = types.get(key) ?? new Set();
      types.set(key, kinds.add(kindOf(inner)));
      this.learn(inner);
    }
  }

  /** What is wrong with the shape of an answer beside what was recorded for it; empty when nothing is. */
  faults(recorded: unknown, answered: unknown, place = '$'): string[] {
    const [wanted, got] = [kindOf(recorded), kindOf(answered)];
    if (wanted !== got) return [`${place}: ${got} instead of ${wanted}`];
    if (Array.isArray(recorded) && Array.isArray(answered)) return this.#listFaults(recorded, answered, place);
    if (!isRecord(recorded) || !isRecord(answered)) return [];
    if (signature(recorded) !== signature(answered)) {
      return [`${place}: keys ${signature(answered)} instead of ${signature(recorded)}`];
    }
    const types = this.#seen.get(kindName(recorded));
    return Object.entries(answered).flatMap(([key, value]) => {
      const here = `${place}.${key}`;
      const kinds = types?.get(key) ?? new Set<Kind>();
      if (!kinds.has(kindOf(value))) return [`${here}: ${kindOf(value)}, recorded only ${[...kinds].join(', ')}`];
      const sample = recorded[key];
      return kindOf(sample) === kindOf(value) ? this.faults(sample, value, here) : [];
    });
  }

  #listFaults(recorded: readonly unknown[], answered: readonly unknown[], place: string): string[] {
    if (recorded.length !== answered.length) {
      return [`${place}: ${String(answered.length)} elements instead of ${String(recorded.length)}`];
    }
    return answered
      .flatMap((one, index) => this.faults(recorded[index], one, `${place}[${String(index)}]`))
      .slice(0, 5);
  }
}

/** What x-koha-embed adds; the thing itself stays of the same kind. */
const EMBEDDED = new Set([
  '_strings',
  'biblio',
  'library',
  'account_balance',
  'checkouts_count',
  'overdues_count',
  'extended_attributes',
]);

/** Names a kind of thing: its keys without the embedded ones. */
function kindName(value: Readonly<Record<string, unknown>>): string {
  return Object.keys(value)
    .filter((key) => !EMBEDDED.has(key))
    .toSorted()
    .join(' ');
}

function signature(value: Readonly<Record<string, unknown>>): string {
  return Object.keys(value).toSorted().join(' ');
}
