/**
 * Turns texts into vectors whose nearness is nearness of meaning. Adapters: embedded (in a process beside this one),
 * openAICompatible, azureOpenAI. What is sent to a server has to be masked by the caller.
 */
export interface EmbeddingModel {
  /** For operators. */
  readonly name: string;
  /** Everything that decides a passage's vector (weights, prefixes, where it is cut): vectors are kept under it. */
  readonly identity: string;
  /** Length of every vector; of a server that was not told, undefined until its first answer. */
  readonly dimensions: number | undefined;
  /**
   * The vector of a question, of length 1. It goes before all passages and has a short deadline, a second unless set.
   * @throws KanameError `model_timeout` (search by words then), `model_unavailable`, `model_busy`, `model_refused`,
   * `wrong_configuration`, `cancelled`
   */
  embedQuestion(text: string, signal: AbortSignal): Promise<Float32Array>;
  /**
   * The vectors of passages in their order, of length 1; long texts are cut where the model ends.
   * @throws KanameError as above; `model_refused` where one of the texts is at fault, and trying again is of no use
   */
  embedPassages(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  /** Ends what is still running with `cancelled` and frees processes and memory. */
  close(): Promise<void>;
}
