/** The systems fail, or what was read of them is old, and the graph goes on. */
import type { Faults } from '#simulators/faults.ts';
import { sql } from 'kysely';
import type { Stage, World } from './world.ts';
import type { WorldName } from './names.ts';

/** A record of `koha-b`. */
const BAD_RECORD = 12;

export function systemWorlds(stage: Stage): readonly World[] {
  const { graph, url } = stage;
  const failing = (name: WorldName, id: 'koha-b' | 'koha-c' | 'symphony-d', faults: Partial<Faults>): World => ({
    name,
    begin: async () => {
      await graph.simulator(id).faults.set(faults);
      return url;
    },
    end: () => graph.simulator(id).faults.clear(),
  });
  const down = failing('one system down', 'koha-b', { down: true });
  return [
    oldWorld(stage),
    unreadableWorld(stage),
    {
      ...down,
      begin: async () => {
        await stage.prepare();
        const at = await down.begin();
        // All are read again: on a slow machine the others would be old by now.
        await graph.harvest();
        return at;
      },
      end: async () => {
        await down.end();
        await graph.harvest(['koha-b']);
      },
    },
    failing('one system silent', 'symphony-d', { hang: true }),
    failing('one system garbled', 'koha-b', { garbage: 'shape' }),
    failing('one system refuses', 'koha-c', { wrongCredentials: true }),
    {
      name: 'all systems down',
      begin: async () => {
        for (const { simulator } of graph.demo.systems) await simulator.faults.set({ down: true });
        return url;
      },
      end: async () => {
        for (const { simulator } of graph.demo.systems) await simulator.faults.clear();
      },
    },
  ];
}

/** Nobody reads a system for five days: what was written down of the last time is moved back. */
function oldWorld({ graph: { database }, url }: Stage): World {
  return {
    name: 'a catalogue is old',
    begin: async () => {
      await sql`UPDATE harvest_state SET last_complete_at = last_complete_at - interval '5 days'
        WHERE system = (SELECT id FROM system WHERE system_id = 'koha-c')`.execute(database.db);
      return url;
    },
    // The next world reads all systems again.
    end: async () => undefined,
  };
}

function unreadableWorld({ graph, url }: Stage): World {
  const koha = graph.simulator('koha-b');
  return {
    name: 'records cannot be read',
    begin: async () => {
      // REST alone fails for the bad record: OAI-PMH would mend it.
      koha.world.preferences['OAI-PMH'] = false;
      await koha.faults.set({ badRecords: [BAD_RECORD] });
      await graph.harvest(['koha-b'], 'full');
      return url;
    },
    end: async () => {
      koha.world.preferences['OAI-PMH'] = true;
      await koha.faults.clear();
    },
  };
}
