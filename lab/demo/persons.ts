/** Who can sign in to the demonstration; which cards they have is in `readers.ts`. */
import type { Person } from '#simulators/identity-provider/index.ts';

export const DEMO_PERSONS = [
  {
    id: 'reader',
    name: 'Dr Rowan Alderhithe',
    about: 'A junior doctor on rotation, with cards at three libraries.',
    roles: [],
    affiliations: ['member@severnhythe.example'],
  },
  {
    id: 'other-reader',
    name: 'Ines Corvedale',
    about: 'A nurse who borrows at one library, and must never see what the doctor has.',
    roles: [],
    affiliations: ['member@fosseholm.example'],
  },
  {
    id: 'librarian',
    name: 'Morgan Teme',
    about: 'Works at the desk of Severnhythe Hospitals Library.',
    roles: ['library-desk'],
    affiliations: ['staff@severnhythe.example'],
  },
  {
    id: 'migration',
    name: 'Asha Clee',
    about: 'Plans the move of the region’s libraries to one system.',
    roles: ['library-migration'],
    affiliations: ['staff@vale.example'],
  },
  {
    id: 'operator',
    name: 'Kit Wrekin',
    about: 'Runs this Mercia, and reads its audit.',
    roles: ['library-systems'],
    affiliations: ['staff@vale.example'],
  },
] as const satisfies readonly Person[];

export type DemoPersonId = (typeof DEMO_PERSONS)[number]['id'];
