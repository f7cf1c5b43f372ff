import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { claimTable } from './claim.table.js'
import { clockNames } from './clocks.js'
import { documentItemStates } from './document-item.table.js'
import { machines } from './machines.js'
import { batchStates } from './payment-batch.table.js'
import { paymentEvents, paymentStates } from './payment.table.js'
import { interruptions, publicSteps } from './public-steps.js'
import { incidentEvents, incidentStates } from './incident.table.js'
import { objectionEvents, objectionStates } from './objection.table.js'
import { recoveryEvents, recoveryStates } from './recovery.table.js'
import { refusalCodes } from './refusal-codes.js'
import { awardEvents, awardStates } from './scholarship-award.table.js'
import { yearEvents, yearStates } from './scholarship-year.table.js'
import { claimEvents, claimStates, heldDuties, recordNames, roles, templates, topics } from './vocabulary.js'

type Words = Record<string, { label?: string; text: string; en: string }>
const words: Record<string, Words> = parse(readFileSync('config/messages/lifecycle.yaml', 'utf8'))
const effects = machines.flatMap((machine) => machine.table.flatMap((row) => row.effects))
const sentTopics = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.topic] : []))
const toldTemplates = effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.template] : []))
const sorted = (list: Iterable<string>) => [...new Set(list)].sort()

describe('every code has words, and no words are left over:', () => {
  it.each<[string, Iterable<string>]>([
    ['claim_states', claimStates],
    ['claim_events', claimEvents],
    ['public_steps', publicSteps],
    ['interruptions', interruptions],
    ['ball_holders', ['claimant', 'system', 'branch', 'third_party', 'approver', 'finance', 'bank']],
    ['roles', roles],
    ['duties', heldDuties],
    ['clocks', clockNames],
    ['topics', sentTopics],
    ['templates', toldTemplates],
    ['payment_states', paymentStates],
    ['payment_events', paymentEvents],
    ['batch_states', batchStates],
    ['document_item_states', documentItemStates],
    ['incident_states', incidentStates],
    ['incident_events', incidentEvents],
    ['recovery_states', recoveryStates],
    ['recovery_events', recoveryEvents],
    ['objection_states', objectionStates],
    ['objection_events', objectionEvents],
    ['award_states', awardStates],
    ['scholarship_year_states', yearStates],
    ['award_events', awardEvents],
    ['scholarship_year_events', yearEvents],
    ['refusals', refusalCodes],
  ])('%s', (section, codes) => {
    expect(sorted(Object.keys(words[section] ?? {}))).toEqual(sorted(codes))
  })

  it('and no section is left over', () => {
    expect(Object.keys(words)).toHaveLength(25)
  })
})

describe('the words', () => {
  it('are whole sentences in Indonesian with an English gloss', () => {
    const all = Object.entries(words).flatMap(([section, entries]) =>
      Object.entries(entries).map(([code, entry]) => ({ at: `${section}.${code}`, ...entry })),
    )
    expect(
      all.filter(({ text, en }) => !/^[A-Z{].*\.$/.test(text) || !en.endsWith('.')).map(({ at }) => at),
    ).toEqual([])
    const unlabelled = all.filter(({ at, label }) => !at.startsWith('refusals.') && !label)
    expect(unlabelled.map(({ at }) => at)).toEqual([])
  })
})

describe('the vocabulary of the claim', () => {
  const used = claimTable.flatMap((row) => row.effects)

  it('lists no record, topic or message that no row causes', () => {
    expect(sorted(used.flatMap((e) => (e.kind === 'record' ? [e.record] : [])))).toEqual(sorted(recordNames))
    expect(sorted(used.flatMap((e) => (e.kind === 'send' ? [e.topic] : [])))).toEqual(sorted(topics))
    expect(sorted(used.flatMap((e) => (e.kind === 'notify' ? [e.template] : [])))).toEqual(sorted(templates))
  })
})
