import type { DirectFile } from './session.ts';

const OF_FILES =
  /要約|要点|まとめ|サマリ|概要|ポイント|短く|簡潔|[0-9０-９一二三四五六七八九十]+[行点]で|添付|資料|ファイル|文書|会議録|議事録|文字起こし|中身|読んで|整理して|これ(?:を|は|の|で|に|って)|(?:さっき|先ほど|上)の|[/／]summarize/iu;

/**
 * True for a text that speaks of a file that was sent before it, or says nothing at all. A photo that colleagues looked at
 * minutes ago has nothing to do with a question on the rules, a number or the word that stops.
 */
export function speaksOfFiles(text: string): boolean {
  return text === '' || OF_FILES.test(text);
}

const PICTURE = /\.(?:jpe?g|png|gif|heic|heif|webp|bmp|tiff?|mp4|mov|avi|m4a|mp3|wav)$/i;

/**
 * Of files that were sent earlier the documents, where there are any: nobody means the photos beside them. Photos alone
 * are left, so that it is said that they cannot be read.
 */
export function meantAmong(files: readonly DirectFile[]): readonly DirectFile[] {
  const documents = files.filter(
    ({ name, contentType }) => !PICTURE.test(name) && !/^(?:image|video|audio)\//i.test(contentType),
  );
  return documents.length > 0 ? documents : files;
}
