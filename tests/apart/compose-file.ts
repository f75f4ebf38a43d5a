/** docker-compose.yml as a test reads it: its services' commands, environments and health checks, moved to loopback. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { parse } from 'yaml';
import { z } from 'zod';

const composeShape = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string().optional(),
      build: z.string().optional(),
      user: z.string().optional(),
      command: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.string()).default({}),
      env_file: z.array(z.object({ path: z.string(), required: z.boolean() })).default([]),
      healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
      ports: z.array(z.string()).default([]),
      depends_on: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export type ComposeService = z.output<typeof composeShape>['services'][string];

export interface ComposeFile {
  readonly services: ReadonlyMap<string, ComposeService>;
}

/** Anchors and merges resolved, `${NAME:?why}` and `${NAME:-default}` filled in as Compose does. */
export function readComposeFile(variables: Readonly<Record<string, string>>): ComposeFile {
  const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
  const filled = text.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = variables[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`docker-compose.yml wants ${name}: ${rest}`);
    return value;
  });
  const { services } = composeShape.parse(parse(filled, { merge: true }));
  return { services: new Map(Object.entries(services)) };
}

/** Moves addresses of the file to this machine: service names become 127.0.0.1, each port the one that stands for it here. */
export function createMove(file: ComposeFile, ports: ReadonlyMap<number, number>): (text: string) => string {
  const host = new RegExp(String.raw`(?<=//)(?:${[...file.services.keys()].join('|')})(?=:\d)`, 'g');
  return (text) =>
    text
      .replaceAll(host, '127.0.0.1')
      .replaceAll(/(?<=^|:)\d{4}(?=$|\/|,)/g, (port) => String(ports.get(Number(port)) ?? port));
}

/** Every port that a service listens on or is asked at, in the order of the file. */
export function portsOf(file: ComposeFile): readonly number[] {
  const found = [...file.services.values()].flatMap(({ command, environment }) => {
    const at = command.indexOf('--port');
    const metricsPort = environment['MERCIA_METRICS_PORT'];
    return [...(at < 0 ? [] : [Number(command[at + 1])]), ...(metricsPort === undefined ? [] : [Number(metricsPort)])];
  });
  return [...new Set(found)];
}
