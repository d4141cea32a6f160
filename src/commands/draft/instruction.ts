const CHANGE =
  /(?:短く|長く|丁寧に|やさしく|易しく|優しく|柔らかく|硬く|簡潔に|簡単に|詳しく|直して|変えて|修正して|変更して|追加して|加えて|入れて|足して|削って|削除して|消して|書き直して|言い換えて|訳して)/u;
const MOST_CHARACTERS = 120;

/** True for what asks to change a text that is already there: 「もっと短くして」「日付を12月1日に変えて」. */
export function asksForChange(text: string): boolean {
  return text.length <= MOST_CHARACTERS && CHANGE.test(text);
}
