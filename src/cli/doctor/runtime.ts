import { readFileSync } from 'node:fs';
import { projectFile } from '../../projectFiles.ts';
import { good, type MachineCheck, wrong } from './check.ts';

/** Node's version against what package.json asks for. */
export const runtime: MachineCheck = {
  id: 'runtime',
  title: '実行環境',
  async run() {
    const { version, engines } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
    return [runtimeFinding(process.versions.node, String(version), String(engines.node))];
  },
};

/** @param needed `>=20` */
export function runtimeFinding(node: string, kaname: string, needed: string) {
  const least = Number(/\d+/.exec(needed)?.[0]);
  const details = { kaname, node, platform: process.platform, arch: process.arch };
  const told = `Kaname ${kaname}、Node.js ${node}（${process.platform}-${process.arch}）`;
  if (Number(node.split('.')[0]) >= least) return good(`${told}で動いています。`, details);
  return wrong(
    `${told}です。この版の Node.js では動きません。`,
    `Node.js ${least} 以上を入れるか、Node.js の入った導入一式をお使いください。`,
    details,
  );
}
