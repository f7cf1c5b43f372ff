import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { ClamdScanner } from './clamd-scanner.js'

/** A daemon that reads one INSTREAM command to its end and gives the answer it was told to give. */
function daemon(answer: (content: Buffer) => string | null): Promise<Server> {
  const server = createServer((socket: Socket) => {
    let received: Buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      const content = contentOf(received)
      const reply = content && answer(content)
      if (reply) socket.end(`${reply}\0`)
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** The streamed content once its closing zero length has come, else null. */
function contentOf(received: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (!received.subarray(0, command.length).equals(Buffer.from(command))) return null
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

describe('the clamd scanner', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.close()
  })
  const scannerOf = async (answer: (content: Buffer) => string | null, patienceMs?: number) => {
    server = await daemon(answer)
    return new ClamdScanner('127.0.0.1', (server.address() as AddressInfo).port, patienceMs)
  }

  it('sends the whole content, also when it needs many pieces', async () => {
    let received: Buffer = Buffer.alloc(0)
    const scanner = await scannerOf((content) => {
      received = content
      return 'stream: OK'
    })
    const content = Buffer.alloc(300_000, 'isi')
    expect(await scanner.scan(content)).toEqual({ outcome: 'clean' })
    expect(received.equals(content)).toBe(true)
  })

  it('names what was found', async () => {
    const scanner = await scannerOf(() => 'stream: Uji.EICAR FOUND')
    expect(await scanner.scan(Buffer.from('x'))).toEqual({ outcome: 'found', name: 'Uji.EICAR' })
  })

  it('does not read a refusal by size as clean', async () => {
    const scanner = await scannerOf(() => 'INSTREAM size limit exceeded. ERROR')
    expect(await scanner.scan(Buffer.from('x'))).toEqual({ outcome: 'refused', reason: 'size_limit' })
  })

  it('throws on an answer it does not know, so that the work is tried again', async () => {
    const scanner = await scannerOf(() => 'stream: Can not allocate memory ERROR')
    await expect(scanner.scan(Buffer.from('x'))).rejects.toThrow('clamd menjawab')
  })

  it('throws when nobody listens', async () => {
    await expect(new ClamdScanner('127.0.0.1', 1).scan(Buffer.from('x'))).rejects.toThrow('ECONNREFUSED')
  })

  it('gives up on a daemon that stays silent', async () => {
    const scanner = await scannerOf(() => null, 50)
    await expect(scanner.scan(Buffer.from('x'))).rejects.toThrow('tidak menjawab')
  })

  it('says how SANTUN_CLAMD is written when it is not an address', () => {
    expect(() => ClamdScanner.at('clamd')).toThrow('host:port')
  })
})
