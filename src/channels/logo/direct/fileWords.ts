const OF_FILES =
  /要約|要点|まとめ|サマリ|概要|ポイント|短く|簡潔|[0-9０-９一二三四五六七八九十]+[行点]で|添付|資料|ファイル|文書|会議録|議事録|文字起こし|中身|読んで|整理して|これ(?:を|は|の|で|に|って)|(?:さっき|先ほど|上)の|[/／]summarize/iu;

/**
 * True for a text that speaks of a file that was sent before it, or says nothing at all. A photo that colleagues looked at
 * minutes ago has nothing to do with a question on the rules, a number or the word that stops.
 */
export function speaksOfFiles(text: string): boolean {
  return text === '' || OF_FILES.test(text);
}
