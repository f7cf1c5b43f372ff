import { connect, type Socket } from 'node:net'
import { type ScanResult, VirusScanner } from './virus-scanner.port.js'

const CHUNK_BYTES = 64 * 1024
const PATIENCE_MS = 30_000

/** ClamAV's daemon over TCP, by its INSTREAM command: length and bytes of each piece, a zero length at the end. */
export class ClamdScanner extends VirusScanner {
  constructor(
    private readonly host: string,
    private readonly port: number,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    super()
  }

  /** @throws Error when SANTUN_CLAMD is not `host:port` */
  static at(address: string): ClamdScanner {
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(address) ?? []
    if (!host || !port) throw new Error('SANTUN_CLAMD harus berbentuk host:port, misalnya 127.0.0.1:3310.')
    return new ClamdScanner(host, Number(port))
  }

  async scan(content: Buffer): Promise<ScanResult> {
    const socket = connect({ host: this.host, port: this.port })
    // A connection that says nothing for so long is dead; the work is tried again.
    socket.setTimeout(this.patienceMs, () => socket.destroy(new Error('clamd tidak menjawab.')))
    try {
      sendInStream(socket, content)
      return answerOf(await allOf(socket))
    } finally {
      socket.destroy()
    }
  }
}

function sendInStream(socket: Socket, content: Buffer): void {
  socket.write('zINSTREAM\0')
  for (let from = 0; from < content.length; from += CHUNK_BYTES) {
    const chunk = content.subarray(from, from + CHUNK_BYTES)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    socket.write(length)
    socket.write(chunk)
  }
  socket.write(Buffer.alloc(4))
}

async function allOf(socket: Socket): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of socket) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8').replace(/\0/g, '').trim()
}

function answerOf(answer: string): ScanResult {
  if (answer === 'stream: OK') return { outcome: 'clean' }
  const name = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (name) return { outcome: 'found', name }
  if (/size limit exceeded/i.test(answer)) return { outcome: 'refused', reason: 'size_limit' }
  throw new Error(`clamd menjawab: ${answer || '(kosong)'}`)
}
