import { describe, expect, it } from 'vitest';
import { systemOfId } from './ids.ts';

describe('systemOfId', () => {
  it('takes the routing key for the system', () => {
    expect(systemOfId('alpha:item:2145643:5:1', 'item')).toBe('alpha');
  });

  it.each(['', 'alpha', 'alpha:item:1', 'alpha:holding:', ':holding:1'])('gives null for %j as a holding', (id) => {
    expect(systemOfId(id, 'holding')).toBeNull();
  });
});
