import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { ClamdScanner } from '../../src/documents/checks/clamd-scanner.js'
import { describeWith } from '../support/parts.js'
import { DocumentsDesk, picture } from './documents-desk.js'
import { expectNothingSilent } from './nothing-silent.js'

/** The test file of the antivirus makers, in two halves so that no scanner takes this source for it. */
const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** ClamAV's daemon with one signature of our own. */
async function startClamd(folder: string, port: number): Promise<ChildProcess> {
  await writeFile(
    join(folder, 'uji.ndb'),
    `Uji.EICAR:0:*:${Buffer.from(EICAR.slice(0, 60)).toString('hex')}\n`,
  )
  const settings = [
    `Foreground yes`,
    `DatabaseDirectory ${folder}`,
    `TCPSocket ${port}`,
    'TCPAddr 127.0.0.1',
    'StreamMaxLength 25M',
  ]
  await writeFile(join(folder, 'clamd.conf'), [...settings, ''].join('\n'))
  const daemon = spawn('clamd', ['-c', join(folder, 'clamd.conf')], {
    stdio: 'ignore',
    env: { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` },
  })
  const scanner = new ClamdScanner('127.0.0.1', port)
  for (let tries = 0; tries < 100; tries++) {
    if (
      await scanner.scan(Buffer.from('siap')).then(
        () => true,
        () => false,
      )
    )
      return daemon
    await wait(100)
  }
  throw new Error('clamd did not answer within ten seconds.')
}

describeWith(['clamd'])('a virus scanner', () => {
  let folder: string
  let port: number
  let daemon: ChildProcess | undefined
  let desk: DocumentsDesk
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'santun-clamd-'))
    port = await freePort()
    daemon = await startClamd(folder, port)
    desk = await DocumentsDesk.open({ scanner: new ClamdScanner('127.0.0.1', port) })
  }, 30_000)
  afterAll(async () => {
    daemon?.kill()
    await desk.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('lets a clean picture pass', async () => {
    const draft = await desk.draft()
    await desk.give(draft, 'KK')
    await desk.work()
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ virus: 'pass', opens: 'pass' })
  })

  it('sets a dangerous file aside unopened, and asks the family for a photo in plain words', async () => {
    const draft = await desk.draft()
    await desk.give(draft, 'KK', picture(EICAR))
    await desk.submit(draft)
    await desk.work()
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ virus: 'fail', opens: 'unavailable' })
    const shown = (await desk.documents.listFor(draft.claimId, draft.heir)).find(({ code }) => code === 'KK')
    expect(shown).toMatchObject({
      state: 'infected',
      defect: { code: 'DANGEROUS_FILE', cure: 'Kirim foto dokumennya sebagai gantinya.' },
    })
    await expectNothingSilent(desk, draft, 'KK')
  })

  it('lets nobody open a dangerous file', async () => {
    const draft = await desk.draft()
    const { fileId } = await desk.give(draft, 'KK', picture(EICAR))
    await desk.work()
    await expect(desk.documents.open(fileId, desk.staff('verifier'))).rejects.toThrow('tidak aman dibuka')
  })

  it('that has stopped holds up no claim: its check ends with an owner and is never read as passed', async () => {
    const draft = await desk.draft()
    await desk.give(draft, 'KK')
    await desk.submit(draft)
    daemon?.kill('SIGKILL')
    await new Promise((resolve) => daemon?.once('exit', resolve))
    for (let attempt = 1; attempt <= 4; attempt++) await desk.work().catch(() => undefined)
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({
      intact: 'pass',
      opens: 'pass',
      virus: 'stalled',
    })
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'stalled' })
    expect(await desk.eventsOf(draft.claimId)).toEqual(['submit', 'checks_stalled'])
    await expectNothingSilent(desk, draft, 'KK')
  })
})
