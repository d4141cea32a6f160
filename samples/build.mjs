/**
 * Makes the .docx, .pdf, .xlsx and Shift_JIS .txt of samples/policies from the masters in samples/sources.
 * Run from the project's root: `node samples/build.mjs`. The .pdf need Chromium and the Noto CJK fonts.
 */
import { join } from 'node:path';
import { readMaster } from './build/master.mjs';
import { writePdf } from './build/pdf.mjs';
import { writePlainText } from './build/plainText.mjs';
import { writeSheet } from './build/sheet.mjs';
import { writeWord } from './build/word.mjs';

const master = (name) => readMaster(join(import.meta.dirname, 'sources', `${name}.md`));
const target = (file) => join(import.meta.dirname, 'policies', file);

await writeWord(master('職員の勤務時間及び休暇に関する規程'), target('職員の勤務時間及び休暇に関する規程.docx'), { captionsAreHeadings: true });
await writeWord(master('文書管理規程'), target('文書管理規程.docx'), { captionsAreHeadings: true });
await writeWord(master('契約事務規則'), target('契約事務規則.docx'), { captionsAreHeadings: false });
await writeWord(master('会計年度任用職員取扱要綱'), target('会計年度任用職員取扱要綱.docx'), { captionsAreHeadings: false });
writePdf(master('補助金等交付規則'), target('補助金等交付規則.pdf'));
writePdf(master('庁舎管理規則'), target('庁舎管理規則.pdf'));
writeSheet(master('旅費規程'), target('旅費規程.xlsx'));
writeSheet(master('公用車管理規程'), target('公用車管理規程.xlsx'));
writePlainText(master('職員服務規程'), target('職員服務規程.txt'));
writePlainText(master('パブリックコメント手続要綱'), target('パブリックコメント手続要綱.txt'));
