/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, in hexadecimal. Written out here because libraries are pure and the
 * platform's own is not available to them; checked against it by a property test.
 */
export function sha256(text: string): string {
  const message = padded(new TextEncoder().encode(text))
  const state = Uint32Array.from(initialState)
  const schedule = new Uint32Array(64)
  for (let block = 0; block < message.byteLength; block += 64) {
    expand(message, block, schedule)
    compress(state, schedule)
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
}

const primes = firstPrimes(64)
const initialState = primes.slice(0, 8).map((prime) => fractionalBits(Math.sqrt(prime)))
const constants = primes.map((prime) => fractionalBits(Math.cbrt(prime)))

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
}

function fractionalBits(root: number): number {
  return Math.floor((root % 1) * 2 ** 32)
}

function padded(bytes: Uint8Array): DataView {
  const size = Math.ceil((bytes.length + 9) / 64) * 64
  const message = new Uint8Array(size)
  message.set(bytes)
  message[bytes.length] = 0x80
  const view = new DataView(message.buffer)
  view.setBigUint64(size - 8, BigInt(bytes.length) * 8n)
  return view
}

function expand(message: DataView, block: number, schedule: Uint32Array): void {
  for (let index = 0; index < 16; index += 1) schedule[index] = message.getUint32(block + index * 4)
  for (let index = 16; index < 64; index += 1) {
    const [near, far] = [word(schedule, index - 2), word(schedule, index - 15)]
    const small0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3)
    const small1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10)
    schedule[index] = word(schedule, index - 16) + small0 + word(schedule, index - 7) + small1
  }
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  const v = Uint32Array.from(state)
  for (let index = 0; index < 64; index += 1) {
    const [a, e] = [word(v, 0), word(v, 4)]
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choose = (e & word(v, 5)) ^ (~e & word(v, 6))
    const first = (word(v, 7) + big1 + choose + (constants[index] ?? 0) + word(schedule, index)) >>> 0
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & word(v, 1)) ^ (a & word(v, 2)) ^ (word(v, 1) & word(v, 2))
    v.copyWithin(1, 0, 7)
    v[4] = word(v, 4) + first
    v[0] = first + big0 + majority
  }
  for (let index = 0; index < 8; index += 1) state[index] = word(state, index) + word(v, index)
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits))
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0
}
