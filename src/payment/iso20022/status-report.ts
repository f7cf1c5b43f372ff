/** pain.002.001.10: what a bank says of a file it was given, transfer by transfer. */
import { type Part, readMessage } from './read-message.js'

export interface TransferStatus {
  reference: string
  answer: 'acknowledged' | 'refused'
  reason: string | null
}

export interface StatusReport {
  messageId: string
  /** The file it is about. */
  about: string
  statuses: TransferStatus[]
  /** The whole file was taken or refused, with this reason; null = only what is said of single transfers counts. */
  whole: Omit<TransferStatus, 'reference'> | null
  /** Statuses that decide nothing yet (pending, partially accepted): the bank will say more. */
  undecided: number
}

const taken = new Set(['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'ACCC'])

/** @throws MessageInvalid */
export function readStatusReport(xml: string): StatusReport {
  return readMessage('pain.002.001.10', xml, (root) => {
    const parts = root.all('CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts')
    const statuses = parts.flatMap((part): TransferStatus[] => {
      const reference = part.text('OrgnlEndToEndId')
      const said = statusOf(part, 'TxSts')
      return reference && said ? [{ reference, ...said }] : []
    })
    const [group] = root.all('CstmrPmtStsRpt/OrgnlGrpInfAndSts')
    const instructions = root.all('CstmrPmtStsRpt/OrgnlPmtInfAndSts')
    const [instruction] = instructions
    const whole = group && statusOf(group, 'GrpSts')
    const ofInstruction = instructions.length === 1 && instruction ? statusOf(instruction, 'PmtInfSts') : null
    return {
      messageId: root.text('CstmrPmtStsRpt/GrpHdr/MsgId') ?? '',
      about: root.text('CstmrPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgId') ?? '',
      statuses,
      whole: whole ?? ofInstruction,
      undecided: parts.length - statuses.length,
    }
  })
}

/** "Received" and "partially accepted" decide nothing: only a yes or a no is an answer. */
function statusOf(part: Part, element: string): Omit<TransferStatus, 'reference'> | null {
  const status = part.text(element)
  if (status === 'RJCT') return { answer: 'refused', reason: reasonIn(part) }
  return status !== undefined && taken.has(status) ? { answer: 'acknowledged', reason: null } : null
}

function reasonIn(part: Part): string {
  return part.text('StsRsnInf/Rsn/Cd') ?? part.text('StsRsnInf/Rsn/Prtry') ?? 'REFUSED'
}
