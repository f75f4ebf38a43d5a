/** Under which licences the packages of a release stand, from its bill of materials in CycloneDX. Pure. */
import { z } from 'zod';

/** Read by somebody, with what they ask of us: docs/dependencies.md. */
const READ: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'Elastic-2.0',
  'ISC',
  'MIT',
  'PostgreSQL',
  'Unlicense',
]);

const shape = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licenses: z
        .array(
          z.object({
            license: z.object({ id: z.string().optional(), name: z.string().optional() }).optional(),
            expression: z.string().optional(),
          }),
        )
        .default([]),
    }),
  ),
});

export interface Licences {
  /** `name version licence`, in their order. */
  readonly lines: readonly string[];
  /** Those that have no licence, or one that nobody has read. */
  readonly unread: readonly string[];
}

export function listLicences(bill: unknown): Licences {
  const listed = shape.parse(bill).components.map(({ name, version, licenses }) => {
    const texts = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '');
    const words = texts.flatMap((text) => text.split(/[\s()]+|\bAND\b|\bOR\b/)).filter((word) => word !== '');
    const line = `${name} ${version} ${texts.length === 0 ? 'no licence' : texts.join(', ')}`;
    return { line, isRead: words.length > 0 && words.every((word) => READ.has(word)) };
  });
  return {
    lines: listed.map(({ line }) => line).toSorted(),
    unread: listed.filter(({ isRead }) => !isRead).map(({ line }) => line),
  };
}
