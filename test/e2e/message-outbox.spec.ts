/** Messages to those who have no claim, asked for by a row of the outbox that names them and never their address. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { withoutTimer } from '../support/messages.js'
import { Product } from '../support/product.js'

describe('a message without a claim', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start({ workers: withoutTimer })
  })
  afterAll(() => product.close())

  /** Gives the id of the row, once it was worked off. */
  const ask = async (payload: object): Promise<string> => {
    const [row] = await product.sql.rows<{ id: string }>(
      `insert into outbox (topic, payload, occurred_at) values ('notification.send', $1, $2) returning id`,
      [JSON.stringify(payload), product.clock.now()],
    )
    await product.atRest()
    return row?.id ?? ''
  }
  const told = (outboxId: string) =>
    product.sql.rows(
      `select template, recipient_kind, channel, subject, outcome, reason, branch_id from notification where outbox_id = $1`,
      [outboxId],
    )
  const owned = (outboxId: string) =>
    product.sql.rows('select owner_role, reason from attention where outbox_id = $1 and closed_at is null', [
      outboxId,
    ])
  const aboutCohort = (
    fill: object = { cohort: 'Petani Long Ikis', members: '1.204', date: '2022-12-31' },
  ) => ({
    template: 'cohort-coverage-ending',
    recipient: { kind: 'branch', id: product.branchId },
    fill,
  })

  it('to somebody of whom we know no address is suppressed, and says why', async () => {
    expect(await told(await ask(aboutCohort()))).toMatchObject([
      { recipient_kind: 'branch', channel: 'none', outcome: 'suppressed', reason: 'NO_CONTACT' },
    ])
  })

  it('goes to the address that is known when it is sent', async () => {
    await product.asOwner.rows(`update branch set notice_email = 'paser@example.go.id' where id = $1`, [
      product.branchId,
    ])
    expect(await told(await ask(aboutCohort()))).toEqual([
      {
        template: 'cohort-coverage-ending',
        recipient_kind: 'branch',
        channel: 'email',
        subject: 'Petani Long Ikis: iuran terbayar sampai 31 Desember 2022',
        outcome: 'sent',
        reason: null,
        branch_id: product.branchId,
      },
    ])
  })

  it.each([
    ['words that lack what they ask for', () => aboutCohort({ cohort: 'Petani Long Ikis' }), 'has no value'],
    [
      'an unknown message',
      () => ({ ...aboutCohort(), template: 'unheard-of' }),
      'No template named unheard-of',
    ],
    ['an address instead of a name', () => ({ ...aboutCohort(), recipient: { phone: '0812' } }), 'recipient'],
  ])('with %s becomes work of a person', async (_, payload, reason) => {
    const outboxId = await ask(payload())
    expect(await told(outboxId)).toEqual([])
    expect(await owned(outboxId)).toEqual([
      { owner_role: 'officer', reason: expect.stringContaining(reason) },
    ])
  })
})
