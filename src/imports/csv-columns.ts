import { quote } from '../words/quote.ts';
import type { Lost } from './imported.ts';

/** What a column of a table of exceptions is about. */
export type Column = 'date' | 'from' | 'until' | 'hours' | 'closedDuring' | 'nameJa' | 'nameEn';

/** Where the columns stand: the place in a row, and the header as it is written. */
export type Columns = ReadonlyMap<Column, { readonly index: number; readonly header: string }>;

export type ReadHeader =
  | { readonly columns: Columns; readonly lost: readonly Lost[] }
  | { readonly faults: readonly Lost[] };

/** Headers as they are compared: without spaces, underscores and capital letters. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  date: ['date', '日付', '日', '年月日'],
  from: ['from', 'start', '開始日', '開始'],
  until: ['until', 'end', '終了日', '終了'],
  hours: ['hours', '営業時間', '受付時間'],
  closedDuring: ['closedduring', '休止時間', '休憩時間'],
  nameJa: ['nameja', 'name', '名称', '名前', '日本語名', '理由'],
  nameEn: ['nameen', '英語名', '名称(英語)'],
};

export const HEADER_ADVICE =
  'begin with a header such as date,hours,name_ja,name_en (日付,営業時間,名称,英語名);' +
  ' from,until (開始日,終了日) and closedDuring (休止時間) may be among them';

/** The columns that a header names; those of unknown names are lost. */
export function readHeader(header: readonly string[]): ReadHeader {
  const columns = new Map<Column, { index: number; header: string }>();
  const lost: Lost[] = [];
  const faults: Lost[] = [];
  for (const [index, text] of header.entries()) {
    const column = columnNamed(text);
    const place = `line 1, column ${index + 1}`;
    const found = quote(text.trim());
    if (column === null) {
      const advice = 'what it says is not carried over';
      if (text.trim() !== '') lost.push({ code: 'unknown_column', place, found, advice });
    } else if (columns.has(column)) {
      const other = columns.get(column)?.header ?? '';
      const again = `${found}, which says the same as ${quote(other)}`;
      faults.push({ code: 'repeated_column', place, found: again, advice: 'keep one of them' });
    } else columns.set(column, { index, header: text.trim() });
  }
  const hasDates = columns.has('date') || (columns.has('from') && columns.has('until'));
  if (!hasDates || !(columns.has('hours') || columns.has('closedDuring'))) {
    const found = `${quote(header.join(','))}, which is no header of dates and hours`;
    // Some other file, such as a web page: nothing else that could be said would help.
    return { faults: [{ code: 'no_header', place: 'line 1', found, advice: HEADER_ADVICE }] };
  }
  return faults.length > 0 ? { faults } : { columns, lost };
}

function columnNamed(text: string): Column | null {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[\s_]/g, '');
  const known = Object.entries(HEADERS) as [Column, readonly string[]][];
  return known.find(([, names]) => names.includes(plain))?.[0] ?? null;
}
