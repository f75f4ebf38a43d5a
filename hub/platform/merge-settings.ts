/** Settings laid over other settings, and what is left of those below. Pure. */

type Mapping = Readonly<Record<string, unknown>>;

/**
 * `over` laid over `under`: mappings key by key, lists of mappings entry by entry. Everything else, null included, replaces what
 * is below it. A key of `over` that is undefined leaves what is below.
 */
export function mergeSettings(under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  if (isMapping(under) && isMapping(over)) {
    const names = [...new Set([...Object.keys(under), ...Object.keys(over)])];
    return Object.fromEntries(names.map((name) => [name, mergeSettings(own(under, name), own(over, name))]));
  }
  if (isListOfMappings(under) && isListOfMappings(over)) {
    const length = Math.max(under.length, over.length);
    return Array.from({ length }, (_, index) => mergeSettings(under[index], over[index]));
  }
  return over;
}

/** Paths of the values in settings, as `records[0].csv.dates`: whatever is neither a mapping nor a list of mappings. */
export function pathsOf(settings: unknown, here = ''): readonly string[] {
  if (isMapping(settings) && Object.keys(settings).length > 0) {
    return Object.entries(settings).flatMap(([name, inner]) => pathsOf(inner, here === '' ? name : `${here}.${name}`));
  }
  if (isListOfMappings(settings) && settings.length > 0) {
    return settings.flatMap((inner, index) => pathsOf(inner, `${here}[${index}]`));
  }
  return [here];
}

/** Paths of `under` whose value still stands when `over` is laid over it. */
export function pathsLeft(under: unknown, over: unknown): readonly string[] {
  return left(under, over, '');
}

function left(under: unknown, over: unknown, here: string): readonly string[] {
  if (over === undefined) return pathsOf(under, here);
  if (isMapping(under) && isMapping(over)) {
    return Object.entries(under).flatMap(([name, inner]) =>
      left(inner, own(over, name), here === '' ? name : `${here}.${name}`),
    );
  }
  if (isListOfMappings(under) && isListOfMappings(over)) {
    return under.flatMap((inner, index) => left(inner, over[index], `${here}[${index}]`));
  }
  return [];
}

function own(mapping: Mapping, name: string): unknown {
  return Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfMappings(value: unknown): value is readonly Mapping[] {
  return Array.isArray(value) && value.every(isMapping);
}
