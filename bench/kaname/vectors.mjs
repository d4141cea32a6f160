// node vectors.mjs DATA: gives every clause of a data directory a random vector, as if the embedded model had made it.
import { fromDist } from '../paths.mjs';

const [dataDir] = process.argv.slice(2);
const { openLibrary } = await fromDist('policy/ingest/openLibrary.js');
const { embeddedModel } = await fromDist('embedding/embedded/embeddedModel.js');
const { openVectors } = await fromDist('embedding/store/vectors.js');
const { dimensions, identity } = embeddedModel();
const vectors = openVectors(dataDir, identity);
const random = () => {
  // They all point a little one way, as e5's do.
  const vector = Float32Array.from({ length: dimensions }, (_, at) => Math.random() - 0.5 + (at === 3 ? 3 : 0));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
await openLibrary(dataDir, {
  findMeaning: async (parts) => {
    let entries = [];
    const put = () => {
      vectors.put(entries);
      entries = [];
    };
    for (const { passages } of parts)
      for (let at = 0; at < passages.length; at++) {
        entries.push({ key: vectors.keyOf(passages.at(at) ?? ''), vector: random() });
        if (entries.length === 1_000) put();
      }
    if (entries.length > 0) put();
    return { cosines: async () => undefined };
  },
});
vectors.keepQuestionMean(random());
vectors.close();
process.stdout.write('{}\n');
