import base from './jest.config.js';

/**
 * The browser tests: the real bot and the Agents Playground in headless Chromium, slow and one after the other.
 * KANAME_SCREENSHOTS=1 also takes the pictures of the README anew.
 */
export default {
  ...base,
  roots: ['<rootDir>/tests/browser'],
  testPathIgnorePatterns: process.env.KANAME_SCREENSHOTS === '1' ? [] : ['/pictures\\.test\\.ts$'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
