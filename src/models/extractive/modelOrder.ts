/**
 * Sentences in a text that order a language model about instead of telling the reader something. They are content of
 * the text like any other and are never obeyed; in a summary they have no place. Quoted ones (「…」) are talked about,
 * not given, and stay.
 */
const orders: readonly RegExp[] = [
  /(?:これまで|今まで|以前|上記|上|前|先)の?(?:すべて|全て)?の?(?:指示|命令|プロンプト|ルール)(?:を|は)(?:すべて|全て)?(?:無視|忘れ|破棄)/u,
  /(?:指示|命令|プロンプト)を(?:すべて|全て)?(?:無視|忘れ)/u,
  /^\s*[#【[]*(?:システム|システムプロンプト|system|assistant|developer)[\]】]*\s*[:：]/iu,
  /(?:ignore|disregard|forget)\s+(?:all|any|the|your|previous|prior)/iu,
  /(?:あなた|君|お前)は.{0,20}(?:AI|ＡＩ|人工知能|アシスタント|言語モデル|チャットボット)/u,
  /(?:AI|ＡＩ|アシスタント|言語モデル|要約者)(?:へ|は|に)(?:の指示)?[、:：].{0,40}(?:ください|せよ|しろ|すること)/u,
  /とだけ(?:出力|回答|返答|答え|返)/u,
  /(?:システムプロンプト|APIキー|ＡＰＩキー)を(?:表示|出力|教え|開示)/u,
];

/** True for a sentence that tells a model what to do; what stands in quotation marks is only spoken of. */
export function ordersModel(text: string): boolean {
  const unquoted = text.replace(/「[^」]*」|『[^』]*』/gu, '「」');
  return orders.some((order) => order.test(unquoted));
}
