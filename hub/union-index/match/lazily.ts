/**
 * Makes objects of which each part is made when it is first asked for, and kept: of two records that share a key, most are told
 * apart by one or two of their parts.
 */
export function lazily<Source, Parts extends object>(makers: {
  readonly [Name in keyof Parts]: (source: Source) => Parts[Name];
}): (source: Source) => Parts {
  const names = Object.keys(makers) as (keyof Parts & string)[];
  class Lazy {
    readonly source: Source;
    readonly made: unknown[] = names.map(() => undefined);
    constructor(source: Source) {
      this.source = source;
    }
  }
  for (const [place, name] of names.entries()) {
    const make = makers[name];
    Object.defineProperty(Lazy.prototype, name, {
      get(this: Lazy) {
        // A part may be null.
        return this.made[place] === undefined ? (this.made[place] = make(this.source)) : this.made[place];
      },
    });
  }
  return (source) => new Lazy(source) as unknown as Parts;
}
