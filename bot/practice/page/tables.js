// table and data_table blocks; a data table is sorted by a click on its header and paged.

import { h, replace } from './dom.js';
import { richText, richWords } from './richtext.js';

function cellNode(cell) {
  if (cell?.type === 'rich_text') return richText(cell);
  return h('span', { dir: 'auto' }, cellWords(cell));
}

function cellWords(cell) {
  if (cell?.type === 'rich_text') return richWords(cell);
  return String(cell?.text ?? cell?.value ?? '');
}

const isNumber = (cell) => cell?.type === 'raw_number' || (cell?.type !== 'rich_text' && /^[-+]?[\d.,\s]+%?$/.test(cellWords(cell)));

/** A plain table block: its first row is the header. */
export function tableBlock(block) {
  const [head = [], ...rows] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const look = (index) => [settings[index]?.align ? `to-${settings[index].align}` : '', settings[index]?.is_wrapped ? 'wrapped' : ''].join(' ');
  return h('div', { class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': 'Table' }, h('table', {},
    h('thead', {}, h('tr', {}, head.map((cell, i) => h('th', { scope: 'col', class: look(i) }, cellNode(cell))))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell, i) => h('td', { class: look(i) }, cellNode(cell))))))));
}

function compare(a, b) {
  const numbers = [a, b].map((cell) => (cell?.type === 'raw_number' ? Number(cell.value ?? cell.text) : NaN));
  if (numbers.every(Number.isFinite)) return numbers[0] - numbers[1];
  return cellWords(a).localeCompare(cellWords(b), undefined, { numeric: true });
}

function sorted(rows, sort) {
  if (sort.column === null) return rows;
  return [...rows].sort((a, b) => sort.way * compare(a[sort.column], b[sort.column]));
}

function headCell(cell, index, sort, onSort) {
  const active = sort.column === index;
  const arrow = active ? (sort.way > 0 ? ' ↑' : ' ↓') : '';
  return h('th', { scope: 'col', 'aria-sort': active ? (sort.way > 0 ? 'ascending' : 'descending') : 'none' },
    h('button', { type: 'button', class: 'sorter', on: { click: () => onSort(index) } }, cellWords(cell), arrow));
}

function pager(page, pages, total, go) {
  if (pages < 2) return null;
  const step = (label, to) => h('button', { type: 'button', class: 'btn small', disabled: to < 0 || to >= pages, on: { click: () => go(to) } }, label);
  return h('div', { class: 'pager' }, step('Previous', page - 1), h('span', {}, `Page ${page + 1} of ${pages}, ${total} rows`), step('Next', page + 1));
}

/** A data_table block. */
export function dataTableBlock(block) {
  const [head = [], ...rows] = block.rows ?? [];
  const size = block.page_size ?? 10;
  const sort = { column: null, way: 1 };
  const box = h('div', { class: 'data-table' });
  let page = 0;
  const header = block.row_header_column_index ?? 0;
  const row = (cells) => h('tr', {}, cells.map((cell, i) =>
    h(i === header ? 'th' : 'td', { scope: i === header ? 'row' : null, class: isNumber(cell) ? 'num' : '' }, cellNode(cell))));
  const onSort = (index) => {
    sort.way = sort.column === index ? -sort.way : 1;
    sort.column = index;
    page = 0;
    draw();
  };
  function draw() {
    const shown = sorted(rows, sort).slice(page * size, (page + 1) * size);
    replace(box, h('div', { class: 'table-wrap' }, h('table', {}, h('caption', {}, block.caption ?? ''),
      h('thead', {}, h('tr', {}, head.map((cell, i) => headCell(cell, i, sort, onSort)))), h('tbody', {}, shown.map(row)))),
    pager(page, Math.ceil(rows.length / size), rows.length, (to) => { page = to; draw(); }));
  }
  draw();
  return box;
}
