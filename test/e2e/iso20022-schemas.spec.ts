import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { creditTransferXml } from '../../src/payment/iso20022/credit-transfer.js'
import { MessageInvalid, type MessageName } from '../../src/payment/iso20022/messages.js'
import { assertValid } from '../../src/payment/iso20022/read-message.js'
import { statementXml } from '../../src/payment/iso20022/statement-file.js'
import { readStatusReport } from '../../src/payment/iso20022/status-report.js'
import { findConfigDirectory } from '../../src/platform/law-loader/config-directory.js'
import { describeWith } from '../support/parts.js'

const run = promisify(execFile)
const at = '2026-03-02T02:00:00.000Z'

const transfers = ['a', 'b'].map((letter, index) => ({
  reference: letter.repeat(32),
  amount: BigInt(42_000_000 + index),
  bankCode: '002',
  accountNumber: '001202550001',
  accountHolder: 'SITI & <ANAK> "WALI"',
}))
const transferXml = creditTransferXml({
  messageId: 'SANTUN-1-1',
  createdAt: at,
  executionDate: '2026-03-03',
  debtor: { name: 'Santun', account: '0012345678', bankCode: '009' },
  transfers,
})
const statement = [
  ...statementXml({ statementId: 'RK-1', createdAt: at, account: '0012345678' }, [
    { bankReference: 'B1', direction: 'debit', amount: '42000000', reference: 'R1', valueDate: '2026-03-02' },
    { bankReference: 'B2', direction: 'credit', amount: '1.25', currency: 'USD', valueDate: '2026-03-02' },
    {
      bankReference: 'B3',
      direction: 'credit',
      amount: '42000000',
      reference: 'R1',
      valueDate: '2026-03-04',
      returnReason: 'AC04',
    },
  ]),
].join('')
const report = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>S1</MsgId><CreDtTm>${at}</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>SANTUN-1-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>SANTUN-1-1</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>R1</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>R2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>R3</OrgnlEndToEndId><TxSts>PDNG</TxSts></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`

/** Each message, and ways to break it that no reader may let through. */
const messages: readonly (readonly [MessageName, string, readonly [string, string][]])[] = [
  [
    'pain.001.001.09',
    transferXml,
    [
      ['>IDR<', '>X<'],
      ['Ccy="IDR"', ''],
      ['<EndToEndId>', '<EndToEnd>'],
      ['<MsgId>', `<MsgId>${'x'.repeat(40)}`],
    ],
  ],
  [
    'pain.002.001.10',
    report,
    [
      ['<OrgnlMsgId>SANTUN-1-1</OrgnlMsgId>', ''],
      ['<TxSts>ACSP', '<TxSts>ACCEPTED'],
    ],
  ],
  [
    'camt.053.001.08',
    statement,
    [
      ['DBIT', 'OUT'],
      ['<AcctSvcrRef>B1</AcctSvcrRef>', '<Strange/>'],
      ['2026-03-02</Dt>', '2 Maret</Dt>'],
    ],
  ],
]

describeWith(['xmllint'])('the messages to and from a bank', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'santun-iso-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** The second opinion: another build of the library, as a program of its own. */
  async function xmllintTakes(name: MessageName, xml: string): Promise<boolean> {
    const file = join(folder, 'message.xml')
    await writeFile(file, xml)
    const schema = join(findConfigDirectory(), 'schemas', 'iso20022', `${name}.xsd`)
    return run('xmllint', ['--nonet', '--noout', '--schema', schema, file]).then(
      () => true,
      () => false,
    )
  }

  function weTake(name: MessageName, xml: string): boolean {
    try {
      assertValid(name, xml)
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(MessageInvalid)
      return false
    }
  }

  it.each(messages)('follow their schema by two readers: %s', async (name, xml) => {
    expect(weTake(name, xml)).toBe(true)
    expect(await xmllintTakes(name, xml)).toBe(true)
  })

  it.each(messages)('are refused by both when they do not: %s', async (name, xml, breaks) => {
    for (const [from, to] of breaks) {
      const broken = xml.replace(from, to)
      if (broken === xml) continue
      expect([from, weTake(name, broken), await xmllintTakes(name, broken)]).toEqual([from, false, false])
    }
  })

  it('name the same batch by the same bytes', () => {
    expect(transferXml).toContain('<NbOfTxs>2</NbOfTxs>')
    expect(transferXml).toContain('<CtrlSum>84000001</CtrlSum>')
    expect(transferXml).toContain('SITI &amp; &lt;ANAK&gt;')
  })

  it('say of a file what is yes, what is no, and what is not said yet', () => {
    expect(readStatusReport(report)).toEqual({
      messageId: 'S1',
      about: 'SANTUN-1-1',
      whole: null,
      undecided: 1,
      statuses: [
        { reference: 'R1', answer: 'acknowledged', reason: null },
        { reference: 'R2', answer: 'refused', reason: 'AC04' },
      ],
    })
  })
})
