import { describe, expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { createResolveId } from './route.ts';

describe('resolveId', () => {
  it('takes the routing key for the system', () => {
    expect(createResolveId()('alpha:item:2145643:5:1', 'item')).toBe('alpha');
  });

  it('follows a library to the system that it moved to', () => {
    const resolveId = createResolveId(new Map([['alpha', 'beta' as SystemId]]));

    expect(resolveId('alpha:holding:12', 'holding')).toBe('beta');
    expect(resolveId('gamma:holding:12', 'holding')).toBe('gamma');
  });

  it.each(['', 'alpha', 'alpha:item:1', 'alpha:holding:', ':holding:1'])('gives null for %j as a holding', (id) => {
    expect(createResolveId()(id, 'holding')).toBeNull();
  });
});
