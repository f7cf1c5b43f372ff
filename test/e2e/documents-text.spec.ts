import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { drawDeathCertificate, drawFamilyCard, drawIdentityCard } from '../fixtures/documents/draw-papers.js'
import { families, type PaperFamily } from '../fixtures/documents/people.js'
import { photograph } from '../fixtures/documents/photograph.js'
import { describeWith } from '../support/parts.js'
import { DocumentsDesk, type OpenDraft } from './documents-desk.js'
import { personalDataOn } from '../support/personal-data.js'

jest.setTimeout(120_000)

const [first, second] = families as readonly [PaperFamily, PaperFamily]

describeWith(['tesseract', 'fonts'])('the text on a document', () => {
  let desk: DocumentsDesk
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())

  /** A claim for the death of the first member of a family, lodged by the second. */
  const claimOf = async (
    { members, death }: PaperFamily,
    nik = members[0]?.nik ?? '',
  ): Promise<OpenDraft> => {
    const draft = await desk.draft()
    const personal = personalDataOn(desk.sql)
    const answers = {
      claimant: { name: members[1]?.name, relation: 'spouse' },
      event: { deathDate: death.date },
    }
    await desk.sql.rows(
      `update claim set participant_nik = $2, participant_nik_index = $6, participant_name = $3, event_date = $4,
         answers = answers || $5::jsonb where id = $1`,
      [
        draft.claimId,
        (await personal.ofClaim(draft.claimId)).text('claim.participant_nik', nik),
        members[0]?.name,
        death.date,
        JSON.stringify(answers),
        await personal.indexOf('nik', nik),
      ],
    )
    return draft
  }
  const textOf = async (claimId: string) => {
    const [check] = await desk.sql.rows<{ outcome: string; detail: Record<string, unknown> }>(
      "select outcome, detail from document_check where claim_id = $1 and kind = 'text'",
      [claimId],
    )
    return check
  }
  const give = async (draft: OpenDraft, code: string, paper: Buffer) => {
    await desk.give(draft, code, await photograph(paper, 'clean'), 'foto.jpg')
    await desk.work()
  }

  it('of a certificate agrees with the claim: number, name, day of death', async () => {
    const draft = await claimOf(first)
    await give(draft, 'AKTA_KEMATIAN', await drawDeathCertificate(first))
    expect(await textOf(draft.claimId)).toMatchObject({
      outcome: 'pass',
      detail: {
        participant_nik: 'same',
        participant_name: 'same',
        death_date: 'same',
        certificate_number: 'found',
      },
    })
  })

  it('of the same certificate on another death is shown to staff with the number of the other claim', async () => {
    const { members } = first
    const draft = await claimOf(first, '6401021708850099')
    await give(
      draft,
      'AKTA_KEMATIAN',
      await drawDeathCertificate({ ...first, members: members.toReversed() }),
    )
    const numbers = await desk.sql.rows<{ number: string }>(
      'select number from claim where participant_nik_index = $1',
      [await personalDataOn(desk.sql).indexOf('nik', members[0]?.nik ?? '')],
    )
    expect(await textOf(draft.claimId)).toMatchObject({
      outcome: 'unsure',
      detail: { otherDeaths: numbers.map(({ number }) => number) },
    })
  })

  it('of a family card shows who the claimant is to the participant', async () => {
    const draft = await claimOf(first)
    await give(draft, 'KK', await drawFamilyCard(first))
    expect(await textOf(draft.claimId)).toMatchObject({
      detail: { participant_nik: 'same', relation: 'same' },
    })
  })

  it('of the card of somebody else is a doubt for a person and never a refusal', async () => {
    const draft = await claimOf(first)
    const stranger = second.members[0]
    if (!stranger) throw new Error('The second family has no members.')
    await give(draft, 'KTP_AHLI_WARIS', await drawIdentityCard(stranger))
    expect(await textOf(draft.claimId)).toMatchObject({
      outcome: 'unsure',
      detail: { claimant_name: 'differs' },
    })
    expect(await desk.item(draft.claimId, 'KTP_AHLI_WARIS')).toMatchObject({ state: 'to_review' })
  })

  it('leaves nothing readable of the certificate number in the database', async () => {
    const rows = await desk.sql.rows<{ row: string }>(
      'select f::text as row from document_file f union all select k::text from document_check k',
    )
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(first.death.number)
  })

  it('of a document that no machine understands is left to a person', async () => {
    const draft = await claimOf(first)
    await give(draft, 'FORM_JKM', await drawDeathCertificate(second))
    expect(await textOf(draft.claimId)).toMatchObject({
      outcome: 'unavailable',
      detail: { because: 'nothing_to_compare' },
    })
  })
})
