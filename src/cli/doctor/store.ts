import { composeHistory } from '../../compose.ts';
import { toKanameError } from '../../errors.ts';
import { type Check, good, wrong } from './check.ts';

/** Whether the history can be read, as `/readyz` asks it. */
export const store: Check = {
  id: 'store',
  title: '履歴の保存先',
  async run({ config }) {
    const name = config.store.kind === 'cosmos' ? 'Azure Cosmos DB ' : 'この端末の SQLite ';
    try {
      const history = composeHistory(config.store, config, () => new Date());
      try {
        await history.check();
      } finally {
        await history.close();
      }
    } catch (thrown) {
      const mend =
        config.store.kind === 'cosmos'
          ? 'COSMOS_ENDPOINT、COSMOS_KEY（またはマネージドIDの権限）、COSMOS_DATABASE と、ネットワークの経路を確認してください。'
          : 'KANAME_DATA_DIR のフォルダーを確認してください。';
      return [wrong(`${name}を使えません。${toKanameError(thrown).sentence}`, mend, { kind: config.store.kind })];
    }
    return [good(`${name}を読み書きできます。`, { kind: config.store.kind })];
  },
};
