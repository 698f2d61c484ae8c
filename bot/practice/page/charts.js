// data_visualization: line, bar, area and pie as SVG. Each series has its own colour and its own
// mark (dash, hatch or label), and the numbers stand in a table below for everybody else.

import { h, svg } from './dom.js';

const W = 520;
const H = 220;
const PAD = { left: 44, right: 12, top: 12, bottom: 34 };
const DASHES = ['', '6 4', '2 3', '8 3 2 3', '1 4', '10 4'];

const number = (value) => new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);
const tone = (index) => `tone-${index % 6}`;

function niceStep(span) {
  const rough = span / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough);
}

function scaleOf(series) {
  const all = series.flatMap((one) => one.data.map((point) => Number(point.value) || 0));
  const step = niceStep(Math.max(...all, 0) - Math.min(...all, 0));
  const low = Math.floor(Math.min(...all, 0) / step) * step;
  const high = Math.max(Math.ceil(Math.max(...all, 0) / step) * step, low + step);
  const y = (value) => H - PAD.bottom - ((value - low) / (high - low)) * (H - PAD.top - PAD.bottom);
  return { low, high, step, y };
}

function grid({ low, high, step, y }) {
  const out = [];
  for (let value = low; value <= high + step / 2; value += step) {
    out.push(svg('line', { x1: PAD.left, x2: W - PAD.right, y1: y(value), y2: y(value), class: 'grid' }));
    out.push(svg('text', { x: PAD.left - 6, y: y(value) + 4, class: 'tick', 'text-anchor': 'end' }, number(value)));
  }
  return out;
}

function labels(categories, x) {
  const every = Math.ceil(categories.length / 8);
  return categories.map((name, index) => index % every === 0 &&
    svg('text', { x: x(index), y: H - PAD.bottom + 18, class: 'tick', 'text-anchor': 'middle' }, shorten(name)));
}

// Bars and slices carry a letter that the legend repeats, so that colour is never needed.
const letter = (index) => String.fromCharCode(65 + index);

const shorten = (name) => (name.length > 10 ? `${name.slice(0, 9)}…` : name);

const valueAt = (one, name) => Number(one.data.find((point) => point.label === name)?.value ?? 0);

function lineX(categories) {
  const room = W - PAD.left - PAD.right - 30;
  return (index) => PAD.left + 15 + (categories.length > 1 ? (index * room) / (categories.length - 1) : room / 2);
}

function lines(series, categories, scale, filled) {
  const x = lineX(categories);
  const shapes = series.map((one, index) => {
    const points = categories.map((name, i) => [x(i), scale.y(valueAt(one, name))]);
    const path = points.map(([px, py]) => `${px},${py}`).join(' ');
    const base = scale.y(0);
    return svg('g', { class: tone(index) },
      filled && svg('polygon', { points: `${x(0)},${base} ${path} ${x(categories.length - 1)},${base}`, class: 'area' }),
      svg('polyline', { points: path, class: 'stroke', 'stroke-dasharray': DASHES[index % 6] }),
      points.map(([px, py], i) => svg('circle', { cx: px, cy: py, r: 3.5, class: 'dot' },
        svg('title', {}, `${one.name}, ${categories[i]}: ${number(valueAt(one, categories[i]))}`))));
  });
  return [...shapes, ...labels(categories, x)];
}

function bars(series, categories, scale) {
  const slot = (W - PAD.left - PAD.right) / categories.length;
  const width = Math.max(2, Math.min(34, (slot * 0.76) / series.length));
  const x = (index) => PAD.left + slot * (index + 0.5);
  const rects = series.flatMap((one, s) => categories.map((name, i) => {
    const value = valueAt(one, name);
    const top = Math.min(scale.y(value), scale.y(0));
    return svg('rect', { class: `bar ${tone(s)}`, rx: 2, x: x(i) - (width * series.length) / 2 + s * width, y: top,
      width: width - 1, height: Math.max(1, Math.abs(scale.y(value) - scale.y(0))) },
    svg('title', {}, `${one.name}, ${name}: ${number(value)}`));
  }));
  const marks = series.length > 1 && series.flatMap((one, s) => categories.map((name, i) =>
    svg('text', { class: 'letter', 'text-anchor': 'middle', y: Math.min(scale.y(valueAt(one, name)), scale.y(0)) - 3,
      x: x(i) - (width * series.length) / 2 + (s + 0.5) * width }, letter(s))));
  return [...rects, marks || [], ...labels(categories, x)];
}

function slice(from, to, index, label) {
  const point = (part) => [110 + 90 * Math.sin(part * 2 * Math.PI), 110 - 90 * Math.cos(part * 2 * Math.PI)];
  if (to - from > 0.999) return svg('circle', { cx: 110, cy: 110, r: 90, class: `slice ${tone(index)}` }, svg('title', {}, label));
  const [a, b] = [point(from), point(to)];
  const d = `M110,110 L${a} A90,90 0 ${to - from > 0.5 ? 1 : 0} 1 ${b} Z`;
  return svg('path', { d, class: `slice ${tone(index)}` }, svg('title', {}, label));
}

function pie(segments) {
  const total = segments.reduce((sum, one) => sum + Number(one.value || 0), 0) || 1;
  let at = 0;
  return segments.flatMap((one, index) => {
    const from = at;
    at += Number(one.value || 0) / total;
    const middle = ((from + at) / 2) * 2 * Math.PI;
    const mark = svg('text', { class: 'letter on-slice', 'text-anchor': 'middle', x: 110 + 62 * Math.sin(middle), y: 114 - 62 * Math.cos(middle) }, letter(index));
    return [slice(from, at, index, `${one.label}: ${number(one.value)} (${Math.round((100 * one.value) / total)}%)`), mark];
  });
}

function keyOf(index, lettered) {
  if (lettered) return h('span', { class: `letter-key ${tone(index)}` }, letter(index));
  return svg('svg', { viewBox: '0 0 28 10', class: `key ${tone(index)}`, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: 28, y1: 5, y2: 5, class: 'stroke', 'stroke-dasharray': DASHES[index % 6] }));
}

function legend(names, lettered) {
  return h('ul', { class: 'legend' }, names.map((name, index) => h('li', {}, keyOf(index, lettered), name)));
}

function dataTable(head, rows) {
  return h('details', { class: 'chart-data' }, h('summary', {}, 'Numbers'),
    h('div', { class: 'table-wrap' }, h('table', {},
      h('thead', {}, h('tr', {}, head.map((cell) => h('th', { scope: 'col' }, cell)))),
      h('tbody', {}, rows.map(([first, ...rest]) =>
        h('tr', {}, h('th', { scope: 'row' }, first), rest.map((cell) => h('td', { class: 'num' }, number(cell)))))))));
}

function figure(title, drawing, viewBox, parts) {
  const picture = svg('svg', { viewBox, role: 'img', 'aria-label': `Chart: ${title}. The numbers are in the table below.`, class: 'chart' }, drawing);
  return h('figure', { class: 'chart-box' }, h('figcaption', {}, title), picture, parts);
}

function pieFigure(title, chart) {
  const segments = chart.segments ?? [];
  return figure(title, pie(segments), '0 0 220 220', [
    legend(segments.map((one) => `${one.label} (${number(one.value)})`), true),
    dataTable(['Part', 'Value'], segments.map((one) => [one.label, one.value])),
  ]);
}

/** A data_visualization block. */
export function chartBlock(block) {
  const chart = block.chart ?? {};
  if (chart.type === 'pie') return pieFigure(block.title, chart);
  const series = chart.series ?? [];
  const axis = chart.axis_config ?? {};
  const categories = axis.categories ?? (series[0]?.data ?? []).map((point) => point.label);
  const scale = scaleOf(series);
  const draw = chart.type === 'bar' ? bars : lines;
  const drawn = [...grid(scale), ...draw(series, categories, scale, chart.type === 'area')];
  const axes = [axis.y_label && `Up: ${axis.y_label}`, axis.x_label && `Across: ${axis.x_label}`].filter(Boolean).join(' · ');
  return figure(block.title, drawn, `0 0 ${W} ${H}`, [
    axes && h('p', { class: 'axes' }, axes),
    legend(series.map((one) => one.name), chart.type === 'bar' && series.length > 1),
    dataTable([axis.x_label ?? '', ...series.map((one) => one.name)],
      categories.map((name) => [name, ...series.map((one) => valueAt(one, name))])),
  ]);
}
