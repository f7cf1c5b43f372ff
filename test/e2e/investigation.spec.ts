import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { InvestigationAnswerDto } from '../../src/verification/investigation.dto.js'
import { InvestigationService } from '../../src/verification/investigation.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'

const QUESTIONS = ['Di mana kejadiannya?', 'Siapa saksi yang melihat?']
const SOURCE = 'Ketua RT 04 Long Kali, 18 Oktober, di rumahnya.'

describe('an investigation', () => {
  let product: Product
  let claim: TestClaim

  beforeAll(async () => {
    product = await Product.start()
    claim = await opened()
  })
  afterAll(() => product.close())

  async function opened(): Promise<TestClaim> {
    const { verifier, investigator } = product.staff
    const made = await aClaim(product).withoutDocuments().lodged()
    await made.fire('investigate', verifier, {
      reason: 'Tempat kejadian pada dua surat berbeda.',
      questions: QUESTIONS,
      investigatorId: investigator.id,
      dueOn: '2022-10-24',
    })
    return made
  }

  const answer = (dto: Partial<InvestigationAnswerDto>, actor = product.staff.investigator): Promise<void> =>
    product
      .get(InvestigationService)
      .answer(claim.id, { position: 1, answer: 'Di jalan desa.', source: SOURCE, ...dto }, actor)

  it('shows its questions to be answered, with who answers them and until when', async () => {
    const [investigation] = await product.get(InvestigationService).of(claim.id)
    expect(investigation).toMatchObject({
      reason: 'Tempat kejadian pada dua surat berbeda.',
      dueOn: '2022-10-24',
      questions: QUESTIONS.map((question) => ({ question, answers: [] })),
    })
  })

  it('is not reported while a question has no answer', async () => {
    await answer({})
    await expect(claim.fire('investigation_reported', product.staff.investigator)).rejects.toMatchObject({
      refusals: [{ code: 'QUESTIONS_OPEN', params: { count: 1 } }],
    })
  })

  it('takes no answer without evidence', async () => {
    await expect(answer({ position: 2, source: undefined })).rejects.toMatchObject({
      errors: [{ pointer: '/source', code: 'EVIDENCE_MISSING' }],
    })
  })

  it('takes no answer to a question that was not asked', async () => {
    await expect(answer({ position: 3 })).rejects.toMatchObject({
      errors: [{ pointer: '/position', code: 'QUESTION_UNKNOWN' }],
    })
  })

  it('takes no file of another claim as evidence', async () => {
    const other = await aClaim(product).lodged()
    const file = await product.sql.first<{ id: string }>('select id from document_file where claim_id = $1', [
      other.id,
    ])
    await expect(answer({ position: 2, fileId: file?.id })).rejects.toMatchObject({
      errors: [{ pointer: '/fileId', code: 'FILE_UNKNOWN' }],
    })
  })

  it('is neither given to nor answered or reported by who asks, whatever roles he holds', async () => {
    const asker = as(product.staff.verifier, 'investigator')
    const other = await aClaim(product).withoutDocuments().lodged()
    const step = { reason: 'Perlu diperiksa.', questions: QUESTIONS, dueOn: '2022-10-24' }
    const toHimself = other.fire('investigate', product.staff.verifier, { ...step, investigatorId: asker.id })
    await expect(toHimself).rejects.toThrow('SAME_PERSON')
    await expect(answer({ position: 2 }, asker)).rejects.toThrow('DUTY_ALREADY_HELD')
    await expect(claim.fire('investigation_reported', asker)).rejects.toThrow('DUTY_ALREADY_HELD')
    const bySql = product.sql.rows(
      `insert into investigation_answer (claim_id, seq, position, answer, source, answered_by, answered_at)
       select claim_id, seq, position, answer, source, $2, answered_at from investigation_answer where claim_id = $1`,
      [claim.id, asker.id],
    )
    await expect(bySql).rejects.toMatchObject({ code: 'SN004' })
  })

  it('is answered by an investigator only', async () => {
    await expect(answer({ position: 2 }, product.staff.verifier)).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })

  it('keeps answers sealed', async () => {
    const [row] = await product.sql.rows<{ kept: string }>(
      'select to_jsonb(a)::text as kept from investigation_answer a where a.claim_id = $1',
      [claim.id],
    )
    expect(row?.kept).not.toContain('jalan desa')
    expect(row?.kept).not.toContain('Ketua RT')
  })

  it('goes back to the verifier when every question is answered, a correction beside the first answer', async () => {
    await answer({ answer: 'Di kebun, bukan di jalan desa.' })
    await answer({ position: 2, answer: 'Tidak ada saksi.' })
    await claim.fire('investigation_reported', product.staff.investigator)
    expect(await product.stateOf(claim.id)).toBe('in_verification')
    const [investigation] = await product.get(InvestigationService).of(claim.id)
    expect(investigation?.questions.map(({ answers }) => answers.map((each) => each.answer))).toEqual([
      ['Di jalan desa.', 'Di kebun, bukan di jalan desa.'],
      ['Tidak ada saksi.'],
    ])
  })

  it('takes no answer once it is reported', async () => {
    await expect(answer({})).rejects.toMatchObject({ code: 'no-such-step' })
  })

  it('cannot be rewritten by the role of the application', async () => {
    await expect(
      product.sql.rows(`update investigation_answer set position = 2 where claim_id = $1`, [claim.id]),
    ).rejects.toThrow(/permission denied/)
  })
})
