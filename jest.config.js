/** ESM throughout: the sources are ES modules and some libraries exist only as such. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/tests/browser/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testTimeout: 20_000,
  maxWorkers: 2,
  // Every file loads its own copy of the dictionary and the modules; a worker that has grown is replaced.
  workerIdleMemoryLimit: '1500MB',
};
