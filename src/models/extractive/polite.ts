import { sentences } from '../../japanese/sentences.ts';

/** Plain endings whose polite form is certain without knowing the verb's conjugation. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(?:して|て)(?:ほしい|欲しい|もらいたい)$/u, 'てくださるようお願いします'],
  [/(?:である|だ)$/u, 'です'],
  [/(?:であった|だった)$/u, 'でした'],
  [/する$/u, 'します'],
  [/した$/u, 'しました'],
  [/しない$/u, 'しません'],
  [/できる$/u, 'できます'],
  [/できない$/u, 'できません'],
  [/ある$/u, 'あります'],
  [/行う$/u, '行います'],
  [/行った$/u, '行いました'],
  [/なる$/u, 'なります'],
  [/なった$/u, 'なりました'],
  [/れる$/u, 'れます'],
  [/れた$/u, 'れました'],
  [/使える$/u, '使えます'],
];

/** です・ます for the sentences whose ending is known, each closed by 「。」; the others stay as they were written. */
export function polite(text: string): string {
  return sentences(text)
    .map(({ text: sentence }) => {
      const open = sentence.replace(/。$/u, '');
      const rule = endings.find(([ending]) => ending.test(open));
      const turned = rule
        ? open.replace(rule[0], (found) =>
            found.startsWith('し') && rule[1].startsWith('て') ? `し${rule[1]}` : rule[1],
          )
        : open;
      return /[。！？!?]$/u.test(turned) ? turned : `${turned}。`;
    })
    .join('');
}
