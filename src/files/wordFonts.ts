/** The faces by the names under which Word knows them, and what stands in where an office lacks the first. */
export const MINCHO = { name: '游明朝', instead: 'ＭＳ 明朝', family: 'roman' } as const;
export const GOTHIC = { name: '游ゴシック', instead: 'ＭＳ ゴシック', family: 'modern' } as const;

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The document's font table, which names a font to use instead (ECMA-376, 17.8.3.1 altName); 80 is Shift_JIS. */
export const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${NAMESPACE}">${[
  MINCHO,
  GOTHIC,
]
  .map(
    ({ name, instead, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="80"/><w:family w:val="${family}"/></w:font>`,
  )
  .join('')}</w:fonts>`;
