/**
 * Systems of a make of which nobody has seen a running one: they are read all the same, and change nothing unless the region file
 * says so. What was seen of each make stands in the entry of its kind, and in its preset.
 */
import type { AdapterKind, Capability, LmsAdapter, Probe, ProbeStep } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isUnseenPreset, presets } from './presets/index.ts';

const WRITES: readonly Capability[] = ['RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];

/** Why a part of a system is experimental, as a sentence; null if a running one has been seen. `kind` is that of the part. */
export function unseenMake(kind: AdapterKind, part: SystemConfig): string | null {
  const preset = part.preset === undefined ? undefined : presets.get(part.preset);
  if (preset !== undefined && isUnseenPreset(preset)) return unseen(preset.title);
  const { make, seen } = kind.evidenceOf?.(part) ?? kind.evidence[0];
  return seen.length > 0 ? null : unseen(make);
}

function unseen(make: string): string {
  return `no answer of a running ${make} has been seen`;
}

/** The same adapter; without renewals and holds if it is experimental and the region file does not turn them on. */
export function withoutUnseenWrites(adapter: LmsAdapter, kind: AdapterKind, part: SystemConfig): LmsAdapter {
  const why = part.experimentalWrites === true ? null : unseenMake(kind, part);
  if (why === null || adapter.writes === undefined) return adapter;
  const writesOff = `renewals and holds are off, because ${why}; "experimentalWrites: true" in the entry of ${part.id} in the region file turns them on`;
  const left = (all: readonly Capability[]): readonly Capability[] => all.filter((each) => !WRITES.includes(each));
  const step: ProbeStep = { what: 'renewals and holds', ok: true, warn: true, elapsedMs: 0, detail: writesOff };
  const over = {
    writes: { value: undefined },
    writesOff: { value: writesOff },
    // What it can do may change while it is used.
    capabilities: { get: () => left(adapter.capabilities) },
    probe: {
      async value(signal: AbortSignal): Promise<Probe> {
        const probe = await adapter.probe(signal);
        return { ...probe, steps: [...probe.steps, step], capabilities: left(probe.capabilities) };
      },
    },
  };
  return Object.create(adapter, over) as LmsAdapter;
}
