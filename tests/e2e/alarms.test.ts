/** The file of alarms: each is explained, tried, and asks for what is counted. */
import { projectRoot } from '#tests/support/mercia-process.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const read = (name: string): string => readFileSync(join(projectRoot, 'docs', name), 'utf8');

const shape = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          record: z.string().optional(),
          alert: z.string().optional(),
          expr: z.string(),
          annotations: z.object({ runbook: z.string() }).optional(),
        }),
      ),
    }),
  ),
});

const rules = shape.parse(parse(read('prometheus/alerts.yaml'))).groups.flatMap(({ rules: each }) => each);
const alarms = rules.flatMap(({ alert, annotations }) => (alert === undefined ? [] : [{ alert, annotations }]));

describe('the file of alarms', () => {
  it('has a place in the runbook for each, and no place is of none', () => {
    const places = Array.from(read('alerts.md').matchAll(/^## (.+)$/gm), ([, name]) => name);

    expect(places).toEqual(alarms.map(({ alert }) => alert));
    for (const { alert, annotations } of alarms)
      expect(annotations?.runbook).toBe(`docs/alerts.md#${alert.toLowerCase()}`);
  });

  it('tries each of them', () => {
    const tried = read('prometheus/alerts.test.yaml');
    // Only what is expected to fire is written with labels.
    const untried = alarms.filter(({ alert }) => !tried.includes(`ALERTS{alertname="${alert}",alertstate="firing",`));

    expect(untried).toEqual([]);
  });

  it('asks for nothing that is not counted', () => {
    const listed = read('operations.md').split('## Metrics')[1]?.split('\n## ')[0] ?? '';
    const asked = new Set(rules.flatMap(({ expr }) => expr.match(/\bmercia_\w+/g) ?? []));

    expect(asked.size).toBeGreaterThan(15);
    expect([...asked].filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
  });
});
