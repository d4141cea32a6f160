const prefectures =
  '北海道|東京都|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県';

/** Municipalities and wards whose names hold hiragana; the others are runs of kanji and katakana. */
const kanaNames =
  'せたな|えりも|むかわ|つがる|むつ|おいらせ|にかほ|いわき|かすみがうら|つくば|つくばみらい|ひたちなか|さくら|みどり|みなかみ|さいたま|ふじみ野|ときがわ|いすみ|あきる野|かほく|あわら|おおい|みよし|あま|いなべ|たつの|かつらぎ|すさみ|みなべ|さぬき|東かがわ|まんのう|つるぎ|東みよし|いの|うきは|みやま|みやこ|みやき|うるま|えびの|さつま|いちき串木野|南さつま|あさぎり';

const name = '[\\p{sc=Han}ァ-ヴヶヵー]';

/** 都道府県, as the source of an expression with the flag `u`. */
export const PREFECTURE = `(?:${prefectures})`;

/** 市区町村郡 with its name; greedy, so that 市川市 and 町田市 are taken whole. */
export const MUNICIPALITY = `(?:(?:${kanaNames})|${name}{1,7}|${name}{1,3}[がの]${name}{1,3})[市区町村郡]`;

/** Where a run of name signs holds more than a place: a particle between kanji, or a word no place name has. */
export const NO_PLACE =
  /(?<=[\p{sc=Han}ァ-ヴー])(?:は|を|に|へ|と|や|で|も)(?=[\p{sc=Han}ァ-ヴー]|$)|から|まで|より|する|した|して|です|ます|という|ついて|おける|及び|又は|並びに|若しくは|令和|平成|昭和|電話|年度|規定|法律|附則|別表|前項|同項|各号|第[0-9〇一二三四五六七八九十百千]+[条項号編章節款]/u;

/** Words that end like a municipality: 市町村, 指定都市, 地区. */
export const NO_MUNICIPALITY =
  /^[\p{sc=Han}]*(?:市町|町村|(?<!京)都市|中核市|市区|地区|学区|校区|選挙区|鉱区|管区|漁区|行政区)/u;

/** 市区町村 that goes on as a word and not as a town: 市長, 区分, 町内会. */
export const PUBLIC_WORD = /[市区町村郡](?:長|分|域|民|立|役|内|外|間|債|税|議会|営|道|政|部|職員|条例|報|史|場合|有)/u;
