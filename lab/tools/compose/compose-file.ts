/** docker-compose.yml as it is read without Docker: services with their commands, environments, secrets and health checks, moved to loopback. */
import { MerciaError } from '#platform/errors.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

const limitsShape = z.looseObject({ memory: z.string(), cpus: z.string(), pids: z.number() });

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
      secrets: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
      deploy: z.looseObject({ resources: z.object({ limits: limitsShape }) }).optional(),
      logging: z.looseObject({ options: z.record(z.string(), z.string()) }).optional(),
      healthcheck: z.looseObject({ test: z.array(z.string()), timeout: z.string() }).optional(),
      ports: z.array(z.string()).default([]),
      depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') })).default({}),
    }),
  ),
  secrets: z.record(z.string(), z.object({ file: z.string() })).default({}),
});

export type ComposeService = z.output<typeof composeShape>['services'][string];

export interface ComposeFile {
  readonly services: ReadonlyMap<string, ComposeService>;
  /** Names of secrets. */
  readonly secrets: readonly string[];
  /** Where a service is, for messages: `docker-compose.yml:203: gateway`. */
  readonly placeOf: (service: string) => string;
}

const NAME = 'docker-compose.yml';

/**
 * Anchors and merges resolved, `${NAME:?why}` and `${NAME:-default}` filled in as Compose does. Throws CONFIG_INVALID with the line of what it
 * cannot run.
 */
export function readComposeFile(
  variables: Readonly<Record<string, string | undefined>> = {},
  text = readFileSync(new URL(`../../../${NAME}`, import.meta.url), 'utf8'),
): ComposeFile {
  const filled = text.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = variables[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw fault(`${NAME} wants ${name}: ${rest}`);
    return value;
  });
  const lines = new LineCounter();
  const document = parseDocument(filled, { merge: true, lineCounter: lines });
  for (const { message } of document.errors) throw fault(`${NAME}: ${message}`);
  const placeOf = (service: string): string => {
    const services = document.get('services');
    const pair = isMap(services) ? services.items.find(({ key }) => isScalar(key) && key.value === service) : undefined;
    const line = isScalar(pair?.key) ? lines.linePos(pair.key.range?.[0] ?? 0).line : 1;
    return `${NAME}:${line}: ${service}`;
  };
  const parsed = composeShape.safeParse(document.toJS());
  if (!parsed.success) {
    const [{ path, message } = { path: [], message: 'is not what it should be' }] = parsed.error.issues;
    const [part, service, ...rest] = path.map(String);
    const where =
      part === 'services' && service !== undefined ? `${placeOf(service)}: ${rest.join('.')}` : path.join('.');
    throw fault(`${where}: ${message}`);
  }
  const { services, secrets } = parsed.data;
  for (const [name, { depends_on, secrets: given }] of Object.entries(services)) {
    for (const other of Object.keys(depends_on))
      if (!(other in services)) throw fault(`${placeOf(name)}: depends_on: there is no service ${other}`);
    for (const secret of given)
      if (!(secret in secrets)) throw fault(`${placeOf(name)}: secrets: there is no secret ${secret}`);
  }
  return { services: new Map(Object.entries(services)), secrets: Object.keys(secrets), placeOf };
}

function fault(message: string): MerciaError {
  return new MerciaError('CONFIG_INVALID', message);
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

/**
 * Where the data of a service lies here: in the folder of the volume that it has for that, which others may share; null if it has none, and can
 * write nothing.
 */
export function dataFolderHere({ environment, volumes }: ComposeService, folder: string): string | null {
  const mounts = volumes.map((volume) => volume.split(':', 2));
  const volume = mounts.find(([, path]) => path === environment['MERCIA_DATA'])?.[0];
  return volume === undefined ? null : join(folder, 'volumes', volume);
}

/** Where a container finds its secrets. */
const SECRETS_FOLDER = '/run/secrets/';

/** The environment of a service that runs as a process here. `secret`: where the file of one lies. */
export function environmentHere(
  { environment }: ComposeService,
  move: (text: string) => string,
  secret: (name: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([key, value]) => {
      if (key.endsWith('_HOST')) return [key, '127.0.0.1'];
      return [key, value.startsWith(SECRETS_FOLDER) ? secret(value.slice(SECRETS_FOLDER.length)) : move(value)];
    }),
  );
}
