/** As much of a region file as pages read; the systems are never asked. */
import { SYSTEMS } from '../compare/invent-index.ts';

/** One system with these libraries. */
export function indexRegionText(libraries: readonly string[]): string {
  return `region: { id: large, name: Thirty libraries }
libraries:
${libraries.map((id) => `  - { id: ${id}, name: ${id}, system: bench }`).join('\n')}
systems:
  - id: bench
    name: The system of the bench
    kind: koha
    address: http://127.0.0.1:9
    owners:
${libraries.map((id) => `      - { code: ${id.toUpperCase()}, library: ${id} }`).join('\n')}
`;
}

/** The thirty systems of `inventIndex`, each with two libraries. */
export function comparedRegionText(): string {
  const systems = Array.from({ length: SYSTEMS }, (_, index) => String(index + 1));
  const library = (system: string, copy: number): string =>
    `  - { id: library-${system}-${String(copy)}, name: Library ${system} ${String(copy)}, system: system-${system} }`;
  const system = (n: string): string => `  - id: system-${n}
    name: System ${n}
    kind: koha
    address: http://127.0.0.1:9
    owners:
      - { code: O1, library: library-${n}-1 }
      - { code: O2, library: library-${n}-2 }`;
  return `region: { id: bench, name: Thirty systems }
libraries:
${systems.flatMap((n) => [library(n, 1), library(n, 2)]).join('\n')}
systems:
${systems.map(system).join('\n')}
`;
}
