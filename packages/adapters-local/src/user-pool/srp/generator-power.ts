import { g, N } from "./srp-group.ts";

const rows = 8;
const columns = 32;
let table: readonly bigint[] | undefined;

/**
 * The generator to the power of `exponent`, of 256 bits at the most, modulo N, in a quarter of the time that `power`
 * takes: a comb of eight teeth (Handbook of Applied Cryptography, algorithm 14.117). The first call makes 100 KB of powers.
 */
export function generatorPower(exponent: bigint): bigint {
  table ??= makeTable();
  const bits = exponent.toString(2).padStart(rows * columns, "0");
  let result = 1n;
  for (let column = 0; column < columns; column += 1) {
    let teeth = "";
    for (let row = 0; row < rows; row += 1) teeth += bits.charAt(row * columns + column);
    result = (((result * result) % N) * (table[Number.parseInt(teeth, 2)] ?? 1n)) % N;
  }
  return result;
}

/** The product of the teeth that each number of eight bits names. */
function makeTable(): readonly bigint[] {
  const products = [1n];
  let tooth = g;
  for (let row = 0; row < rows; row += 1) {
    const current = tooth;
    products.push(...products.map((product) => (product * current) % N));
    for (let squaring = 0; squaring < columns; squaring += 1) tooth = (tooth * tooth) % N;
  }
  return products;
}
