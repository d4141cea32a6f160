import { ordersModel } from '../models/extractive/modelOrder.ts';

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const number = /^\s*(?:[-*・●]|[0-9０-９]{1,2}[.．)）、](?![0-9０-９])|[(（][0-9０-９]{1,2}[)）]|[①-⑳])\s*/u;
const idNote = /\s*[(（[［【]\s*(?:文\s*)?S\d+(?:\s*[,、，～~-]\s*S?\d+)*\s*[)）\]］】]/gu;
const aside = /\s*[(（](?:note|translation|source|summary|in english)[^)）]*[)）]\s*$/iu;
const labelBefore = /^(?:要点|ポイント|決定事項|決定|宿題|概要|要約)(?:[0-9０-９]{1,2})?\s*[:：]\s*/u;

/**
 * An item as a model wrote it, without numbering, labels, sentence ids and English asides; empty where nothing is left
 * to show: no Japanese in it, or an order to the model copied from the text.
 */
export function cleanItem(text: string): string {
  const cleaned = text.replace(number, '').replace(labelBefore, '').replace(idNote, '').replace(aside, '').trim();
  return japanese.test(cleaned) && !ordersModel(cleaned) ? cleaned : '';
}
