/** An adapter that is another in one respect, and itself in all others. */
import type { ItemSource, LmsAdapter } from '#contract/adapter.ts';
import type { Due } from '#domain/facts.ts';

/** An adapter with another source of copies; one without any stays as it is. */
export function withItems(adapter: LmsAdapter, change: (items: ItemSource) => Partial<ItemSource>): LmsAdapter {
  const { items } = adapter;
  if (items === undefined) return adapter;
  return overriding(adapter, { items: overriding(items, change(items)) });
}

/** The same object in all else: what it has may change while it runs. */
export function overriding<T extends object>(whole: T, changes: { readonly [Key in keyof T]?: T[Key] | undefined }): T {
  return new Proxy(whole, {
    get(target, key) {
      if (Object.hasOwn(changes, key)) return changes[key as keyof T];
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A due date with the day of UTC in place of the library's. */
export function inUtc(due: Due | null): Due | null {
  const at = due?.at ?? null;
  return due === null || at === null ? due : { ...due, on: new Date(at).toISOString().slice(0, 10) };
}
