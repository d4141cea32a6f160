import type { Citation } from '../answer.ts';
import { wareki } from '../japanese/wareki.ts';

/** A short note on a version that is not simply in force: 「旧版（令和6年4月1日施行）」; empty where it is. */
export function standingNote({ standing, effective, version }: Citation): string {
  if (standing === undefined) return '';
  const day = effective === undefined ? '' : `${wareki(effective)}施行`;
  const name = day || version || '';
  const bracketed = name === '' ? '' : `（${name}）`;
  switch (standing) {
    case 'superseded':
      return `旧版${bracketed}`;
    case 'future':
      return day === '' ? `施行前の版${bracketed}` : `${day}予定`;
    case 'afterwards':
      return `${name || 'のちの版'}（お尋ねの時点では施行前）`;
    case 'undated':
      return '施行日の記載がないため、お尋ねの時点の内容とは限りません';
  }
}
