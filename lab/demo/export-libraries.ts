/**
 * The invented library services of the demo region whose systems offer little: one gives an export and nothing else, one an export
 * and SIP2. Most systems of a real region are like these.
 */
import type { DemoExportId, DemoLibrary } from './libraries.ts';

export interface ExportLibrary extends DemoLibrary {
  readonly system: DemoExportId;
}

export const EXPORT_LIBRARIES: readonly ExportLibrary[] = [
  {
    id: 'hawkenlow',
    system: 'export-e',
    name: 'Hawkenlow Community Hospital Library',
    agency: 'DEMO-HAW',
    branches: [{ code: 'HAW', name: 'Hawkenlow Library' }],
    habit: {
      rules: 'AACR2',
      isbn: '10',
      qualifier: 'in-a',
      shelving: 'DEWEY',
      subjects: 'NONE',
      codesDates: false,
      leavesOut: 0.08,
      mistypes: 0.03,
      joinsForms: false,
    },
    appetite: 1,
  },
  {
    id: 'lugbrook',
    system: 'export-f',
    name: 'Lugbrook Hospitals Library',
    agency: 'DEMO-LUG',
    branches: [
      { code: 'LUG', name: 'Lugbrook General Hospital Library' },
      { code: 'STO', name: 'Stokeley Day Hospital' },
    ],
    habit: {
      rules: 'AACR2',
      isbn: '13',
      qualifier: 'none',
      shelving: 'NLM',
      subjects: 'MESH',
      codesDates: true,
      leavesOut: 0.04,
      mistypes: 0.01,
      joinsForms: false,
    },
    appetite: 1,
  },
];
