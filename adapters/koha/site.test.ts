import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { SYSTEM, siteOf } from './site.fixture.ts';
import { createKohaSite } from './site.ts';

describe('a warning of a code', () => {
  it('names the system once, as the logger that it is given does', () => {
    const lines: string[] = [];
    const logger = pino({ base: null }, { write: (line) => void lines.push(line) }).child({ lms: SYSTEM });
    const site = createKohaSite(siteOf().system, logger);

    site.onUnknownOwner('XPL');
    site.onUnknownOwner('XPL');

    expect(lines).toHaveLength(1);
    expect(lines[0]?.match(/"lms":/g)).toHaveLength(1);
  });
});
