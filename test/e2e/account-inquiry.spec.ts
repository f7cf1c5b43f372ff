import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { AccountInquiry } from '../../src/payment/account-inquiry.service.js'
import { BankByFile } from '../../src/payment/bank-file.adapter.js'
import { BankInUse, RailChoice } from '../../src/payment/bank-in-use.js'
import { BankPatience } from '../../src/payment/bank.port.js'
import { SnapSimulator } from '../../src/payment/simulator/snap-simulator.service.js'
import { SnapBank } from '../../src/payment/snap/snap-bank.adapter.js'
import type { SnapSettings } from '../../src/payment/snap/snap-settings.js'
import { compareNames } from '../../src/verification/account-name.rule.js'
import { BankDesk } from './bank-desk.js'
import { PaymentDesk } from './payment-desk.js'

const PATIENCE = new BankPatience(1, 3)
const PAYEE = 'Siti Aminah'

describe('whose an account is', () => {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let desk: PaymentDesk
  let bank: BankDesk
  let box: SnapSimulator
  let settings: SnapSettings
  beforeAll(async () => {
    desk = await PaymentDesk.open()
    bank = new BankDesk(desk)
    const secret = 'rahasia-bersama'
    box = new SnapSimulator(desk.simulator, desk.sql, {
      clientId: 'santun',
      clientSecret: secret,
      clientKey: ours.publicKey,
      bankKey: theirs.privateKey,
    })
    settings = {
      url: await box.listen(),
      clientId: 'santun',
      partnerId: 'santun',
      channelId: '1',
      clientSecret: secret,
      privateKey: ours.privateKey,
      bankKey: theirs.publicKey,
    }
  })
  afterAll(async () => {
    await box.close()
    await desk.close()
  })
  afterEach(() => desk.sql.rows('delete from bank_simulator.account'))

  /** As the product wires it: over SNAP where SNAP is set up, else the bank that the money goes through. */
  const asking = (rail: string, snap: SnapSettings | null) =>
    new AccountInquiry(
      new BankInUse(
        desk.simulator,
        new BankByFile(desk.sql),
        snap && SnapBank.at(snap, desk.sql, bank.agreement.debtor.account, PATIENCE),
        new RailChoice(rail),
      ),
      PATIENCE,
    )
  const account = { bankCode: '002', accountNumber: '40120255000001', accountHolder: PAYEE }
  const told = (holder: string) => desk.simulator.behave({ ...account, behaviour: 'normal', holder })

  const overSnap = () => asking('snap', settings)
  const inTheBox = () => asking('simulator', null)

  describe.each([
    ['over SNAP', overSnap],
    ['of the bank in the box', inTheBox],
  ])('asked %s', (_, inquiry) => {
    it.each([
      ['SITI AMINAH', 'match'],
      ['Siti Aminah Putri', 'near'],
      ['Budi Santoso', 'mismatch'],
    ] as const)('is %s, a %s', async (holder, likeness) => {
      await told(holder)
      const answer = await inquiry().holderOf(account)
      expect(answer).toEqual({ kind: 'found', holder })
      expect(compareNames(PAYEE, holder)).toBe(likeness)
    })

    it('is nobody’s', async () => {
      await told('')
      expect(await inquiry().holderOf(account)).toEqual({ kind: 'not_found' })
    })

    it('is not told by a silent bank, which nobody waits for longer than agreed', async () => {
      await desk.simulator.behave({ ...account, behaviour: 'unnamed' })
      expect(await inquiry().holderOf(account)).toEqual({ kind: 'no_answer' })
    })
  })

  it('is asked over SNAP although the money goes by file', async () => {
    await told('SITI AMINAH')
    expect(await asking('file', settings).holderOf(account)).toEqual({ kind: 'found', holder: 'SITI AMINAH' })
  })

  it('is never what the savings book says, where no bank can be asked', async () => {
    const inquiry = asking('file', null)
    expect(inquiry.canAsk).toBe(false)
    expect(await inquiry.holderOf(account)).toEqual({ kind: 'no_answer' })
  })

  it('is not told to a stranger, nor when the bank cannot be reached', async () => {
    await told('SITI AMINAH')
    const stranger = asking('snap', { ...settings, clientSecret: 'lain' })
    expect(await stranger.holderOf(account)).toEqual({ kind: 'no_answer' })
    const nowhere = asking('snap', { ...settings, url: 'http://127.0.0.1:1' })
    expect(await nowhere.holderOf(account)).toEqual({ kind: 'no_answer' })
  })
})
