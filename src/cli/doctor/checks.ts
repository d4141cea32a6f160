import { bundleFiles } from './bundleFiles.ts';
import type { Check, MachineCheck } from './check.ts';
import { dataDirectory } from './dataDirectory.ts';
import { embedding } from './embedding.ts';
import { model } from './model.ts';
import { nativeLibraries } from './nativeLibraries.ts';
import { network } from './network.ts';
import { people } from './people.ts';
import { reachable } from './reachable.ts';
import { rules } from './rules.ts';
import { runtime } from './runtime.ts';
import { store } from './store.ts';

/** What is looked at on every machine, in this order. */
export const machineChecks: readonly MachineCheck[] = [runtime, nativeLibraries, bundleFiles];

/** What is looked at once the configuration could be read. */
export const configuredChecks: readonly Check[] = [
  dataDirectory,
  store,
  rules,
  people,
  embedding,
  model,
  reachable,
  network,
];
