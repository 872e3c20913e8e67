// QR codes (ISO/IEC 18004): bytes, error correction level M, versions 1 to 10. Enough for an otpauth address.
import { svg } from "../dom.js";

/** For each version: correction bytes of a block, and the blocks as [how many, data bytes]. */
const layouts = [
  null,
  [10, [[1, 16]]], [16, [[1, 28]]], [26, [[1, 44]]], [18, [[2, 32]]], [24, [[2, 43]]],
  [16, [[4, 27]]], [18, [[4, 31]]], [22, [[2, 38], [2, 39]]], [22, [[3, 36], [2, 37]]], [26, [[4, 43], [1, 44]]],
];

/** Centres of the alignment patterns. */
const alignments = [[], [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

const exponents = new Uint8Array(512);
const logarithms = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  exponents[power] = exponents[power + 255] = value;
  logarithms[value] = power;
  value = value & 128 ? (value << 1) ^ 0x11d : value << 1;
}
const product = (left, right) => (left && right ? exponents[logarithms[left] + logarithms[right]] : 0);

/** The remainder of the data after division by the generator of this degree: a block's correction bytes. */
function correction(data, degree) {
  let generator = [1];
  for (let root = 0; root < degree; root += 1) {
    const next = [...generator, 0];
    generator.forEach((factor, place) => { next[place + 1] ^= product(factor, exponents[root]); });
    generator = next;
  }
  const rest = [...data, ...new Array(degree).fill(0)];
  for (let place = 0; place < data.length; place += 1) {
    const lead = rest[place];
    if (lead) generator.forEach((factor, offset) => { rest[place + offset] ^= product(factor, lead); });
  }
  return rest.slice(data.length);
}

const capacity = (version) => layouts[version][1].reduce((sum, [count, length]) => sum + count * length, 0);

/** The data bytes: mode, length, content, end and padding. */
function dataBytes(content, version) {
  const bits = [];
  const put = (value, length) => { for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1); };
  put(4, 4);
  put(content.length, version < 10 ? 8 : 16);
  for (const byte of content) put(byte, 8);
  const total = capacity(version) * 8;
  put(0, Math.min(4, total - bits.length));
  while (bits.length % 8) bits.push(0);
  for (let pad = 0xec; bits.length < total; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, place) => bits.slice(place * 8, place * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
}

/** All bytes in the order in which they are drawn: the blocks' data by turns, then their corrections. */
function interleaved(content, version) {
  const [degree, groups] = layouts[version];
  const data = dataBytes(content, version);
  const blocks = groups.flatMap(([count, length]) => Array.from({ length: count }, () => data.splice(0, length)));
  const corrections = blocks.map((block) => correction(block, degree));
  const byTurns = (lists) => Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, place) => lists.map((list) => list[place])).flat().filter((byte) => byte !== undefined);
  return [...byTurns(blocks), ...byTurns(corrections)];
}

/** A remainder of the BCH codes that protect format and version. */
function bch(value, generator, degree) {
  let rest = value << degree;
  for (let bit = 31 - Math.clz32(rest); bit >= degree; bit = 31 - Math.clz32(rest)) rest ^= generator << (bit - degree);
  return (value << degree) | rest;
}

const masks = [
  (row, column) => (row + column) % 2 === 0, (row) => row % 2 === 0, (row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0, (row, column) => ((row >> 1) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0, (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** The squares that do not depend on the content; `null` where content goes. */
function frame(version) {
  const size = 17 + 4 * version;
  const grid = Array.from({ length: size }, () => new Array(size).fill(null));
  const square = (row, column, radius, dark) => {
    for (let y = row - radius; y <= row + radius; y += 1) {
      for (let x = column - radius; x <= column + radius; x += 1) {
        if (y >= 0 && x >= 0 && y < size && x < size) grid[y][x] = dark(Math.max(Math.abs(y - row), Math.abs(x - column)));
      }
    }
  };
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(row, column, 4, (distance) => distance !== 2 && distance !== 4);
  const centres = alignments[version];
  for (const row of centres) for (const column of centres) if (grid[row][column] === null) square(row, column, 2, (distance) => distance !== 1);
  for (let place = 8; place < size - 8; place += 1) grid[6][place] = grid[place][6] = place % 2 === 0;
  for (let place = 0; place < 9; place += 1) {
    if (place !== 6) { grid[8][place] ??= false; grid[place][8] ??= false; }
    if (place < 8) { grid[8][size - 1 - place] ??= false; grid[size - 1 - place][8] ??= false; }
  }
  grid[size - 8][8] = true;
  if (version >= 7) {
    const bits = bch(version, 0x1f25, 12);
    for (let bit = 0; bit < 18; bit += 1) {
      const [long, short] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      grid[long][short] = grid[short][long] = ((bits >> bit) & 1) === 1;
    }
  }
  return grid;
}

/** Writes level and mask beside the corner squares. */
function writeFormat(grid, mask) {
  const size = grid.length;
  const bits = bch(mask, 0x537, 10) ^ 0x5412;
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = ((bits >> bit) & 1) === 1;
    const row = bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit;
    const column = bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit;
    grid[row][8] = dark;
    grid[8][column] = dark;
  }
}

/** How hard a code would be to read: runs, blocks, look-alikes of the corners, and too much of one colour. */
function penalty(grid) {
  const size = grid.length;
  let sum = 0;
  let dark = 0;
  for (let line = 0; line < size; line += 1) {
    for (const at of [(place) => grid[line][place], (place) => grid[place][line]]) {
      let text = "";
      for (let place = 0; place < size; place += 1) text += at(place) ? "1" : "0";
      for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
      sum += 40 * ((text.match(/(?=10111010000)/g) ?? []).length + (text.match(/(?=00001011101)/g) ?? []).length);
    }
    for (let place = 0; place < size; place += 1) {
      if (grid[line][place]) dark += 1;
      if (line && place && grid[line][place] === grid[line - 1][place] && grid[line][place] === grid[line][place - 1] && grid[line][place] === grid[line - 1][place - 1]) sum += 3;
    }
  }
  return sum + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}

/** Draws the bytes in columns of two from the right, up and down by turns. */
function write(grid, bytes, mask) {
  const size = grid.length;
  let bit = 0;
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (grid[row][column] !== null) continue;
        const dark = bit < bytes.length * 8 && ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1) === 1;
        grid[row][column] = dark !== masks[mask](row, column);
        bit += 1;
      }
    }
    upwards = !upwards;
  }
}

/** The squares of the code of a text, true where dark; `null` where it is too long. */
export function qrMatrix(text) {
  const content = [...new TextEncoder().encode(text)];
  const version = layouts.findIndex((layout, version) => layout && content.length + (version < 10 ? 2 : 3) <= capacity(version));
  if (version < 0) return null;
  const bytes = interleaved(content, version);
  const codes = masks.map((_, mask) => {
    const grid = frame(version);
    write(grid, bytes, mask);
    writeFormat(grid, mask);
    return grid;
  });
  return codes.reduce((best, code) => (penalty(code) < penalty(best) ? code : best));
}

/** The code of a text as a picture; `null` where it is too long. */
export function qrCode(text, label) {
  const matrix = qrMatrix(text);
  if (!matrix) return null;
  const size = matrix.length + 8;
  const path = matrix.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, class: "qr", role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    svg("rect", { width: size, height: size, class: "qr-ground" }), svg("path", { d: path, class: "qr-ink" }));
}
