/** True where people talk: more than a third of the sentences have a speaker. */
export function isConversation(sentences: readonly { readonly speaker?: string }[]): boolean {
  return sentences.filter((sentence) => sentence.speaker !== undefined).length > sentences.length / 3;
}
