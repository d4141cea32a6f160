import base from './jest.config.js';

/** The browser tests: the real bot and the Agents Playground in headless Chromium, slow and one after the other. */
export default {
  ...base,
  roots: ['<rootDir>/tests/browser'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
  maxWorkers: 1,
};
