import { execFile } from 'node:child_process';
import { projectFile } from '../../projectFiles.ts';
import { type Finding, good, type MachineCheck, wrong } from './check.ts';

const LONGEST_MS = 30_000;

/** Each library is loaded and used once in a process of its own: one that does not fit the machine may end it. */
const LIBRARIES = {
  libsql: {
    use: "const { default: Database } = await import('libsql'); new Database(':memory:').prepare('SELECT 1').get();",
    serves: '履歴と規程の保存',
  },
  'onnxruntime-node': {
    use: "const { InferenceSession } = await import('onnxruntime-node'); if (!InferenceSession.create) throw new Error();",
    serves: '意味による検索',
  },
  '@hyzyla/pdfium': {
    use: "const { PDFiumLibrary } = await import('@hyzyla/pdfium'); (await PDFiumLibrary.init()).destroy();",
    serves: 'PDFの読み取り',
  },
} as const;

/** The libraries that are made for one kind of machine. */
export const nativeLibraries: MachineCheck = {
  id: 'native-libraries',
  title: '機種ごとの部品',
  run: () => Promise.all(Object.entries(LIBRARIES).map(([name, { use, serves }]) => probe(name, use, serves))),
};

/** @param code run as a module from the project's root */
export function probe(name: string, code: string, serves: string): Promise<Finding> {
  return new Promise((resolve) => {
    const options = {
      cwd: projectFile('.'),
      timeout: LONGEST_MS,
      env: { PATH: process.env.PATH, ORT_DISABLE_TELEMETRY: '1' },
    };
    execFile(process.execPath, ['--input-type=module', '--eval', code], options, (failed, _, errors) => {
      const details = { library: name };
      if (failed === null) return resolve(good(`${name}（${serves}）を読み込めました。`, details));
      resolve(wrong(`${name}（${serves}）を読み込めません。`, mendFor(errors), details));
    });
  });
}

function mendFor(errors: string): string {
  if (/GLIBC|CXXABI/.test(errors)) {
    return 'OSの基本ライブラリ（glibc など）が古いようです。より新しいOSの端末でお使いください。';
  }
  if (/ERR_MODULE_NOT_FOUND|Cannot find/.test(errors)) {
    return 'この端末と同じOS・CPUのための導入一式を入れ直すか、「npm ci」をやり直してください。';
  }
  return '導入一式を入れ直すか、「npm ci」をやり直してください。直らないときは、この端末のOSとCPUの種類を確認してください。';
}
