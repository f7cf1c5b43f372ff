/**
 * What may happen to one item of the checklist. Only a person accepts; a machine may refuse only what is dangerous or
 * cannot be opened; a check that could not run is never read as passed.
 */
import { record, send, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import { ask, demand, isGiven } from './guard.js'
import type { Machine } from './machine.js'
import type { Role } from './vocabulary.js'

export const documentItemStates = [
  'required', 'declared_missing', 'receiving', 'received', 'checking', 'infected', 'unreadable', 'stalled', 'to_review',
  'accepted', 'defective', 'waived', 'superseded',
] as const
export type DocumentItemState = (typeof documentItemStates)[number]

export const documentItemEvents = [
  'declare_missing', 'start_upload', 'finish_upload', 'break_off_upload', 'start_checks', 'find_danger', 'fail_to_open',
  'use_up_checks', 'finish_checks', 'retry_checks', 'check_by_hand', 'accept', 'find_defect', 'waive', 'supersede',
] as const
export type DocumentItemEvent = (typeof documentItemEvents)[number]

/** Owner: documents. */
export interface DocumentItemFacts {
  readonly actor: { readonly id: string; readonly role: Role }
  /** Checks of the latest file without a result. */
  readonly checksPending: number
  /** The latest file is stored whole: its size and digest are those announced. */
  readonly fileStored: boolean
  readonly input: {
    /** declare_missing, waive: why. */
    readonly reason?: string
    readonly defectCode?: string
  }
}

export type DocumentItemEffect = EffectOf<never, 'item_checks', 'documents.check', never>
export type DocumentItemRow = Row<DocumentItemState, DocumentItemEvent, Role, DocumentItemFacts, DocumentItemEffect>

function row(from: DocumentItemState, event: DocumentItemEvent, to: DocumentItemState, by: readonly Role[], guards: readonly Guard<DocumentItemFacts>[], effects: readonly DocumentItemEffect[]): DocumentItemRow {
  return { from, event, to, by, guards, effects }
}

const reasonGiven = ask<DocumentItemFacts>('reason_given', ({ input }) => isGiven(input.reason), 'REASON_MISSING')
const defectCodeGiven = ask<DocumentItemFacts>('defect_code_given', ({ input }) => isGiven(input.defectCode), 'DEFECT_WITHOUT_CODE', () => ({ count: 1 }))
const fileStored = demand<DocumentItemFacts>('file_stored', (facts) => facts.fileStored, 'FILE_NOT_STORED')
const noCheckPending = demand<DocumentItemFacts>('no_check_pending', (facts) => facts.checksPending === 0, 'CHECKS_PENDING', (facts) => ({ count: facts.checksPending }))

const givers: readonly Role[] = ['heir', 'representative', 'employer', 'facility', 'officer']

export const documentItemTable: readonly DocumentItemRow[] = [
  //  from                event               to                  by                       guards             effects
  row('required',         'declare_missing',  'declared_missing', givers,                  [reasonGiven],     []),
  row('required',         'start_upload',     'receiving',        givers,                  [],                []),
  row('declared_missing', 'start_upload',     'receiving',        givers,                  [],                []),
  row('infected',         'start_upload',     'receiving',        givers,                  [],                []),
  row('unreadable',       'start_upload',     'receiving',        givers,                  [],                []),
  row('defective',        'start_upload',     'receiving',        givers,                  [],                []),
  // A further page, or a better one, as long as no person has decided.
  row('received',         'start_upload',     'receiving',        givers,                  [],                []),
  row('checking',         'start_upload',     'receiving',        givers,                  [],                []),
  row('to_review',        'start_upload',     'receiving',        givers,                  [],                []),
  row('stalled',          'start_upload',     'receiving',        givers,                  [],                []),
  // A family whose file was refused may find that it has no other.
  row('infected',         'declare_missing',  'declared_missing', givers,                  [reasonGiven],     []),
  row('unreadable',       'declare_missing',  'declared_missing', givers,                  [reasonGiven],     []),
  row('defective',        'declare_missing',  'declared_missing', givers,                  [reasonGiven],     []),
  row('receiving',        'finish_upload',    'received',         givers,                  [fileStored],      [record('item_checks'), send('documents.check')]),
  row('receiving',        'break_off_upload', 'required',         [...givers, 'system'],   [],                []),

  row('received',         'start_checks',     'checking',         ['system'],              [],                []),
  row('checking',         'find_danger',      'infected',         ['system'],              [],                []),
  row('checking',         'fail_to_open',     'unreadable',       ['system'],              [],                []),
  row('checking',         'use_up_checks',    'stalled',          ['system'],              [],                []),
  row('checking',         'finish_checks',    'to_review',        ['system'],              [noCheckPending],  []),
  row('stalled',          'retry_checks',     'checking',         ['officer', 'verifier'], [],                [record('item_checks'), send('documents.check')]),
  row('stalled',          'start_checks',     'checking',         ['system'],              [],                []),
  row('stalled',          'check_by_hand',    'to_review',        ['verifier'],            [reasonGiven],     []),

  row('to_review',        'accept',           'accepted',         ['verifier'],            [],                []),
  row('to_review',        'find_defect',      'defective',        ['verifier'],            [defectCodeGiven], []),
  row('required',         'find_defect',      'defective',        ['verifier'],            [defectCodeGiven], []),
  row('declared_missing', 'find_defect',      'defective',        ['verifier'],            [defectCodeGiven], []),
  row('accepted',         'find_defect',      'defective',        ['verifier'],            [defectCodeGiven], []),
  row('declared_missing', 'waive',            'waived',           ['approver'],            [reasonGiven],     []),
  row('defective',        'waive',            'waived',           ['approver'],            [reasonGiven],     []),
  row('accepted',         'supersede',        'superseded',       ['system', 'verifier'],  [],                []),
  row('defective',        'supersede',        'superseded',       ['system', 'verifier'],  [],                []),
  row('required',         'supersede',        'superseded',       ['system', 'verifier'],  [],                []),
  row('declared_missing', 'supersede',        'superseded',       ['system', 'verifier'],  [],                []),
  row('to_review',        'supersede',        'superseded',       ['system', 'verifier'],  [],                []),
]

export const documentItemMachine: Machine<DocumentItemState, DocumentItemEvent, Role, DocumentItemFacts, DocumentItemEffect> = {
  name: 'document item',
  initial: 'required',
  states: documentItemStates,
  final: ['accepted', 'waived', 'superseded'],
  events: documentItemEvents,
  table: documentItemTable,
}
