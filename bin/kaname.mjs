#!/usr/bin/env node
// The command `kaname`: makes sure that a build of the sources is there, and hands over to it.
import { build } from './build.mjs';

await build();
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
